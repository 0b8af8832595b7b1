"""What comes in by e-mail, and what is owed to whoever sent it. Pure."""

import base64
import hashlib
import hmac
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

MEGABYTE = 1024 * 1024
MOST_BYTES = 25 * MEGABYTE
FOUND_LATE = timedelta(days=1)
"""A message that lay longer in its mailbox is entered as found late."""
ONE_AN_HOUR = timedelta(hours=1)
JOINED_A_DAY = 50
"""Messages that join one file within a day by its reply address; the others are letters."""
LONGEST_LOCAL = 64
"""RFC 5321 §4.5.3.1.1."""
QUARANTINED = ("too_big", "headers_too_long", "too_many_parts", "too_deep", "unreadable")
REASONS = ("spam", "not_for_us", "twice", "empty")
"""Why a clerk sets a message aside."""
_SEAL = 9
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
_ROBOTS = re.compile(r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)\b", re.IGNORECASE)
_ARABIC = re.compile("[\u0620-\u064a]")
_ADDRESS = re.compile(r"^[^@\s<>\"',;:]{1,64}@[A-Za-z0-9.-]{1,189}$")


class IntakeRefused(Exception):
    """Codes: ``not_yours``, ``handled``, ``no_such_file``, ``closed``, ``reason_missing``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Place:
    """Where a message lies, and since when."""

    validity: int
    uid: int
    arrived_at: datetime | None = None


@dataclass(frozen=True)
class Read:
    """A message taken apart; of one in quarantine (`problem`) perhaps nothing is known."""

    problem: str = ""
    name: str = ""
    address: str = ""
    to: Sequence[str] = ()
    subject: str = ""
    text: str = ""
    plain: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[tuple[str, bytes]] = ()


@dataclass(frozen=True)
class MailboxFacts:
    """Where the e-mail of the body lies, as an administrator says it."""

    address: str
    server: str
    user: str
    folder: str = "INBOX"


def is_automatic(plain: Mapping[str, str], sender: str) -> bool:
    """Whether a program wrote it: an automatic answer, a bounce, a list (RFC 3834 §2, RFC 2919, RFC 3464).

    :param plain: headers by their name in small letters.
    """
    told = {name: words.lower() for name, words in plain.items()}
    return bool(
        told.get("auto-submitted", "no").partition(";")[0].strip() != "no"
        or told.get("precedence", "") in _BULK
        or "list-id" in told
        or "x-auto-response-suppress" in told
        or told.get("return-path", "-").strip() in ("", "<>")
        or told.get("content-type", "").startswith("multipart/report")
        or _ROBOTS.match(sender)
    )


def may_acknowledge(read: Read, *, ours: Collection[str]) -> bool:
    """Whether the sender gets a receipt by e-mail: a person with an address, who is not ourselves."""
    if read.problem or not _ADDRESS.match(read.address) or is_automatic(read.plain, read.address):
        return False
    return plain_address(read.address) not in {plain_address(one) for one in ours}


def plain_address(address: str) -> str:
    """Without what stands behind a plus, in small letters."""
    local, _, host = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{host}"


def language_of(read: Read, known: Sequence[str]) -> str:
    """In which language of the body to answer: Arabic to Arabic letters, else French; its first one else."""
    written = f"{read.subject} {read.text}"
    if not written.strip():
        return known[0]
    wanted = "ar" if _ARABIC.search(written) else "fr"
    return wanted if wanted in known else known[0]


def shown_sender(read: Read) -> str:
    """Who says to have written. The address stands in it: nobody has checked the name."""
    if not read.address:
        return ""
    if not read.name or read.name == read.address:
        return read.address
    return f"{read.name[:180]} ({read.address})"[:300]


def reply_address(mailbox: str, case_id: UUID, key: bytes) -> str:
    """The address by which an answer finds its file; empty where it would be too long."""
    local, _, host = mailbox.partition("@")
    sealed = base64.b32encode(case_id.bytes + _seal(case_id, key)).decode().lower()
    named = f"{local}+{sealed}"
    return f"{named}@{host}" if len(named) <= LONGEST_LOCAL else ""


def case_addressed(addresses: Collection[str], mailbox: str, key: bytes) -> UUID | None:
    """The file whose reply address is among these; none for a seal that is not ours."""
    for address in addresses:
        local, _, host = address.strip().lower().rpartition("@")
        name, _, sealed = local.rpartition("+")
        if f"{name}@{host}" == mailbox.lower() and (found := _unsealed(sealed, key)):
            return found
    return None


def _unsealed(sealed: str, key: bytes) -> UUID | None:
    try:
        content = base64.b32decode(sealed.upper())
    except ValueError:
        return None
    if len(content) != 16 + _SEAL:
        return None
    case_id = UUID(bytes=content[:16])
    return case_id if hmac.compare_digest(content[16:], _seal(case_id, key)) else None


def _seal(case_id: UUID, key: bytes) -> bytes:
    return hmac.new(key, b"reply address " + case_id.bytes, hashlib.sha256).digest()[:_SEAL]
