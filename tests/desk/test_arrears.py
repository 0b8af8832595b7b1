"""Arrears at the desk: who owes since when, batches, orders, lines of the body."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from shubbak.utility.arrears.models import Arrear, Order, Practice
from tests.utility.arrears.arrears_of_test import noticed, owes, pays, reminded
from tests.utility.subscriptions.village import contract

HERE = "/desk/arrears/"
DAY = timedelta(days=1)


@pytest.fixture
def late(office, agency, at):
    """A contract with a bill past its day, at a body that bills."""
    agency.tariffs = ["ma-water-household"]
    agency.save(update_fields=["tariffs"])
    opened = contract(at)
    owes(opened, at)
    return opened


def words(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def day(monkeypatch):
    """Another day comes."""

    def comes(then: datetime) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: then)
        return then

    return comes


def cut_ordered(late, sign_in, day, at) -> Order:
    found, then = noticed(late, at)
    day(then)
    sign_in("head").post(HERE + "due/cut", {"chosen": [str(found.pk)], "day": then.date().isoformat()})
    return Order.objects.get()


def test_the_overview_says_what_is_owed_since_when_and_what_is_due(late, sign_in, at):
    page = words(sign_in("agent").get(HERE))
    assert "450,00" in page
    assert "التذكير" in page


def test_notice_is_given_to_those_that_were_chosen(late, sign_in, day, at):
    found = reminded(late, at)
    day(at + 14 * DAY)
    agent = sign_in("agent")
    assert "أمينة بناني" in words(agent.get(HERE + "due/notice"))
    agent.post(HERE + "due/notice", {"chosen": [str(found.pk)]})
    found.refresh_from_db()
    assert found.state == "noticed"


def test_whoever_leads_has_them_cut_and_an_agent_does_not(late, sign_in, day, at):
    found, then = noticed(late, at)
    day(then)
    typed = {"chosen": [str(found.pk)], "day": then.date().isoformat()}
    assert sign_in("agent").post(HERE + "due/cut", typed).status_code == 404
    sign_in("head").post(HERE + "due/cut", typed)
    assert Order.objects.get().ordered_by.name == "head"


def test_nothing_chosen_and_a_day_of_rest_are_said(late, sign_in, day, at):
    found, then = noticed(late, at)
    day(then)
    head = sign_in("head")
    assert "اختاروا عقدة واحدة على الأقل" in words(head.post(HERE + "due/cut", {"day": "2026-12-15"}))
    friday = {"chosen": [str(found.pk)], "day": "2026-12-18"}
    answer = head.post(HERE + "due/cut", friday)
    assert (answer.status_code, "لا قطع في هذا اليوم" in words(answer)) == (409, True)


def test_what_a_crew_did_is_noted_and_the_way_back_begins_with_the_payment(late, sign_in, day, at):
    order, agent = cut_ordered(late, sign_in, day, at), sign_in("agent")
    then = day(order.ordered_at + timedelta(hours=3))
    local = then.astimezone(ZoneInfo("Africa/Casablanca"))
    typed = {"on": local.date().isoformat(), "hour": f"{local:%H:%M}", "index": "١٠٢٠", "crew": "فرقة 3"}
    agent.post(f"{HERE}orders/{order.pk}/done", typed)
    assert Arrear.objects.get().state == "cut"
    pays(late.holdings.get().payer.payables.get(), then)
    assert "إعادة التزويد" in words(agent.get(HERE + "orders"))


def test_an_hour_that_is_none_is_said_beside_it(late, sign_in, day, at):
    order = cut_ordered(late, sign_in, day, at)
    page = words(sign_in("agent").post(f"{HERE}orders/{order.pk}/done", {"on": "2026-12-15", "hour": "late"}))
    assert "اكتبوا الساعة على شكل" in page


def test_the_list_goes_out_and_comes_back(late, sign_in, day, at):
    order, agent = cut_ordered(late, sign_in, day, at), sign_in("agent")
    sent = b"".join(agent.get(HERE + "orders/list?format=csv").streaming_content).decode()
    assert order.number in sent
    rows = f"order,outcome,done_on,hour,remark\n{order.number},not_done,,,الباب مغلق\n9,done,,,\n"
    page = words(agent.post(HERE + "orders/take", {"file": SimpleUploadedFile("l.csv", rows.encode())}))
    order.refresh_from_db()
    assert (order.outcome, "تعذرت قراءة اليوم" in page) == ("not_done", True)


@pytest.mark.parametrize(("content", "told"), [(b"\xff\x00", "CSV"), (b"a,b\n", "ليست هذه لائحة أوامر")])
def test_another_file_is_refused_in_words(late, sign_in, content, told):
    answer = sign_in("agent").post(HERE + "orders/take", {"file": SimpleUploadedFile("l.csv", content)})
    assert told in words(answer)


def test_a_letter_is_printed_for_whoever_has_no_address(late, sign_in, at):
    found = reminded(late, at)
    answer = sign_in("agent").get(f"{HERE}letters/{found.pk}.pdf")
    assert answer.content.startswith(b"%PDF")


def test_the_lines_of_the_body_say_what_they_rest_on_and_are_set_by_those_who_lead(late, sign_in, at):
    assert "مقرر المدير العام" in words(sign_in("agent").get(HERE + "lines"))
    assert sign_in("agent").get(HERE + "lines/change").status_code == 404
    head = sign_in("head")
    form = head.get(HERE + "lines/change").context["form"]
    typed = {
        name: field.initial for name, field in form.fields.items() if field.initial not in (None, False, "")
    }
    typed |= {"parts_up_to": "0", "fee": "80", "text_ar": "مقرر رقم 4", "starts": "2026-11-17"}
    head.post(HERE + "lines/change", typed)
    assert (Practice.objects.get().settings["fee"], "مقرر رقم 4" in words(head.get(HERE + "lines"))) == (
        8000,
        True,
    )


@pytest.mark.parametrize("path", ["", "due/cut", "orders", "lines"])
def test_these_pages_do_not_exist_for_the_counter(late, sign_in, path):
    assert sign_in("counter").get(HERE + path).status_code == 404


def test_there_is_no_other_step(late, sign_in):
    assert sign_in("agent").get(HERE + "due/prison").status_code == 404
