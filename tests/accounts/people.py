"""Accounts, and mandates of all kinds, for tests."""

from datetime import datetime, timedelta
from typing import Any

from shubbak.accounts.actions import accept_mandate, answer_invitation, ask_mandate, invite_member
from shubbak.accounts.models import Account, Mandate
from shubbak.accounts.rules import Address, MandateTerms
from shubbak.cases.rules import PersonFacts
from shubbak.documents.actions import store_bytes
from tests.cases.office import Office

FATHER = PersonFacts(
    name="الحاج بناني",
    identity_kind="national_card",
    identity_number="G123481",
    phone="+212661000099",
    preferred_channel="sms",
)
COMPANY = PersonFacts(name="شركة الأطلس", kind="legal", identity_kind="company_id", identity_number="001122")


def account(address: str, at: datetime) -> Account:
    kind = "email" if "@" in address else "sms"
    return Account.objects.create(kind=kind, address=address, opened_at=at)


def asked(office: Office, holder: Account, principal: PersonFacts = FATHER, **changes: Any) -> Mandate:
    at = changes.pop("at", office.at)
    terms = {"right": "deposit", "starts": at.date(), "ends": at.date() + timedelta(days=30), **changes}
    paper = store_bytes(
        content=b"%PDF-1.7 mandate", name="m.pdf", format_code="pdf", at=at, direction="internal"
    )
    return ask_mandate(
        account=holder,
        principal=principal,
        holder_name="سعاد بناني",
        terms=MandateTerms(**terms),
        paper=paper,
        at=at,
    )


def accepted(office: Office, holder: Account, principal: PersonFacts = FATHER, **changes: Any) -> Mandate:
    mandate = asked(office, holder, principal, **changes)
    staff = office.staff["counter"]
    return accept_mandate(mandate=mandate, checked="البطاقة والوكالة", staff=staff, at=office.at)


def member(owner: Mandate, by: Account, who: Account, right: str, at: datetime) -> Mandate:
    """Invited by an owner, and agreed."""
    invited = invite_member(
        owner=owner,
        account=by,
        address=Address(who.kind, who.address),
        name="عضو",
        terms=MandateTerms(right=right, starts=at.date()),
        at=at,
    )
    return answer_invitation(mandate=invited, account=who, accepts=True, at=at)
