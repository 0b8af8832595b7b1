"""What the town owes and pays: a till, a bank, and each step of what follows a bill that is not paid."""

from argparse import Namespace
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.config.demonstration import arrears, command, subscribers
from shubbak.config.demonstration.contests import tell_contests
from shubbak.config.demonstration.dwellings import TOWN, contract_of_rank
from shubbak.config.demonstration.lateness import Fate, fates, kept_back, ranks_of
from shubbak.config.demonstration.subscribers import FIRST, tell_first, tell_subscribers
from shubbak.config.demonstration.town import LONG_AGO
from shubbak.config.invariants import violations
from shubbak.journal.models import Leaf
from shubbak.payments.biller.models import DayDifference, Key
from shubbak.payments.cashier.models import Shift
from shubbak.payments.debiting.models import Collection
from shubbak.payments.ledger.models import Payable, Plan
from shubbak.utility.arrears.models import Arrear
from shubbak.utility.arrears.queries import due_for
from shubbak.utility.arrears.rules import Step
from shubbak.utility.bills.models import Contest
from tests.signer import signer as signer

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STANDING = max(rank for rank, _ in fates()) + 1


@pytest.fixture(params=["miyah", "kahraba"])
def utility(request, fresh_town, settings, tmp_path, monkeypatch):
    settings.SHUBBAK_VENDING = tmp_path / "vending"
    monkeypatch.setattr(subscribers, "MONTHS", 4)
    agency = Agency.objects.get(code=request.param)
    look_at(agency)
    return agency


@pytest.fixture
def miyah(fresh_town):
    agency = Agency.objects.get(code="miyah")
    look_at(agency)
    return agency


def states():
    return set(Arrear.objects.values_list("state", flat=True))


def test_after_the_dozen_and_after_the_telling_nothing_is_wrong(utility, signer):
    tell_first(agency=utility, now=NOW)
    assert violations(utility, at=NOW + timedelta(minutes=1)) == []
    tell_subscribers(agency=utility, now=NOW, count=STANDING)
    assert violations(utility, at=NOW + timedelta(minutes=1)) == []
    assert states() == set(Arrear.State)
    assert 0 < len(due_for(Step.REMINDER, NOW.date())) <= 8
    assert Contest.objects.count() == (5 if utility.code == "miyah" else 3)
    before = Arrear.objects.count()
    tell_subscribers(agency=utility, now=NOW, count=STANDING)
    assert Arrear.objects.count() == before


def test_the_dozen_of_the_first_start_shows_each_step(miyah):
    tell_first(agency=miyah, now=NOW)
    assert states() == set(Arrear.State)
    assert Plan.objects.count() == 1


def test_one_of_the_dozen_contests_a_bill_once_and_nobody_reminds_them(miyah, signer):
    tell_first(agency=miyah, now=NOW)
    for _ in range(2):
        tell_contests(miyah, NOW)
    contested = Contest.objects.get()
    assert Payable.objects.get(origin=contested.bill_id).held_since
    assert contested.bill.contract == contract_of_rank("miyah", *ranks_of(Fate.CONTESTED)[:1])
    assert len(due_for(Step.REMINDER, NOW.date())) == 1


def test_the_till_has_a_day_that_was_signed_and_a_shift_that_goes_on(utility):
    tell_first(agency=utility, now=NOW)
    window = TOWN[utility.code].till
    signed, standing = Shift.objects.order_by("opened_at")
    assert (signed.difference, signed.receipts.count()) == (0, 2)
    assert signed.signed_by.email == f"{window.head}@{utility.code}.example"
    assert (standing.closed_at, standing.receipts.count()) == (None, 1)
    assert standing.cashier.email == f"{window.cashier}@{utility.code}.example"


def test_of_one_collection_a_debit_came_back_and_another_waits(miyah):
    tell_first(agency=miyah, now=NOW)
    waiting, sent = Collection.objects.all()
    assert (sent.state, waiting.state) == ("sent", "begun")
    assert sorted(sent.debits.values_list("state", flat=True)) == ["booked", "booked", "returned"]
    assert {debit.payable.left > 0 for debit in waiting.debits.select_related("payable")} == {True}


def test_the_bank_has_a_key_and_tells_one_payment_that_never_came(miyah):
    tell_first(agency=miyah, now=NOW)
    assert Key.objects.get().bank.code == "atlas"
    assert DayDifference.objects.get().kind == "only_theirs"


@pytest.mark.parametrize("day", ["2026-11-03", "2026-12-31", "2027-03-05"])
def test_while_the_past_is_told_hardly_anybody_looks_late(miyah, monkeypatch, day):
    now, seen, told = datetime.fromisoformat(f"{day}T09:00+00:00"), [], subscribers.pay_month

    def paid(*given):
        told(*given)
        seen.append(len(due_for(Step.REMINDER, now.date())))

    monkeypatch.setattr(subscribers, "pay_month", paid)
    tell_first(agency=miyah, now=now)
    assert len(seen) == 3
    assert max(seen) <= len(kept_back(0))
    assert violations(miyah, at=now + timedelta(minutes=1)) == []


@pytest.mark.parametrize("killed_at", ["send_notices", "order_cuts", "record_done", "pay_all"])
def test_a_telling_that_was_killed_is_told_to_its_end_and_no_further(miyah, monkeypatch, killed_at):
    def killed(*_given, **_named):
        raise KeyboardInterrupt

    going_on = getattr(arrears, killed_at)
    monkeypatch.setattr(arrears, killed_at, killed)
    with pytest.raises(KeyboardInterrupt):
        tell_first(agency=miyah, now=NOW)
    monkeypatch.setattr(arrears, killed_at, going_on)
    assert states() != set(Arrear.State)
    tell_first(agency=miyah, now=NOW)
    assert states() == set(Arrear.State)
    told = Leaf.objects.filter(what__startswith="arrears.").count()
    tell_first(agency=miyah, now=NOW)
    assert Leaf.objects.filter(what__startswith="arrears.").count() == told


def test_the_next_start_finishes_a_first_start_that_was_killed(fresh_town, monkeypatch):
    told = []
    monkeypatch.setattr(command, "tell_history", lambda **_named: 0)
    monkeypatch.setattr(command, "signer_standing", nullcontext)
    monkeypatch.setattr(command, "tell_first", lambda agency, now: told.append((agency.code, now)))
    assert command.run(Namespace(history=True, full=False)) == 0
    opened = {agency.code: agency.created_at + LONG_AGO for agency in Agency.objects.all()}
    assert dict(told) == {code: opened[code] for code in ("miyah", "omran", "madina", "kahraba")}


def test_in_ramadan_nobody_of_the_town_is_cut(miyah):
    tell_first(agency=miyah, now=datetime(2027, 3, 5, 9, tzinfo=UTC))
    assert states() <= {"reminded", "noticed", "ordered"}


def test_who_keeps_a_bill_back_keeps_the_later_ones_too():
    months = [set(kept_back(ago)) for ago in range(4)]
    assert months[0] >= months[1] >= months[2]
    assert months[3] == set()
    assert min(months[0] - set(range(FIRST))) == FIRST
