"""The archive itself: its members, the list of their hashes, and the signature of that list."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import TypedDict
from zoneinfo import ZoneInfo

from shubbak.agencies.models import Agency
from shubbak.cases.models import Case
from shubbak.foundation.signed_note import seal
from shubbak.foundation.zip_stream import zipped
from shubbak.insights.archive.facts import as_json
from shubbak.insights.archive.members import Member, members
from shubbak.insights.readings import names_in_journal
from shubbak.insights.streaming import Sent
from shubbak.journal import signing
from shubbak.journal.archive_statement import KEY_NAME, ArchiveStatement
from shubbak.journal.models import Checkpoint
from shubbak.journal.queries import consistency_proof, latest_checkpoint, lines_about, origin_of

MANIFEST, NOTE = "manifest.json", "manifest.note"


class NotCovered(Exception):
    """No signed checkpoint reaches the last line of the journal about the file."""


class SignerAway(Exception):
    """The signer did not sign the list of members; without it an archive proves nothing."""


class _Listed(TypedDict):
    name: str
    size: int
    sha256: str


def covering_checkpoint(case: Case) -> Checkpoint:
    """The newest signed checkpoint, once it reaches every line about the file.

    :raises NotCovered: if it does not, because the signer is away.
    """
    latest, lines = latest_checkpoint(), lines_about(*names_in_journal(case), limit=1)
    if latest is None or (lines and lines[-1].index >= latest.size):
        raise NotCovered
    return latest


def archive_of(
    case: Case, agency: Agency, checkpoint: Checkpoint, at: datetime, sent: Sent
) -> Iterator[bytes]:
    """The bytes of the archive; `sent` counts its members.

    :raises SignerAway: at its end, if the signer does not answer.
    """
    here = at.astimezone(ZoneInfo(agency.zone))
    return zipped(_signed(case, agency, checkpoint, at, sent), at=here)


def _signed(case: Case, agency: Agency, checkpoint: Checkpoint, at: datetime, sent: Sent) -> Iterator[Member]:
    listed: list[_Listed] = []
    for name, parts in members(case, agency, checkpoint):
        sent.rows += 1
        yield name, _listed(name, parts, listed)
    manifest = as_json({"format": "shubbak archive manifest 1", "about": case.pk, "members": listed})
    yield MANIFEST, [manifest]
    statement = ArchiveStatement(
        origin_of(checkpoint), checkpoint.size, bytes(checkpoint.root), case.pk, sha256(manifest).digest(), at
    )
    yield NOTE, [_note(statement).encode()]


def _listed(name: str, parts: Iterable[bytes], listed: list[_Listed]) -> Iterator[bytes]:
    """The parts as they pass, and their hash at the end."""
    digest, size = sha256(), 0
    for part in parts:
        digest.update(part)
        size += len(part)
        yield part
    listed.append({"name": name, "size": size, "sha256": digest.hexdigest()})


def _note(statement: ArchiveStatement) -> str:
    last, key = signing.last_checkpoint(statement.origin), signing.signing_key()
    if last is None or key is None:
        raise SignerAway
    signature = signing.sign_archive(statement.text(), consistency_proof(statement.size, last[0]))
    if signature is None:
        raise SignerAway
    return seal(statement.text(), f"{statement.origin}{KEY_NAME}", key, signature)
