"""Who is signed in, and which files are theirs."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from shubbak.accounts.models import Account, AccountFile, AccountSession, SignInCode
from shubbak.accounts.queries.mandates import cases_under_mandates
from shubbak.accounts.rules import Address, codes_again_at
from shubbak.cases.models import Case
from shubbak.cases.queries.addressed import cases_written_to
from shubbak.foundation.reading import rows_where

_AT_MOST = 200
_SIGNED_IN = "this.token_sha256 = %s AND this.ended_at IS NULL AND this.expires_at > %s"
_SHOWN = ("entry", "unit", "applicant", "service_version")


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def account_of(token: str, at: datetime) -> Account | None:
    """The account of a session that has neither ended nor run out."""
    found = rows_where(AccountSession, _SIGNED_IN, [token_hash(token), at], related=("account",))
    return found[0].account if found else None


def wait_for_code(address: Address, at: datetime) -> datetime | None:
    """When this address may have its next code; None if at once."""
    recent = SignInCode.objects.filter(kind=address.kind, address=address.text)
    asked = recent.filter(asked_at__gt=at - timedelta(days=1)).values_list("asked_at", flat=True)
    return codes_again_at(address, list(asked), at)


def sessions_of(account: Account, at: datetime) -> QuerySet[AccountSession]:
    """Devices that are signed in, the latest first."""
    return AccountSession.objects.filter(account=account, ended_at=None, expires_at__gt=at).order_by(
        "-begun_at"
    )


def files_of(account: Account, at: datetime) -> list[Case]:
    """The newest files, at most 200 of each way in: the account's own (`file_of` says which they are), and
    those of whom it acts for.
    """
    kept = _kept(account).order_by("-kept_at").values_list("case", flat=True)[:_AT_MOST]
    written = _written_to(account).order_by("-opened_at").values_list("pk", flat=True)[:_AT_MOST]
    others = cases_under_mandates(account, at).values_list("pk", flat=True)
    shown = Case.objects.filter(pk__in={*kept, *written, *others}).select_related(*_SHOWN)
    return list(shown.defer("service_version__source").order_by("-opened_at", "id"))


def file_of(account: Account, case_id: UUID) -> Case | None:
    """A file of the account; None if it is absent or another's.

    Theirs is what they deposited while signed in; what they opened with its number and code, as long as that
    code lives; and what the body writes about to the address that they have proved. So whoever types the
    address of somebody else into a form shows them no more than the messages about it do (ADR 0006).
    """
    kept = _kept(account).filter(case=case_id)
    if not kept.exists() and not _written_to(account).filter(pk=case_id).exists():
        return None
    return shown_file(case_id)


def shown_file(case_id: UUID) -> Case:
    """A file with all that its pages read."""
    return Case.objects.select_related(*_SHOWN).defer("service_version__source").get(pk=case_id)


def _kept(account: Account) -> QuerySet[AccountFile]:
    alive = Q(generation=None) | Q(generation=F("case__code_generation"))
    return AccountFile.objects.filter(alive, account=account)


def _written_to(account: Account) -> QuerySet[Case]:
    """Whoever deposits under a mandate sees the file by the mandate, and no longer than it."""
    unreachable = Q(applicant__phone="", applicant__email="")
    written = cases_written_to(account.kind, account.address)
    return written.exclude(unreachable, under_mandate__isnull=False)


def address_of_account(account_id: UUID) -> tuple[str, str] | None:
    """Kind and address of an account; None if it was closed."""
    return Account.objects.filter(pk=account_id).values_list("kind", "address").first()
