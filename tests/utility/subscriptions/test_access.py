"""A contract number alone shows nothing; kept contracts, and those that are shared."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shubbak.cases.rules import TooManyTries
from shubbak.journal.rules import Actor
from shubbak.utility.subscriptions.actions import (
    prove_contract,
    remember_reference,
    share_contract,
    tie_contract,
    untie_contract,
)
from shubbak.utility.subscriptions.queries import contracts_of_account, tied_contract
from shubbak.utility.subscriptions.rules import Fact, SubscriptionRefused
from tests.utility.subscriptions.village import CLERK, contract, person

SELF = Actor("applicant", "portal")
MOTHER, TENANT = uuid4(), uuid4()


def proved(number, typed, at, fact=Fact.IDENTITY):
    return prove_contract(number=number, fact=fact, typed=typed, at=at)


def kept(opened, at, account=MOTHER):
    return tie_contract(contract=opened, account=account, name="دار الوالدة", actor=SELF, at=at)


def test_number_and_second_fact_open_a_contract(agency, at):
    opened = contract(at)
    assert proved(opened.number, "2913", at) == opened
    assert proved(opened.number, "0041", at, Fact.PHONE) == opened


def test_the_number_alone_or_with_another_fact_does_not(agency, at):
    opened = contract(at)
    assert [proved(opened.number, typed, at) for typed in ("", "0041")] == [None, None]


def test_a_holder_without_an_identity_number_is_not_opened_by_nothing(agency, at):
    opened = contract(at, holder=person(at, identity_kind="", identity_number="", phone=""))
    assert [proved(opened.number, typed, at) for typed in ("", "----", "None")] == [None] * 3


@pytest.mark.parametrize("known", [True, False])
def test_after_five_wrong_tries_a_number_is_shut_known_or_not(agency, at, known):
    number = contract(at).number if known else "99999994"
    for _ in range(5):
        assert proved(number, "0000", at) is None
    with pytest.raises(TooManyTries):
        proved(number, "2913", at)


def test_tries_count_for_a_day_and_under_the_old_reference_too(agency, at):
    opened = contract(at)
    remember_reference(contract=opened, body="radeej", reference="J-77", actor=CLERK, at=at)
    for hours, number in enumerate((opened.number, "J77", opened.number, "j-77", "J 77")):
        proved(number, "0000", at + timedelta(hours=hours))
    with pytest.raises(TooManyTries):
        proved(opened.number, "2913", at + timedelta(hours=4))
    assert proved(opened.number, "2913", at + timedelta(days=2)) == opened


def test_a_contract_is_kept_once_in_an_account_and_found_by_its_number(agency, at):
    opened = contract(at)
    assert kept(opened, at) == kept(opened, at)
    assert tied_contract(MOTHER, opened.number) == opened
    assert tied_contract(TENANT, opened.number) is None


def test_the_tenant_sees_a_shared_contract_until_it_is_untied(agency, at):
    opened = contract(at)
    tie = kept(opened, at)
    share_contract(tie=tie, account=TENANT, name="الشقة", actor=SELF, at=at)
    assert tied_contract(TENANT, opened.number) == opened
    untie_contract(tie=tie, actor=SELF, at=at)
    assert not contracts_of_account(TENANT)
    assert not contracts_of_account(MOTHER)


def test_what_was_shared_is_not_shared_further(agency, at):
    shared = share_contract(tie=kept(contract(at), at), account=TENANT, name="", actor=SELF, at=at)
    with pytest.raises(SubscriptionRefused, match=r"^not_yours$"):
        share_contract(tie=shared, account=uuid4(), name="", actor=SELF, at=at)


def test_a_contract_is_shared_with_five_at_most(agency, at):
    tie = kept(contract(at), at)
    for _ in range(5):
        share_contract(tie=tie, account=uuid4(), name="", actor=SELF, at=at)
    with pytest.raises(SubscriptionRefused, match=r"^enough_shares$"):
        share_contract(tie=tie, account=uuid4(), name="", actor=SELF, at=at)
