"""A Gulf authority: somebody moves in; the deposit is paid, each meter opens an account from its index."""

from datetime import timedelta

import pytest

from shubbak.cases.charges.queries import charges_of
from shubbak.cases.extension import details_asked
from shubbak.cases.models import CaseLetter
from shubbak.cases.rules import Refused
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.queries import guarantee_of, requests_to_decide
from shubbak.utility.subscriptions.actions import close_contract, remove_meter
from shubbak.utility.subscriptions.models import Contract, Fitting
from shubbak.utility.subscriptions.queries import holding_on
from shubbak.utility.subscriptions.rules import Commodity
from tests.payments.ledger_of_test import paid
from tests.utility.journeys.files_of_test import file_of, gulf_offices
from tests.utility.subscriptions.village import CLERK, contract, person

DAY = timedelta(days=1)
ANSWERS = {
    "customer": {"name": "سعيد الرواحي", "identity_kind": "national_id", "identity_number": "71234567"},
    "phone": "0661000041",
    "trades": ["electricity", "water"],
    "capacity": "tenant",
    "unit_type": "flat",
    "where": {"choice": "address", "district": "khuwair", "street": "شارع 33، بناية 812، شقة 14"},
    "index": 1_240,
    "water_index": 1_060,
}
TARIFFS = {"electricity": "ma-electricity-household", "water": "ma-water-household"}


@pytest.fixture
def before(agency, at):
    """The contracts of whoever lived there: electricity, water."""
    holder = person(at, name="يوسف العلمي", identity_number="AB 112233")
    return {
        kind: contract(at, f"{kind[0].upper()}-0001", commodity=Commodity(kind), holder=holder)
        for kind in TARIFFS
    }


@pytest.fixture
def left(before, at):
    """They have left: the contracts have ended, the meters were read at 1,050."""
    on = at.date() - 9 * DAY
    for one in before.values():
        remove_meter(fitting=one.point.fittings.get(), on=on, index=1_050_000, actor=CLERK, at=at)
        close_contract(contract=one, on=on, actor=CLERK, at=at)
    return before


def asked(at, before, **changes):
    named = {"last_contract": before["electricity"].number, "last_water_contract": before["water"].number}
    wanted = {"from_day": (at.date() + DAY).isoformat()}
    desk = file_of(gulf_offices(at), "move-in", {**ANSWERS, **named, **wanted, **changes}, "authority")
    desk.takes("take", "agent")
    return desk


def in_hand(at, before, **changes):
    """The deposit of 50,000 is paid."""
    desk = asked(at, before, **changes)
    desk.takes("accept", "agent", amount=50_000, answer="تأمين شقة.")
    [charge] = charges_of(desk.case)
    paid(charge.payer, [(charge, charge.left)], desk.at)
    desk.takes("record_payment", "clock")
    return desk


def proposed(desk):
    return {one.name: one.initial for one in details_asked(desk.case, ["meter_standing"], desk.at)}


def opened(desk, kind, **changes):
    """An account with what the form of the step proposes."""
    given = {**proposed(desk), "tariff": TARIFFS[kind], "power": "", "advance": "20000", **changes}
    return desk.takes("open_account", "field_agent", details=given)


def test_each_meter_opens_an_account_from_its_index_of_the_day(left, at):
    desk = in_hand(at, left)
    opened(desk, "electricity")
    opened(desk, "water")
    desk.takes("activate", "field_agent", answer="وصلت الخدمة.")
    new = Contract.objects.filter(ends=None).order_by("pk")
    assert [one.point for one in new] == [left["electricity"].point, left["water"].point]
    assert {holding_on(one, at.date()).person for one in new} == {desk.case.applicant}
    assert [one.index_in for one in Fitting.objects.filter(ends=None)] == [1_240_000, 1_060_000]
    made = CaseLetter.objects.get(case=desk.case, name="activation").facts["made"]
    assert made.replace(" ", "") == "،".join(one.number for one in new)
    assert list(audit.problems()) == []


