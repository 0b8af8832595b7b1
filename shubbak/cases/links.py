"""Links in messages: a token of 128 bits that opens one case, derived for a letter and stored as a hash
only.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from uuid import UUID

from shubbak.agencies.queries import agency_key, current_agency

LIVES = timedelta(days=180)
_PURPOSE = b"shubbak tracking link 1\n"


def link_token(letter_id: UUID) -> str:
    """The token of a letter's link, 22 characters; the same whenever the letter is rendered."""
    mac = hmac.digest(agency_key(current_agency()), _PURPOSE + letter_id.bytes, "sha256")
    return urlsafe_b64encode(mac[:16]).decode().rstrip("=")


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def link_path(token: str) -> str:
    """Where the portal opens a link."""
    return f"/t/{token}"
