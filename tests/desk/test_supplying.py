"""The supply of a contract at the desk: a meter exchanged, a second one added, other terms."""

from datetime import date

import pytest

from shubbak.journal.models import LeafContent
from shubbak.utility.subscriptions.actions import close_contract
from shubbak.utility.subscriptions.models import Fitting
from shubbak.utility.subscriptions.queries import terms_on
from tests.utility.subscriptions.village import CLERK

ON = date(2024, 12, 10)
NEW = {"serial": "NEW-7", "dials": "5", "index": "0", "on": ON.isoformat()}
TERMS = {"tariff": "ma-water-household", "sewerage": "ma-sewerage-household", "on": ON.isoformat()}


def here(contract, deed=""):
    return f"/desk/contracts/{contract.number}{deed}"


def old_of(contract):
    return contract.point.fittings.get(ends=None)


def exchange_of(contract, **changes):
    told = {"fitting": str(old_of(contract).pk), "index_out": "1 035,5", "why": "stopped"}
    return {**NEW, **told, **changes}


def test_a_meter_is_exchanged_and_the_page_shows_the_new_one(billed, sign_in):
    agent = sign_in("agent")
    assert agent.get(here(billed, "/exchange")).status_code == 200
    answer = agent.post(here(billed, "/exchange"), exchange_of(billed), follow=True)
    assert "استُبدل العداد" in answer.content.decode()
    assert "NEW-7" in answer.content.decode()
    assert Fitting.objects.get(ends=ON).index_out == 1_035_500
    assert any("'why': 'stopped'" in str(line.content) for line in LeafContent.objects.all())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"index_out": "x"}, "اكتبوا أرقاما"),
        ({"index_out": "1020"}, "أقل من"),
        ({"why": ""}, "اختاروا"),
        ({"on": "2024-11-05"}, "بعد هذا اليوم"),
        ({"serial": "M-W-0001"}, "العداد الذي أُزيل"),
    ],
)
def test_what_is_wrong_of_an_exchange_is_said_and_what_was_typed_stays(billed, sign_in, change, said):
    typed = exchange_of(billed, **change)
    page = sign_in("agent").post(here(billed, "/exchange"), typed).content.decode()
    assert said in page
    assert typed["serial"] in page
    assert Fitting.objects.count() == 1


def test_a_second_meter_is_added(billed, sign_in):
    agent = sign_in("agent")
    page = agent.post(here(billed, "/meter"), NEW, follow=True).content.decode()
    assert "M-W-0001" in page
    assert "NEW-7" in page


def test_terms_change_from_a_day_on_and_stay_in_the_history(billed, sign_in):
    page = sign_in("agent").post(here(billed, "/terms"), {**TERMS, "calibre_mm": "20"}, follow=True)
    assert "ابتداء من ذلك اليوم" in page.content.decode()
    now, before = terms_on(billed, ON), terms_on(billed, date(2024, 12, 9))
    assert (now.calibre_mm, before.calibre_mm) == (20, None)
    assert now.tariffs == before.tariffs


def test_sewerage_is_taken_off_a_contract(billed, sign_in):
    sign_in("agent").post(here(billed, "/terms"), {**TERMS, "sewerage": ""})
    assert terms_on(billed, ON).tariffs == ["ma-water-household"]


def test_terms_that_stay_as_they_are_are_no_change(billed, sign_in):
    assert "لن يتغير شيء" in sign_in("agent").post(here(billed, "/terms"), TERMS).content.decode()


def test_terms_do_not_change_before_they_began(billed, sign_in):
    typed = {**TERMS, "calibre_mm": "20", "on": "2024-11-01"}
    answer = sign_in("agent").post(here(billed, "/terms"), typed)
    assert (answer.status_code, "سابق لبداية" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("deed", ["/exchange", "/meter", "/terms"])
def test_who_stands_at_a_window_changes_no_supply(billed, sign_in, deed):
    assert sign_in("counter").get(here(billed, deed)).status_code == 404
    assert f"{billed.number}{deed}" not in sign_in("counter").get(here(billed)).content.decode()


@pytest.mark.parametrize("deed", ["/exchange", "/meter", "/terms"])
def test_nothing_of_a_contract_that_has_ended_is_changed(billed, sign_in, at, deed):
    close_contract(contract=billed, on=ON, actor=CLERK, at=at)
    assert sign_in("agent").get(here(billed, deed)).status_code == 404
