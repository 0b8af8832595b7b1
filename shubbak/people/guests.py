"""The token of a guest's link: derived, so that a letter can be rendered again, and stored as a hash only."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from uuid import UUID

from shubbak.agencies.queries import agency_key, current_agency

_PURPOSE = b"shubbak guest link 1\n"


def guest_token(link_id: UUID) -> str:
    """22 characters, 128 bits; the same whenever the letter that bears it is rendered."""
    mac = hmac.digest(agency_key(current_agency()), _PURPOSE + link_id.bytes, "sha256")
    return urlsafe_b64encode(mac[:16]).decode().rstrip("=")


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def guest_path(token: str) -> str:
    """Where the portal opens it."""
    return f"/g/{token}"
