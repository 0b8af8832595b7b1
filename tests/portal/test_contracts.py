"""Contracts kept in an account: named, shared with an address, taken there, kept no more."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from shubbak.accounts.models import Account
from shubbak.notifications.models import Message
from shubbak.utility.subscriptions.actions import end_group
from shubbak.utility.subscriptions.letters import render_invitation
from shubbak.utility.subscriptions.models import Group, GroupTie, Tie
from tests.portal.test_account import signed_in
from tests.utility.subscriptions.institution import group
from tests.utility.subscriptions.village import CLERK, contract

BEGAN = datetime(2024, 11, 1, 9, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def opened(agency):
    return contract(BEGAN)


@pytest.fixture
def mother(opened, visitor):
    """A browser signed in, in which the contract was proved."""
    signed_in(visitor, "mother@example.ma")
    visitor.post("/bills", {"number": opened.number, "fact": "identity", "typed": "2913"})
    return visitor


def tenant_of():
    browser = Client(headers={"host": "miyah.localhost"})
    signed_in(browser, "tenant@example.ma")
    return browser


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def invited(mother):
    tie = Tie.objects.get()
    mother.post(f"/my/contracts/{tie.pk}/share", {"address": "tenant@example.ma"})
    message = Message.objects.get(about_kind="tie")
    return re.search(r"/my/contracts/invitation/[\w-]+", render_invitation(message).text)[0]


def test_what_was_proved_signed_in_stands_among_my_contracts(mother, opened):
    page = text(mother.get("/my/contracts"))
    assert f'/contract/{opened.number}/"' in page
    assert f"/reading/{opened.number}" in page
    assert opened.point.place in page


def test_it_is_called_as_its_person_calls_it(mother):
    mother.post(f"/my/contracts/{Tie.objects.get().pk}", {"name": "دار الوالدة"})
    assert "دار الوالدة" in text(mother.get("/my/contracts"))


def test_the_tenant_takes_the_invitation_and_sees_the_bills(mother, opened):
    path, tenant = invited(mother), tenant_of()
    assert tenant.get(f"/contract/{opened.number}/").status_code == 302
    assert "مشاركة" not in text(tenant.get("/my/contracts"))
    tenant.post(path)
    assert tenant.get(f"/contract/{opened.number}/").status_code == 200
    assert "tenant@example.ma" in text(mother.get(f"/my/contracts/{Tie.objects.earliest('since').pk}"))


def test_an_invitation_is_for_its_address_alone(mother):
    path = invited(mother)
    assert mother.post(path).status_code == 409
    assert Tie.objects.count() == 1


def test_the_one_who_shared_ends_it(mother, opened):
    path, tenant = invited(mother), tenant_of()
    tenant.post(path)
    own, share = Tie.objects.get(shared_by=None), Tie.objects.exclude(shared_by=None).get()
    mother.post(f"/my/contracts/{own.pk}/unshare", {"share": str(share.pk)})
    assert tenant.get(f"/contract/{opened.number}/").status_code == 302


def test_untied_it_is_gone_for_both(mother, opened):
    tenant = tenant_of()
    tenant.post(invited(mother))
    mother.post(f"/my/contracts/{Tie.objects.get(shared_by=None).pk}/untie")
    assert not Tie.objects.filter(until=None)
    assert tenant.get(f"/contract/{opened.number}/").status_code == 302


def test_what_was_shared_with_somebody_they_share_no_further(mother):
    tenant = tenant_of()
    tenant.post(invited(mother))
    theirs = Tie.objects.exclude(shared_by=None).get()
    assert "/share" not in text(tenant.get(f"/my/contracts/{theirs.pk}"))
    assert tenant.post(f"/my/contracts/{theirs.pk}/share", {"address": "a@example.ma"}).status_code == 422


def test_another_account_s_contract_is_absent(mother):
    assert tenant_of().get(f"/my/contracts/{Tie.objects.get().pk}").status_code == 404


def test_whoever_is_not_signed_in_is_asked_for_an_address(opened, visitor):
    assert visitor.get("/my/contracts")["Location"] == "/my/door"
    assert Account.objects.count() == 0
    assert timezone.now() > BEGAN


@pytest.fixture
def accountant(agency, visitor):
    """A browser signed in, in which the group of a commune was proved."""
    signed_in(visitor, "accounts@example.ma")
    visitor.post("/bills", {"number": group(BEGAN).number, "fact": "identity", "typed": "3987"})
    return visitor


def test_a_group_that_was_proved_signed_in_stands_beside_the_contracts(accountant):
    made = Group.objects.get()
    page = text(accountant.get("/my/contracts"))
    assert (f"/group/{made.number}/" in page, made.name in page) == (True, True)
    elsewhere = Client(headers={"host": "miyah.localhost"})
    assert elsewhere.get(f"/group/{made.number}/").status_code == 302
    signed_in(elsewhere, "accounts@example.ma")
    assert elsewhere.get(f"/group/{made.number}/").status_code == 200


def test_a_group_is_another_accounts_no_more_than_it_is_a_strangers(accountant):
    tie, tenant = GroupTie.objects.get(), tenant_of()
    assert tenant.get(f"/group/{tie.group.number}/").status_code == 302
    assert tenant.post(f"/my/groups/{tie.pk}/untie").status_code == 404


def test_a_group_is_kept_no_more_once_its_person_says_so(accountant):
    tie = GroupTie.objects.get()
    assert accountant.get(f"/my/groups/{tie.pk}/untie").status_code == 200
    assert GroupTie.objects.get().until is None
    accountant.post(f"/my/groups/{tie.pk}/untie")
    assert f"/group/{tie.group.number}/" not in text(accountant.get("/my/contracts"))


def test_a_group_that_ended_is_in_no_account(accountant):
    end_group(group=Group.objects.get(), actor=CLERK, at=timezone.now())
    assert not GroupTie.objects.filter(until=None)
