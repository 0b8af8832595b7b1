"""A Gulf authority: a contract that is billed after use gets a prepaid meter; the old one is billed last."""

import pytest

from shubbak.cases.extension import details_asked
from shubbak.cases.models import CaseLetter
from shubbak.cases.rules import Refused
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.queries import dues_of
from shubbak.utility.bills import audit as bills_audit
from shubbak.utility.bills.actions.contesting import answer_contest, contest_bill
from shubbak.utility.bills.models import Bill
from shubbak.utility.prepaid.vending.models import MeterKeys, PrepaidMeter
from shubbak.utility.subscriptions.models import Fitting, Meter
from shubbak.utility.subscriptions.rules import Commodity
from tests.payments.ledger_of_test import bill
from tests.utility.bills.street import issued, read
from tests.utility.journeys.files_of_test import file_of, gulf_offices
from tests.utility.prepaid.vending import shop
from tests.utility.subscriptions.village import CLERK, contract

ANSWERS = {
    "applicant": {"name": "أمينة بناني", "identity_kind": "national_id", "identity_number": "BE482913"},
    "phone": "0661000041",
    "capacity": "holder",
    "visit": "morning",
    "medical": False,
}
DRN = str(shop.keys(9).pan.drn)


@pytest.fixture
def counted(agency, at):
    return contract(at, "E-0001", commodity=Commodity.ELECTRICITY)


@pytest.fixture
def desk(counted, at):
    yield asked(at, counted.number)
    assert [*audit.problems(), *bills_audit.problems()] == []


def asked(at, number):
    desk = file_of(gulf_offices(at), "prepaid-switch", {**ANSWERS, "contract": number}, "authority")
    desk.takes("take", "agent")
    return desk


def exchanged(desk, **changes):
    details = {one.name: one.initial for one in details_asked(desk.case, ["prepaid_fitted"], desk.at)}
    given = {**details, "index_out": "1200", "drn": DRN, "group": "201457", **changes}
    return desk.takes("exchange", "field_agent", details=given, answer="شُرحت طريقة الشحن.")


def accepted(desk):
    desk.takes("accept", "agent", answer="الأحد صباحا.")
    return desk


def test_the_meter_is_exchanged_and_the_old_one_billed_for_the_last_time(desk, counted):
    exchanged(accepted(desk))
    old, new = Fitting.objects.order_by("pk").select_related("meter")
    assert (old.index_out, old.ends, new.ends) == (1_200_000, desk.at.date(), None)
    assert (new.meter.serial, new.meter.kind, new.point) == (DRN, Meter.Kind.PREPAID, counted.point)
    assert (Bill.objects.get().kind, Bill.objects.get().quantity) == ("final", 200_000)
    assert MeterKeys.objects.get(meter=PrepaidMeter.objects.get()).supply_group == "201457"
    told = CaseLetter.objects.get(case=desk.case, name="switched").facts["made"]
    assert (desk.case.result, told.replace(" ", "")) == ("switched", counted.number)


def test_what_is_owed_is_told_and_stays_owed(desk, counted, at):
    payer = counted.holdings.get().payer
    bill(payer, 40_000, at)
    accepted(desk)
    assert CaseLetter.objects.get(case=desk.case, name="appointment").facts["amount"] == 40_000
    exchanged(desk)
    assert dues_of(payer.pk) == 40_000 + Bill.objects.get().total


def test_a_contested_bill_is_answered_first(desk, counted, at):
    read(counted, at.date().replace(month=10, day=31), 1100)
    issued(f"{at.year}-10", at)
    contest_bill(bill=Bill.objects.get(), file=desk.case.pk, actor=CLERK, at=at)
    with pytest.raises(Refused, match="guard:nothing_contested"):
        accepted(desk)
    answer_contest(file=desk.case.pk, actor=CLERK, at=at)
    assert accepted(desk).case.state == "scheduled"


def test_a_prepaid_meter_is_not_exchanged_for_another(agency, at):
    with pytest.raises(Refused, match="guard:billed_after_use"):
        accepted(asked(at, shop.contract(at).number))


def test_a_number_that_nobody_has_is_not_accepted(agency, at):
    with pytest.raises(Refused, match="guard:billed_after_use"):
        accepted(asked(at, "99999999"))


@pytest.mark.parametrize(
    ("box", "typed", "code"),
    [
        ("index_out", "999", "subscriptions:below"),
        ("drn", "12345", "prepaid:drn"),
        ("group", "20145", "prepaid:group"),
        ("tariff_index", "1", "prepaid:tariff_index"),
        ("revision", "0", "prepaid:revision"),
    ],
)
def test_what_cannot_be_is_said_at_its_box(desk, box, typed, code):
    accepted(desk)
    with pytest.raises(Refused) as told:
        exchanged(desk, **{box: typed})
    assert (told.value.code, told.value.facts["field"]) == (code, box)
    assert (Bill.objects.exists(), PrepaidMeter.objects.exists()) == (False, False)


def test_a_meter_that_stands_elsewhere_is_said_at_its_number(desk, at):
    accepted(desk)
    Meter.objects.create(serial=DRN, commodity=Commodity.ELECTRICITY)
    with pytest.raises(Refused, match="known_meter") as told:
        exchanged(desk)
    assert told.value.facts["field"] == "drn"


def test_nobody_at_home_is_another_appointment(desk):
    accepted(desk).takes("postpone", "field_agent", reason="لم يحضر أحد.")
    exchanged(accepted(desk))
    assert PrepaidMeter.objects.count() == 1