def test_the_form_proposes_the_meter_of_the_place_that_is_next(left, at):
    desk = in_hand(at, left)
    first = proposed(desk)
    opened(desk, "electricity")
    second = proposed(desk)
    assert (first["serial"], first["index"], first["before"]) == (
        "M-E-0001",
        "1240",
        left["electricity"].number,
    )
    assert (second["serial"], second["index"], second["before"]) == ("M-W-0001", "1060", left["water"].number)
    assert (first["advance"], second["advance"]) == ("500.00", "300.00")


def test_the_deposit_that_was_paid_is_that_of_the_accounts_and_no_more(left, at):
    desk = in_hand(at, left)
    opened(desk, "electricity")
    with pytest.raises(Refused, match="not_enough_credit") as told:
        opened(desk, "water", advance="30001")
    assert told.value.facts["field"] == "advance"
    opened(desk, "water", advance="30000")
    payers = [one.holdings.get().payer_id for one in Contract.objects.filter(ends=None).order_by("pk")]
    assert [guarantee_of(payer) for payer in payers] == [20_000, 30_000]


def test_nothing_is_turned_on_before_the_deposit_is_paid(left, at):
    desk = asked(at, left)
    desk.takes("accept", "agent", amount=50_000, answer="أ")
    with pytest.raises(Refused, match="guard:paid"):
        desk.takes("record_payment", "clock")
    with pytest.raises(Refused, match="step_closed"):
        opened(desk, "electricity")


def test_a_place_where_somebody_lives_is_not_accepted_before_they_have_left(before, at):
    desk = asked(at, before)
    with pytest.raises(Refused, match="guard:place_free"):
        desk.takes("accept", "agent", amount=50_000, answer="أ")
    for one in before.values():
        close_contract(contract=one, on=at.date(), actor=CLERK, at=at)
    assert desk.takes("accept", "agent", amount=50_000, answer="أ").state == "awaiting_payment"


@pytest.mark.parametrize(("step", "by"), [("give_up", "head"), ("withdraw", "applicant")])
def test_what_was_paid_is_given_back_when_it_comes_to_nothing(left, at, step, by):
    desk = in_hand(at, left)
    desk.takes(step, by, reason="لا يمكن الوصول إلى العداد.")
    [refund] = requests_to_decide()
    assert (refund.payer_id, refund.amount) == (desk.case.pk, 50_000)
    assert not Contract.objects.filter(ends=None).exists()


def test_once_an_account_is_open_nobody_is_given_the_deposit_back(left, at):
    desk = in_hand(at, left)
    opened(desk, "electricity")
    for step, by in (("give_up", "head"), ("withdraw", "applicant")):
        with pytest.raises(Refused, match="step_closed"):
            desk.takes(step, by, reason="أ")


def test_a_wrong_number_is_set_right_at_the_meter(left, at):
    desk = in_hand(at, left, trades=["water"], last_water_contract="99999999")
    with pytest.raises(Refused, match="no_place") as told:
        opened(desk, "water", serial="WM-NEW")
    assert told.value.facts["field"] == "serial"
    opened(desk, "water", serial="M-W-0001", before=left["water"].number)
    assert Contract.objects.get(ends=None).point == left["water"].point


def test_an_index_below_the_last_one_is_said_at_its_box(left, at):
    with pytest.raises(Refused, match="below") as told:
        opened(in_hand(at, left), "electricity", index="1049")
    assert told.value.facts["field"] == "index"


def test_a_public_body_is_exempt_by_the_head_alone(left, at):
    desk = asked(at, left, trades=["water"])
    desk.takes("exempt", "head", reason="المادة 12")
    opened(desk, "water", advance="0")
    assert guarantee_of(Contract.objects.get(ends=None).holdings.get().payer_id) == 0
