"""Signing in by a code, signing out, and bringing files into an account."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet

from shubbak.accounts.actions.mandate_ends import end_all_held
from shubbak.accounts.models import Account, AccountFile, AccountSession, SignInCode
from shubbak.accounts.queries import token_hash, wait_for_code
from shubbak.accounts.rules import (
    CODE_LIVES,
    SESSION_LIVES,
    TRIES,
    Address,
    TooManyCodes,
    is_the_code,
)
from shubbak.agencies.queries import agency_key, current_agency
from shubbak.cases.models import Case
from shubbak.journal.actions import action, erase_lines, record
from shubbak.journal.rules import SYSTEM, Actor
from shubbak.notifications.actions import erase_messages, post
from shubbak.notifications.rules import About, Recipient

SIGN_IN = "sign_in"
_KEPT = timedelta(days=1)
_AT_ONCE = 5_000


@action
def ask_for_code(*, address: Address, language: str, at: datetime) -> UUID:
    """Send a code to an address, known or not; gives the name of the request, which is no secret.

    :raises TooManyCodes: when the address has had its share.
    """
    _one_at_a_time(address)
    wait = wait_for_code(address, at)
    if wait is not None:
        raise TooManyCodes(wait)
    asked = SignInCode.objects.create(kind=address.kind, address=address.text, language=language, asked_at=at)
    to = {"email": address.text} if address.kind == "email" else {"phone": address.text}
    about = About(SIGN_IN, str(asked.pk))
    post(about=about, person=Recipient(language=language, **to), template="code", at=at)
    record(
        what="account.code_asked",
        about=f"{SIGN_IN}:{asked.pk}",
        actor=Actor("applicant", "portal"),
        at=at,
        facts={"channel": address.kind},
    )
    return asked.pk


def _one_at_a_time(address: Address) -> None:
    """Whoever asks twice at once is counted twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [address.text])


@action
def sign_in(*, asked: UUID, typed: str, at: datetime) -> str | None:
    """Open a session with the code that was sent; the first time, the account too.

    Gives the token of the session, which is stored as a hash only; None for a wrong code, a used one, one of
    more than ten minutes, and after five tries.
    """
    fresh = SignInCode.objects.filter(pk=asked, used_at=None, tries__lt=TRIES, asked_at__gt=at - CODE_LIVES)
    if not fresh.update(tries=F("tries") + 1):
        return None
    if not is_the_code(agency_key(current_agency()), asked, typed):
        return None
    SignInCode.objects.filter(pk=asked).update(used_at=at)
    return _session(_account_for(SignInCode.objects.get(pk=asked), at), at)


def _account_for(code: SignInCode, at: datetime) -> Account:
    account, is_new = Account.objects.get_or_create(
        kind=code.kind,
        address=code.address,
        defaults={"language": code.language, "opened_at": at},
    )
    if is_new:
        record(what="account.opened", about=name_of(account), actor=actor_of(account), at=at)
    return account


def _session(account: Account, at: datetime) -> str:
    token = secrets.token_urlsafe(24)
    AccountSession.objects.create(
        token_sha256=token_hash(token), account=account, begun_at=at, expires_at=at + SESSION_LIVES
    )
    record(what="account.signed_in", about=name_of(account), actor=actor_of(account), at=at)
    return token


@action
def sign_out(*, account: Account, token: str, at: datetime) -> None:
    """End the session of this device."""
    _end(account, at, token_sha256=token_hash(token))


@action
def sign_out_everywhere(*, account: Account, at: datetime) -> int:
    """End the sessions of all devices at once; how many there were."""
    return _end(account, at)


def _end(account: Account, at: datetime, **which: bytes) -> int:
    ended = AccountSession.objects.filter(account=account, ended_at=None, **which).update(ended_at=at)
    record(
        what="account.signed_out",
        about=name_of(account),
        actor=actor_of(account),
        at=at,
        facts={"devices": ended},
    )
    return ended


@action
def keep_deposit(*, account: Account, case: Case, at: datetime) -> None:
    """A file that was deposited while signed in; the account remembers the name given."""
    depositor = case.submitter or case.applicant
    Account.objects.filter(pk=account.pk).update(name=depositor.name)
    _keep(account, case, None, at)


@action
def keep_opened(*, account: Account, case: Case, at: datetime) -> None:
    """A file that was opened with its code, or the link of a message, while signed in."""
    _keep(account, case, case.code_generation, at)


def _keep(account: Account, case: Case, generation: int | None, at: datetime) -> None:
    """What was deposited signed in is not bound to a code by opening it later."""
    kept, is_new = AccountFile.objects.get_or_create(
        account=account, case=case, defaults={"generation": generation, "kept_at": at}
    )
    if not is_new:
        if kept.generation in (None, generation):
            return
        AccountFile.objects.filter(pk=kept.pk).update(generation=generation)
    record(
        what="account.file_kept",
        about=case.number,
        actor=actor_of(account),
        at=at,
        facts={"account": str(account.pk), "deposited": generation is None},
    )


@action
def forget_file(*, case: Case) -> None:
    """An erased file is in no account any more."""
    AccountFile.objects.filter(case=case).delete()


@action
def end_every_session(*, at: datetime) -> int:
    """An older copy was brought back, with sessions that had ended since: all of them end; how many."""
    return AccountSession.objects.filter(ended_at=None).update(ended_at=at)


@action
def sweep(*, at: datetime) -> int:
    """Forget codes of yesterday with their messages, and sessions that are over; how many went."""
    gone = _forget_codes(SignInCode.objects.filter(asked_at__lt=at - _KEPT))
    over, _ = AccountSession.objects.filter(expires_at__lt=at - _KEPT).delete()
    return gone + over


@action
def close_account(*, account: Account, at: datetime) -> None:
    """Forget an account at its holder's word. The files stay, each for its own time of keeping."""
    end_all_held(account=account, at=at)
    _forget_codes(SignInCode.objects.filter(kind=account.kind, address=account.address))
    about = name_of(account)
    Account.objects.filter(pk=account.pk).delete()
    erase_lines(about=about, keep=(), actor=SYSTEM, at=at)
    record(what="account.closed", about=about, actor=Actor("applicant", about), at=at)


def _forget_codes(codes: QuerySet[SignInCode]) -> int:
    """With the messages that bear the address."""
    ids = list(codes.values_list("pk", flat=True)[:_AT_ONCE])
    erase_messages(kind=SIGN_IN, ids=[str(pk) for pk in ids])
    SignInCode.objects.filter(pk__in=ids).delete()
    return len(ids)


def name_of(account: Account) -> str:
    return f"account/{account.pk}"


def actor_of(account: Account) -> Actor:
    return Actor("applicant", name_of(account), account.name)
