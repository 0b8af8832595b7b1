"""A contract where a meter stands already: the advance paid, opened from the index of the day."""

from datetime import timedelta

import pytest

from shubbak.cases.charges.queries import charges_of
from shubbak.cases.models import CaseLetter
from shubbak.cases.rules import Refused
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.queries import credit_of, dues_of, guarantee_of
from shubbak.utility.subscriptions.actions import close_contract, remove_meter
from shubbak.utility.subscriptions.models import Contract, Fitting
from shubbak.utility.subscriptions.queries import holding_on, meters_on, terms_on
from tests.payments.ledger_of_test import bill, paid
from tests.utility.journeys.files_of_test import CONTACT, file_of, offices
from tests.utility.subscriptions.village import CLERK, contract, person

DAY = timedelta(days=1)


@pytest.fixture
def before(agency, at):
    return contract(at, holder=person(at, name="يوسف العلمي", identity_number="AB 112233"))


@pytest.fixture
def left(before, at):
    """The last contract of the place has ended; its meter was taken down in the books at 1,050."""
    ended_on = at.date() - 9 * DAY
    remove_meter(fitting=before.point.fittings.get(), on=ended_on, index=1_050_000, actor=CLERK, at=at)
    return close_contract(contract=before, on=ended_on, actor=CLERK, at=at)


def asked(at, **changes):
    said = {
        "trades": "water",
        "where": {"choice": "address", "district": "nakhil", "street": "زنقة الورد 12"},
        "serial": "M-W-0001",
        "starts_on": at.date().isoformat(),
        "usage": "home",
        "capacity": "tenant",
    }
    desk = file_of(offices(at), "subscription", {**CONTACT, **said, **changes})
    desk.takes("take", "agent")
    return desk


def in_hand(at, **changes):
    """The advance is paid."""
    desk = asked(at, **changes)
    desk.takes("ask_advance", "agent", amount=30_000, amounts={"contract_costs": 5_000}, answer="أ")
    charges = list(charges_of(desk.case))
    paid(charges[0].payer, [(charge, charge.left) for charge in charges], desk.at)
    desk.takes("record_payment", "clock")
    return desk


def opened(desk, **changes):
    given = {
        "serial": "M-W-0001",
        "dials": "5",
        "index": "1060",
        "day": desk.at.date().isoformat(),
        "tariff": "ma-water-household",
        **changes,
    }
    return desk.takes("subscribe", "agent", details=given, answer="العداد عند المؤشر 1060.")


def test_the_tenant_has_a_contract_from_the_index_of_the_day(left, at):
    desk = in_hand(at)
    opened(desk)
    new, day = Contract.objects.get(ends=None), at.date()
    assert (new.point, new.starts) == (left.point, day)
    assert holding_on(new, day).person == desk.case.applicant
    assert terms_on(new, day).tariffs == ["ma-water-household"]
    assert [fitting.index_in for fitting in meters_on(new, day)] == [1_060_000]
    assert CaseLetter.objects.get(case=desk.case, name="opened").facts["made"].replace(" ", "") == new.number
    assert list(audit.problems()) == []


def test_the_advance_is_the_deposit_and_the_last_holder_keeps_their_debt(left, at):
    former = left.holdings.get().payer
    bill(former, 40_000, at)
    opened(in_hand(at))
    payer = Contract.objects.get(ends=None).holdings.get().payer_id
    assert (guarantee_of(payer), dues_of(payer), credit_of(payer)) == (30_000, 0, 0)
    assert dues_of(former.pk) == 40_000


def test_a_meter_that_went_on_counting_begins_anew(before, at):
    close_contract(contract=before, on=at.date() - 9 * DAY, actor=CLERK, at=at)
    opened(in_hand(at))
    standing = Fitting.objects.get(ends=None)
    assert standing.index_in == Fitting.objects.exclude(pk=standing.pk).get().index_out == 1_060_000


def test_a_place_is_found_by_the_contract_before_for_a_meter_that_is_new(left, at):
    desk = in_hand(at, serial="", last_contract=left.number)
    opened(desk, serial="WM-901", index="0", before=left.number)
    assert Fitting.objects.get(ends=None).point == left.point


def refused(desk, **changes):
    with pytest.raises(Refused) as told:
        opened(desk, **changes)
    return told.value.code.removeprefix("subscriptions:"), told.value.facts["field"]


def test_a_place_that_somebody_has_is_refused_until_their_contract_has_ended(before, at):
    assert refused(in_hand(at)) == ("place_has_contract", "serial")


def test_what_cannot_be_is_said_at_its_box(left, at):
    desk = in_hand(at)
    assert refused(desk, serial="WM-902") == ("no_place", "serial")
    assert refused(desk, index="1049") == ("below", "index")
    assert refused(desk, tariff="ma-electricity-household") == ("other_commodity", "tariff")


def test_another_meter_that_stands_there_is_taken_down_first(before, at):
    close_contract(contract=before, on=at.date() - 9 * DAY, actor=CLERK, at=at)
    assert refused(in_hand(at), serial="WM-903", before=before.number) == ("other_meter", "serial")


def test_a_public_body_is_exempt_by_the_head_alone(left, at):
    desk = asked(at, usage="public")
    desk.takes("exempt", "head", reason="الفصل 12")
    opened(desk)
    assert guarantee_of(Contract.objects.get(ends=None).holdings.get().payer_id) == 0
