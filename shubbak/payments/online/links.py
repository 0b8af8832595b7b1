"""Links to pay: what they open stands in them, under a mark that only this installation makes."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from uuid import UUID

from shubbak.agencies.queries import agency_key, current_agency

_MARK, _ID = 16, 16
_DUES, _ORDER = b"shubbak dues to pay 1\n", b"shubbak order 1\n"
_LONGEST = 1000


def pay_path_for(payables: Iterable[UUID]) -> str:
    """Where the portal lets whoever has the address pay these: to be given to whoever may see them."""
    return f"/pay/for/{_token(_DUES, list(payables))}"


def order_path(order_id: UUID) -> str:
    """The page of an order: on its way, a receipt, or refused."""
    return f"/pay/order/{order_token(order_id)}"


def order_token(order_id: UUID) -> str:
    return _token(_ORDER, [order_id])


def payables_of(token: str) -> list[UUID]:
    """What a link opens; nothing, if it is none of ours."""
    return _read(_DUES, token)


def order_of(token: str) -> UUID | None:
    return next(iter(_read(_ORDER, token)), None)


def _token(purpose: bytes, ids: Sequence[UUID]) -> str:
    told = b"".join(each.bytes for each in ids)
    return urlsafe_b64encode(told + _mark(purpose, told)).decode().rstrip("=")


def _read(purpose: bytes, token: str) -> list[UUID]:
    if len(token) > _LONGEST:
        return []
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return []
    told, mark = raw[:-_MARK], raw[-_MARK:]
    if len(told) % _ID or not hmac.compare_digest(mark, _mark(purpose, told)):
        return []
    return [UUID(bytes=told[place : place + _ID]) for place in range(0, len(told), _ID)]


def _mark(purpose: bytes, told: bytes) -> bytes:
    return hmac.digest(agency_key(current_agency()), purpose + told, "sha256")[:_MARK]
