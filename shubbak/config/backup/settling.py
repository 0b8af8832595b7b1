"""What an older copy makes necessary in one agency, once it stands: docs/adr/0010.

A new epoch of the journal where signed lines are gone; the numbers that the black box knows; the erasures
that were made since; the end of every session. Then what can be signed is signed, and all is checked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from shubbak.accounts.actions import end_every_session as end_accounts
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.journal import queries, signing
from shubbak.journal.actions import action, checkpoint, open_epoch, record
from shubbak.journal.rules import SYSTEM, Fact, Signed
from shubbak.people.actions import end_every_session as end_staff
from shubbak.privacy.actions import erase_again
from shubbak.registry.actions import NumbersLost, write_down_lost
from shubbak.registry.books import black_box
from shubbak.registry.books.signing import sign_pending
from shubbak.registry.models import Entry


class SignerSilent(RuntimeError):
    """Nobody can say how far the journal was signed."""


@dataclass(frozen=True)
class Settled:
    """What was done in an agency. `epoch`: the new name of its journal, empty where the old one goes on."""

    agency: str
    epoch: str
    lost: Sequence[str]
    erased: int
    problems: Sequence[str]


def settle(agency: Agency, *, copied_at: datetime, at: datetime) -> Settled:
    """Bring an agency that was restored up to what is known beside it; safe to run again.

    :raises SignerSilent: if the signer does not answer.
    """
    look_at(agency)
    with transaction.atomic():
        epoch = _epoch(agency.code, copied_at=copied_at, at=at)
        lost = write_down_lost(kept=black_box.kept(agency.code), at=at)
        _end_sessions(copied_at=copied_at, lost=lost, at=at)
    erased = erase_again(at=at)
    while sign_pending(at=at):
        pass
    checkpoint(at=at)
    return Settled(agency.code, epoch, lost.numbers, erased, lost.problems)


def _epoch(code: str, *, copied_at: datetime, at: datetime) -> str:
    """Open one, unless the copy has everything that was ever signed and given."""
    origin = queries.tree_head().origin
    signed = _signed(origin)
    abandoned = {name: _signed(name).size for name in _remembered(code) if name not in queries.origins()}
    if queries.continues(signed) and not abandoned and not _knows_more(code):
        return ""
    forgotten = not signed.size and queries.latest_checkpoint() is not None
    opened = open_epoch(signed=None if forgotten else signed, abandoned=abandoned, copied_at=copied_at, at=at)
    line = f"{at:%Y-%m-%dT%H:%M:%SZ} {opened}\n"
    black_box.append_synced(_memory(code), line.encode("ascii"))
    return opened


def _signed(origin: str) -> Signed:
    last = signing.last_checkpoint(origin)
    if last is None:
        raise SignerSilent
    return Signed(*last)


def _knows_more(code: str) -> bool:
    """Whether somebody holds the receipt of an entry that is not in the copy."""
    given = {kept.facts.receipt_id for kept in black_box.kept(code)}
    return bool(given - {bytes(each) for each in Entry.objects.values_list("receipt_id", flat=True)})


def _remembered(code: str) -> list[str]:
    """Every epoch that was ever opened, also by copies that were brought back and replaced."""
    path = _memory(code)
    return [line.split()[1] for line in path.read_text().splitlines()] if path.exists() else []


def _memory(code: str) -> Path:
    return Path(settings.SHUBBAK_BLACK_BOX) / f"{code}.epochs"


@action
def _end_sessions(*, copied_at: datetime, lost: NumbersLost, at: datetime) -> None:
    facts: dict[str, Fact] = {
        "copied_at": copied_at.isoformat(timespec="seconds"),
        "lost": len(lost.numbers),
        "sessions": end_staff(at=at) + end_accounts(at=at),
    }
    record(what="journal.restored", about="journal", actor=SYSTEM, at=at, facts=facts)
