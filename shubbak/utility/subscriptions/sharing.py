"""Invitations to see a contract: whose they are stands in them, under a mark that only this body makes."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from shubbak.agencies.queries import agency_key, current_agency
from shubbak.utility.subscriptions.models import Tie

_PURPOSE = b"shubbak shared contract 1\n"
_ID, _ADDRESS, _UNTIL, _MARK = 16, 8, 4, 16


@dataclass(frozen=True)
class Invitation:
    """The tie that is shared, and until when whoever has the address may take it."""

    tie: Tie
    until: datetime


def invitation_path(tie: UUID, address: str, until: datetime) -> str:
    """Where whoever reads messages to this address takes the invitation."""
    told = tie.bytes + _of_address(address) + int(until.timestamp()).to_bytes(_UNTIL, "big")
    token = urlsafe_b64encode(told + _mark(told)).decode().rstrip("=")
    return f"/my/contracts/invitation/{token}"


def invitation_of(token: str, address: str, at: datetime) -> Invitation | None:
    """The invitation in a link, if it was sent to this address and still holds; else None."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    told, mark = raw[:-_MARK], raw[-_MARK:]
    if len(told) != _ID + _ADDRESS + _UNTIL or not hmac.compare_digest(mark, _mark(told)):
        return None
    until = datetime.fromtimestamp(int.from_bytes(told[-_UNTIL:], "big"), UTC)
    if told[_ID:-_UNTIL] != _of_address(address) or until < at:
        return None
    ties = Tie.objects.filter(pk=UUID(bytes=told[:_ID]), until=None).select_related("contract__point")
    tie = ties.first()
    return Invitation(tie, until) if tie else None


def _of_address(address: str) -> bytes:
    return hashlib.sha256(address.encode()).digest()[:_ADDRESS]


def _mark(told: bytes) -> bytes:
    return hmac.digest(agency_key(current_agency()), _PURPOSE + told, "sha256")[:_MARK]
