"""Contracts of an institution go together: one number, one payment; what each owes stays its own."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from shubbak.payments.ledger.finding import find_debtor
from shubbak.payments.ledger.queries import dues_of, open_payables
from shubbak.payments.ledger.references import rf_of
from shubbak.utility.subscriptions.actions import (
    change_holder,
    close_contract,
    end_group,
    leave_group,
    open_group,
    prove_group,
)
from shubbak.utility.subscriptions.models import Membership
from shubbak.utility.subscriptions.queries import group_of, holding_on, membership_of
from shubbak.utility.subscriptions.rules import Fact, SubscriptionRefused, group_number, read_group_number
from tests.payments.ledger_of_test import bill
from tests.utility.subscriptions.institution import commune, contracts_of, group, joined
from tests.utility.subscriptions.village import BEGUN, CLERK, contract, person

DAY = timedelta(days=1)


def refused(code: str):
    return pytest.raises(SubscriptionRefused, match=f"^{code}$")


def owed(of, amount, at, **more):
    return bill(holding_on(of, at.date()).payer, amount, at, **more)


def test_its_number_is_read_as_it_is_dictated_and_as_a_bank_carries_it():
    number = group_number(17)
    assert read_group_number(f"{number[:4].lower()} {number[4:]}") == number
    assert read_group_number(rf_of(number)) == number
    assert [read_group_number(typed) for typed in ("", "G", "0000179", "G0000170", "RF00G0000174")] == [
        ""
    ] * 5


def test_its_number_finds_who_pays_and_all_that_its_contracts_owe(agency, at):
    made = group(at)
    first, second = contracts_of(made)
    late = owed(first, 700, at, due_on=date(2026, 10, 1))
    now = owed(second, 500, at)
    found = find_debtor(rf_of(made.number), at)
    assert (found, found.name) == (find_debtor(made.number, at), "جماعة النخيل")
    assert list(open_payables(found.payer_id)) == [late, now]


def test_each_contract_still_owes_its_own(agency, at):
    first, second = contracts_of(group(at))
    owed(first, 700, at)
    found = find_debtor(second.number, at)
    assert (dues_of(found.payer_id), list(open_payables(found.payer_id))) == (0, [])


def test_what_was_owed_before_it_joined_is_paid_with_the_rest(agency, at):
    made = group(at, contracts=0)
    school = contract(at, holder=made.person)
    before = owed(school, 700, at)
    joined(made, school, at, at.date())
    assert list(open_payables(made.payer_id)) == [before]


def test_two_records_of_one_institution_are_one(agency, at):
    made = group(at, contracts=0)
    assert joined(made, contract(at, holder=commune(at)), at)


def test_only_contracts_of_the_institution_join(agency, at):
    with refused("other_holder"):
        joined(group(at), contract(at, "W-0009"), at)


def test_only_an_institution_has_a_group(agency, at):
    with refused("not_an_institution"):
        open_group(name="", person=person(at), actor=CLERK, at=at)


@pytest.mark.parametrize(("on", "code"), [(BEGUN - DAY, "before_it_began"), (date(2026, 12, 31), "not_yet")])
def test_it_joins_neither_before_it_began_nor_in_advance(agency, at, on, code):
    made = group(at, contracts=0)
    with refused(code):
        joined(made, contract(at, holder=made.person), at, on)


def test_a_contract_is_in_one_group_at_a_time(agency, at):
    made = group(at, contracts=1)
    [school] = contracts_of(made)
    other = open_group(name="", person=made.person, actor=CLERK, at=at)
    with refused("in_a_group"):
        joined(other, school, at)
    with pytest.raises(IntegrityError, match="a_contract_is_in_one_group"), transaction.atomic():
        Membership.objects.create(group=other, contract=school, starts=at.date())


def test_what_left_is_paid_by_itself(agency, at):
    made = group(at, contracts=1)
    [school] = contracts_of(made)
    still = owed(school, 700, at)
    leave_group(membership=membership_of(school), on=at.date(), actor=CLERK, at=at)
    assert list(open_payables(made.payer_id)) == []
    assert list(open_payables(find_debtor(school.number, at).payer_id)) == [still]
    assert membership_of(school) is None


def test_of_a_contract_that_ended_the_institution_still_pays_the_last_bill(agency, at):
    made = group(at, contracts=1)
    [school] = contracts_of(made)
    close_contract(contract=school, on=at.date(), actor=CLERK, at=at)
    last = owed(school, 700, at)
    assert (membership_of(school), list(open_payables(made.payer_id))) == (None, [last])


def test_a_new_holder_is_in_nobodys_group(agency, at):
    made = group(at, contracts=1)
    [school] = contracts_of(made)
    still = owed(school, 700, at)
    change_holder(contract=school, person=person(at), on=at.date(), actor=CLERK, at=at)
    owed(school, 900, at)
    assert (membership_of(school), list(open_payables(made.payer_id))) == (None, [still])


def test_a_group_that_ended_pays_for_nobody_and_takes_nobody(agency, at):
    made = group(at)
    owed(contracts_of(made)[0], 700, at)
    end_group(group=made, actor=CLERK, at=at)
    assert list(open_payables(made.payer_id)) == []
    with refused("group_ended"):
        joined(made, contract(at, "W-0009", holder=made.person), at)
    with refused("group_ended"):
        end_group(group=made, actor=CLERK, at=at)


def test_its_number_opens_with_the_last_four_of_the_institution_alone(agency, at):
    made = group(at)
    assert prove_group(number=made.number, fact=Fact.IDENTITY, typed="3987", at=at) == group_of(made.number)
    assert prove_group(number=made.number, fact=Fact.PHONE, typed="0018", at=at) is None
    assert prove_group(number=group_number(999), fact=Fact.PHONE, typed="", at=at) is None
