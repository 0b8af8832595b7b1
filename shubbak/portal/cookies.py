"""What a browser keeps for us: the tokens of drafts, the files that were opened in it, an account's session.

All are HttpOnly. A file's cookie is signed, goes to the pages of that one file only, and dies with its code.
The session's is signed too and names a row: it ends with the row, wherever that is ended.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from shubbak.accounts.rules import CODE_LIVES, SESSION_LIVES
from shubbak.agencies.queries import current_agency

DRAFT_LIVES = timedelta(days=30)
DEPOSITED_DRAFT_LIVES = timedelta(hours=1)
FILE_LIVES = timedelta(hours=12)
CONTRACT_LIVES = timedelta(hours=1)
_LONGEST = 100
_ASKED, _ASKED_PATH = "code-asked", "/my/"


def _draft_prefix() -> str:
    return "__Host-draft-" if settings.SESSION_COOKIE_SECURE else "draft-"


def _file_name() -> str:
    """Not ``__Host-``, which would send it to every page: this one has the path of its file."""
    return "__Secure-file" if settings.SESSION_COOKIE_SECURE else "file"


def draft_token(request: HttpRequest, code: str) -> str:
    """The token of the draft that was begun here for a service; empty if none was."""
    return request.COOKIES.get(_draft_prefix() + code, "")[:_LONGEST]


def draft_tokens(request: HttpRequest) -> list[str]:
    """The tokens of all drafts that were begun here."""
    prefix = _draft_prefix()
    return [value[:_LONGEST] for name, value in request.COOKIES.items() if name.startswith(prefix)]


def keep_draft(response: HttpResponseBase, code: str, token: str, lives: timedelta = DRAFT_LIVES) -> None:
    _keep(response, _draft_prefix() + code, token, lives, "/")


def forget_draft(response: HttpResponseBase, code: str) -> None:
    response.delete_cookie(_draft_prefix() + code, path="/", samesite="Lax")


def open_file(response: HttpResponseBase, case_id: UUID, generation: int) -> None:
    """From here on this browser may read the file, for twelve hours, as long as its code stays the same."""
    value = signing.dumps(generation, salt=_salt(case_id))
    _keep(response, _file_name(), value, FILE_LIVES, file_path(case_id))


def opened_generation(request: HttpRequest, case_id: UUID) -> int | None:
    """The generation of the code with which this browser opened the file; None if it did not."""
    try:
        generation = signing.loads(
            request.COOKIES.get(_file_name(), ""), salt=_salt(case_id), max_age=FILE_LIVES
        )
    except signing.BadSignature:
        return None
    return int(generation)


def file_path(case_id: UUID) -> str:
    return f"/file/{case_id}/"


def open_contract(response: HttpResponseBase, number: str, holding: int) -> None:
    """For an hour this browser may see a contract whose number and second fact were given, as long as the
    same person holds it.
    """
    value = signing.dumps([number, holding], salt=_contract_salt())
    _keep(response, _contract_name(), value, CONTRACT_LIVES, "/")


def opened_contract(request: HttpRequest) -> tuple[str, int]:
    """The number of the contract that was opened here, and under which holding; empty if none was."""
    given = request.COOKIES.get(_contract_name(), "")
    try:
        number, holding = signing.loads(given, salt=_contract_salt(), max_age=CONTRACT_LIVES)
    except (signing.BadSignature, ValueError):
        return "", 0
    return str(number), int(holding)


def keep_account(response: HttpResponseBase, token: str) -> None:
    """This browser is signed in, until the session of the token ends."""
    value = signing.dumps(token, salt=_account_salt())
    _keep(response, _account_name(), value, SESSION_LIVES, "/")
    response.delete_cookie(_ASKED, path=_ASKED_PATH, samesite="Lax")


def account_token(request: HttpRequest) -> str:
    """The token of the session that this browser holds; empty if none."""
    given = request.COOKIES.get(_account_name(), "")
    try:
        return str(signing.loads(given, salt=_account_salt(), max_age=SESSION_LIVES))
    except signing.BadSignature:
        return ""


def forget_account(response: HttpResponseBase) -> None:
    """Nor is what was shown kept by the browser."""
    response["Clear-Site-Data"] = '"cache"'
    response.delete_cookie(_account_name(), path="/", samesite="Lax")


def remember_asked(response: HttpResponseBase, asked: UUID, address: str) -> None:
    """Which code this browser waits for, and where it was sent."""
    value = signing.dumps([str(asked), address], salt=_asked_salt())
    _keep(response, _ASKED, value, CODE_LIVES, _ASKED_PATH)


def asked_code(request: HttpRequest) -> tuple[str, str] | None:
    """The request for a code that was made here, and the address as it is shown."""
    try:
        asked, address = signing.loads(
            request.COOKIES.get(_ASKED, ""), salt=_asked_salt(), max_age=CODE_LIVES
        )
    except (signing.BadSignature, ValueError):
        return None
    return str(asked), str(address)


def _account_name() -> str:
    return "__Host-account" if settings.SESSION_COOKIE_SECURE else "account"


def _account_salt() -> str:
    return f"shubbak.portal.account/{current_agency().code}"


def _contract_name() -> str:
    return "__Host-contract" if settings.SESSION_COOKIE_SECURE else "contract"


def _contract_salt() -> str:
    return f"shubbak.portal.contract/{current_agency().code}"


def _asked_salt() -> str:
    return f"shubbak.portal.code/{current_agency().code}"


def _salt(case_id: UUID) -> str:
    return f"shubbak.portal.file/{current_agency().code}/{case_id}"


def _keep(response: HttpResponseBase, name: str, value: str, lives: timedelta, path: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=lives,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
