"""Who is signed in in this browser, and the files that this brings into their account."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError
from django.http import HttpRequest

from shubbak.accounts.actions import keep_deposit, keep_opened
from shubbak.accounts.models import Account
from shubbak.accounts.queries import account_of, file_of, file_under_mandate, mandate_of_case, shown_file
from shubbak.cases.models import Case
from shubbak.cases.rules import Lent
from shubbak.portal import cookies
from shubbak.portal.filling.account import address_shown

_log = logging.getLogger(__name__)


def account_in(request: HttpRequest, at: datetime) -> Account | None:
    """The account whose session this browser holds."""
    token = cookies.account_token(request)
    return account_of(token, at) if token else None


def file_in_account(request: HttpRequest, case_id: UUID, at: datetime) -> Case | None:
    """A file of the account that is signed in here, or of somebody for whom it acts now."""
    account = account_in(request, at)
    if account is None:
        return None
    return file_of(account, case_id) or _file_lent(account, case_id, at)


def _file_lent(account: Account, case_id: UUID, at: datetime) -> Case | None:
    mandate = file_under_mandate(account, case_id, at)
    if mandate is None:
        return None
    case = shown_file(case_id)
    case.lent = Lent(
        name=mandate.holder_name,
        id=f"mandate/{mandate.pk}",
        may_act=mandate.right != mandate.Right.SEE,
        has_code=mandate_of_case(case) == mandate,
    )
    return case


def bring_in_deposit(request: HttpRequest, case: Case, at: datetime) -> None:
    """A deposit made while signed in is of the account; one under a mandate is of its principal.

    It is registered and said so, whatever fails here.
    """
    try:
        account = account_in(request, at)
        if account is not None and mandate_of_case(case) is None:
            keep_deposit(account=account, case=case, at=at)
    except DatabaseError:
        _log.exception("a registered deposit could not be brought into the account")


def bring_in_opened(request: HttpRequest, case: Case, at: datetime) -> None:
    """Whoever opens a file with its code while signed in finds it in the account from then on."""
    account = account_in(request, at)
    if account is not None:
        keep_opened(account=account, case=case, at=at)


def known_of(account: Account | None) -> dict[str, str]:
    """What a form need not ask again, by the fact of the applicant that a question binds."""
    if account is None:
        return {}
    way = "phone" if account.kind == "sms" else "email"
    address = address_shown(account.kind, account.address)
    known = {"name": account.name, way: address, "preferred_channel": account.kind}
    return {fact: words for fact, words in known.items() if words}
