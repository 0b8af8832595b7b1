"""People read their own meters at the portal: asked kindly, taken once, with a receipt."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from time_machine import travel

from shubbak.cases.models import Draft
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.loader import load_pack
from shubbak.journal.rules import SYSTEM
from shubbak.utility.bills.actions import suspend_paper
from shubbak.utility.metering.actions import PutUp, add_meter, open_campaign, suspend_field_reading
from shubbak.utility.metering.models import Reading, Submission
from shubbak.utility.subscriptions.models import Contract
from tests.promises.clients import photograph
from tests.utility.metering.round_of_test import LAST, meter_of, read_contract
from tests.utility.subscriptions.village import CLERK

PACKS = Path(__file__).parents[2] / "packs"
WHOLE = LAST // 1000


@pytest.fixture
def contract(agency: Any, at: Any) -> Any:
    """Of the utility, its meter read each month; today is within the days of reading."""
    agency.tariffs = ["ma-water-household"]
    agency.save(update_fields=["tariffs"])
    made = read_contract(at)
    days = {"opens": date(2026, 11, 15), "closes": date(2026, 11, 25)}
    open_campaign(period="2026-11", sector="T01", by="self", actor=CLERK, at=at, **days)
    with travel(at, tick=False):
        yield made


def proves(visitor: Client, contract: Contract, typed: str = "2913", fact: str = "identity") -> Any:
    return visitor.post("/reading", {"number": contract.number, "fact": fact, "typed": typed})


def sends(visitor: Client, contract: Contract, index: object, **more: Any) -> Any:
    meter = meter_of(contract).pk
    told = {f"index_{meter}": str(index), "submission": str(uuid4()), **more}
    return visitor.post(f"/reading/{contract.number}", told)


def words_of(answer: Any) -> str:
    return re.sub(r"[\u2066-\u2069]", "", re.sub(r"\s+", " ", answer.content.decode()))


def hidden(answer: Any) -> dict[str, str]:
    """What the form carries from turn to turn."""
    found = re.findall(r'<input type="hidden" name="([\w]+)"(?: value="([^"]*)")?', answer.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_number_and_its_second_fact_open_the_meters_of_a_contract(
    visitor: Client, contract: Contract
) -> None:
    answer = proves(visitor, contract)
    assert (answer.status_code, answer.url) == (302, f"/reading/{contract.number}")
    page = words_of(visitor.get(answer.url))
    assert f">{WHOLE}<" in page
    assert 'inputmode="numeric"' in page


def test_an_unknown_number_and_a_wrong_fact_get_the_same_answer(visitor: Client, contract: Contract) -> None:
    wrong = proves(visitor, contract, typed="0000")
    unknown = visitor.post("/reading", {"number": "12345674", "fact": "identity", "typed": "2913"})
    assert wrong.status_code == unknown.status_code == 422
    assert visitor.get(f"/reading/{contract.number}").status_code == 404


def test_a_usual_reading_is_taken_at_once_and_has_its_receipt(visitor: Client, contract: Contract) -> None:
    proves(visitor, contract, typed="٠٠٤١", fact="phone")
    answer = sends(visitor, contract, WHOLE + 15)
    receipt = words_of(visitor.get(answer.url))
    assert "توصلنا بمؤشركم" in receipt
    assert "15 م³" in receipt
    assert Reading.objects.get(period="2026-11").state == "accepted"


def test_two_meters_of_a_contract_are_read_in_one_form(visitor: Client, contract: Contract, at: Any) -> None:
    first, put_up = meter_of(contract), PutUp("NIGHT", 5, 100_000, date(2026, 11, 1))
    night = add_meter(contract=contract, put_up=put_up, actor=CLERK, at=at).meter
    page = words_of(visitor.get(proves(visitor, contract).url))
    assert all(f'name="index_{each.pk}"' in page for each in (first, night))
    told = {f"index_{first.pk}": str(WHOLE + 15), f"index_{night.pk}": "104", "submission": str(uuid4())}
    answer = visitor.post(f"/reading/{contract.number}", told)
    assert "NIGHT" in words_of(visitor.get(answer.url))
    taken = dict(Reading.objects.filter(period="2026-11").values_list("meter", "index"))
    assert taken == {first.pk: LAST + 15_000, night.pk: 104_000}


def test_three_times_the_usual_is_asked_about_and_what_was_typed_is_kept(
    visitor: Client, contract: Contract
) -> None:
    proves(visitor, contract)
    asked = sends(visitor, contract, WHOLE + 62)
    assert (asked.status_code, "3 مرات قدر المعتاد" in words_of(asked).replace("\u00a0", " ")) == (200, True)
    assert f'value="{WHOLE + 62}"' in asked.content.decode()
    assert not Submission.objects.exists()
    sure = sends(visitor, contract, WHOLE + 62, **hidden(asked), confirm="1")
    assert sure.status_code == 302
    assert Reading.objects.get(period="2026-11").index == LAST + 62_000


def test_confirming_other_figures_is_asked_again(visitor: Client, contract: Contract) -> None:
    proves(visitor, contract)
    asked = sends(visitor, contract, WHOLE + 62)
    assert sends(visitor, contract, WHOLE + 70, **hidden(asked), confirm="1").status_code == 200


def test_an_index_that_cannot_be_is_refused_with_what_to_do(visitor: Client, contract: Contract) -> None:
    proves(visitor, contract)
    assert "5 أرقام" in words_of(sends(visitor, contract, WHOLE * 1000))
    assert "الأرقام السوداء فقط" in words_of(sends(visitor, contract, "12a"))
    assert "اكتبوا المؤشر" in words_of(sends(visitor, contract, ""))


def test_a_photograph_survives_the_question(visitor: Client, contract: Contract) -> None:
    proves(visitor, contract)
    name = f"photo_{meter_of(contract).pk}"
    picture = SimpleUploadedFile("meter.png", photograph(b"meter"), "image/png")
    asked = sends(visitor, contract, WHOLE + 62, **{name: picture})
    assert "صورتكم محفوظة" in words_of(asked)
    sends(visitor, contract, WHOLE + 62, **hidden(asked), confirm="1")
    assert Reading.objects.get(period="2026-11").photo.name == "meter.png"


def test_the_same_submission_again_gives_the_same_receipt(visitor: Client, contract: Contract) -> None:
    proves(visitor, contract)
    key = str(uuid4())
    first = sends(visitor, contract, WHOLE + 15, submission=key)
    again = sends(visitor, contract, WHOLE + 99, submission=key)
    assert again.url == first.url
    assert Submission.objects.count() == 1


def test_outside_the_days_the_page_says_when_they_begin(visitor: Client, contract: Contract, at: Any) -> None:
    proves(visitor, contract)
    days = {"opens": date(2026, 12, 15), "closes": date(2026, 12, 25)}
    open_campaign(period="2026-12", sector="", by="self", actor=CLERK, at=at, **days)
    with travel("2026-11-28T10:00Z", tick=False):
        proves(visitor, contract)
        page = words_of(visitor.get(f"/reading/{contract.number}"))
        assert "15 دجنبر 2026" in page
        assert sends(visitor, contract, WHOLE + 15).status_code == 409


def test_while_nobody_comes_to_read_the_home_page_asks_everybody(
    visitor: Client, contract: Contract, at: Any
) -> None:
    suspend_field_reading(actor=CLERK, at=at)
    home = words_of(visitor.get("/"))
    assert "قراءة العدادات بعين المكان معلقة" in home
    assert 'href="/reading"' in home


def test_while_no_bill_is_brought_on_paper_the_home_page_says_so(
    visitor: Client, contract: Contract, at: Any
) -> None:
    suspend_paper(actor=CLERK, at=at)
    home = words_of(visitor.get("/"))
    assert "توزيع الفواتير الورقية معلق حاليا" in home
    assert 'href="/bills"' in home


@pytest.mark.parametrize(
    ("pack", "index"), [("utility/billing-complaint", "index"), ("authority/reading-objection", "shown")]
)
def test_from_the_receipt_a_reading_is_contested_with_what_is_known_filled_in(
    visitor: Client, contract: Contract, at: Any, pack: str, index: str
) -> None:
    publish_pack(source=load_pack(PACKS / f"{pack}.yaml"), actor=SYSTEM, at=at)
    proves(visitor, contract)
    receipt = sends(visitor, contract, WHOLE + 15).url
    assert f'action="{receipt}/contest"' in visitor.get(receipt).content.decode()
    assert f"/d/{pack.partition('/')[2]}/q/" in visitor.post(f"{receipt}/contest")["Location"]
    filled = Draft.objects.get().answers
    assert (filled["contract"], filled["trade"]) == (contract.number, "water")
    assert (filled[index], filled[f"{index}_day"]) == (WHOLE + 15, at.date().isoformat())


def test_without_such_a_service_the_receipt_offers_no_objection(visitor: Client, contract: Contract) -> None:
    proves(visitor, contract)
    receipt = sends(visitor, contract, WHOLE + 15).url
    assert "/contest" not in visitor.get(receipt).content.decode()
    assert visitor.post(f"{receipt}/contest").status_code == 404


def test_the_receipt_of_another_contract_is_not_there(visitor: Client, contract: Contract, at: Any) -> None:
    proves(visitor, contract)
    url = sends(visitor, contract, WHOLE + 15).url
    assert visitor.get(url.replace(contract.number, "12345674")).status_code == 404
    other = Client(headers={"host": "miyah.localhost"})
    assert other.get(url).status_code == 404


def test_another_index_of_the_same_period_is_v17_and_somebody_looks(
    visitor: Client, contract: Contract
) -> None:
    proves(visitor, contract)
    sends(visitor, contract, WHOLE + 15)
    asked = sends(visitor, contract, WHOLE + 16)
    sends(visitor, contract, WHOLE + 16, **hidden(asked), confirm="1")
    other = Reading.objects.get(index=LAST + 16_000)
    assert "one_a_period" in {finding["about"] for finding in other.findings if finding["code"] == "V17"}
    assert other.state == "review"
