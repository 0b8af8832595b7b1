"""How anything is written in Shubbak: one transaction, its lines in the journal, then the commit.

Lock order, everywhere: the case row, then series rows, then the journal's head, last. So `record` only
queues; the head is taken once, just before the commit, after everything that `before_flush` put off
(numbers).
"""

import functools
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ParamSpec, TypeVar

from django.core.signals import request_started
from django.db import transaction
from django.db.models import Model

from shubbak.foundation.insertion import Insert, insert_together, insertion
from shubbak.foundation.signed_note import Checkpoint as Statement
from shubbak.foundation.signed_note import seal
from shubbak.journal import queries, signing
from shubbak.journal.ledger import append
from shubbak.journal.models import Checkpoint, Head, Leaf, LeafContent
from shubbak.journal.rotation import PublishedKey
from shubbak.journal.rules import SYSTEM, Actor, Fact, Line, Signed

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class _Pending:
    """What an open action still owes before its commit."""

    rows: list[Model | Insert] = field(default_factory=list)
    late: list[Callable[[], None]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


_pending: ContextVar[_Pending | None] = ContextVar("pending", default=None)
_written: ContextVar[bool] = ContextVar("written", default=False)


def action(use_case: Callable[P, R]) -> Callable[P, R]:
    """One use case with all of its consequences: a transaction whose journal lines are written last.

    An action called by another joins it: one transaction, one flush, at the end of the outer one.
    """

    @functools.wraps(use_case)
    def acted(*args: P.args, **kwargs: P.kwargs) -> R:
        if _pending.get() is not None:
            return use_case(*args, **kwargs)
        with transaction.atomic():
            token = _pending.set(_Pending())
            try:
                result = use_case(*args, **kwargs)
                _settle()
            finally:
                _pending.reset(token)
        _written.set(True)
        return result

    return acted


def begin_unwritten(**_signal: object) -> None:
    """A request begins: nothing is written by it yet."""
    _written.set(False)


request_started.connect(begin_unwritten, dispatch_uid="begin_unwritten")


def was_written() -> bool:
    """Whether an action was committed since; who is told of a failure is not told that nothing was kept."""
    return _written.get()


def record(
    *,
    what: str,
    about: str,
    actor: Actor,
    at: datetime,
    facts: Mapping[str, Fact] | None = None,
    private: Mapping[str, str] | None = None,
) -> None:
    """Queue one line of the journal; it is written with the commit of the action under way.

    :raises LookupError: outside an action.
    """
    _open().lines.append(
        Line(what=what, about=about, actor=actor, at=at, facts=facts or {}, private=private or {})
    )


def insert_late(*rows: Model | Insert) -> None:
    """Put off inserting rows that nobody reads before the commit: one statement then writes all of them.

    A row is written as it stands at the end of the action; its key, if the database draws it, stays unknown.
    Rows that work put off with `before_flush` hands in are written with the lines of the journal.

    :raises LookupError: outside an action.
    """
    _open().rows.extend(rows)


def before_flush(late: Callable[[], None]) -> None:
    """Put off a short piece of work until all the slow ones are done: taking a number, and what needs it.

    :raises LookupError: outside an action.
    """
    _open().late.append(late)


def checkpoint(*, at: datetime) -> Checkpoint | None:
    """Have the signer sign the journal as it stands; None if it has not grown or the signer does not answer.

    The signer refuses a tree that does not extend the last one it signed: that is an alarm, not an accident.
    """
    head, latest = queries.tree_head(), queries.latest_checkpoint()
    last = signing.last_checkpoint(head.origin)
    if last is None or not head.size or (latest and latest.size == head.size):
        return None
    _declare_key(at)
    head = queries.tree_head()
    time = f"time {at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    statement = Statement(head.origin, head.size, head.root, (time,))
    signature = signing.sign_checkpoint(statement.text(), _proof_since(last[0], head.size))
    key = signing.signing_key()
    if signature is None or key is None or not signing.verify(key, statement.text().encode(), signature):
        return None  # nobody signed, or with a key that took its place a moment ago: the next turn signs
    note = seal(statement.text(), head.origin, key, signature)
    kept = {"root": head.root, "note": note, "at": at}
    return Checkpoint.objects.get_or_create(size=head.size, defaults=kept)[0]


@action
def erase_parties(*, indexes: Sequence[int], about: str, actor: Actor, at: datetime) -> int:
    """Forget who acted in these lines and what was private in them; every proof stays valid (law 09-08).

    Returns how many lines were erased; the erasure is a line itself.
    """
    erased = LeafContent.objects.filter(index__in=indexes, party_salt__isnull=False).update(
        party=None, party_salt=None
    )
    record(what="journal.erased", about=about, actor=actor, at=at, facts={"lines": erased})
    return erased


@action
def erase_lines(*, about: str, keep: Collection[str], actor: Actor, at: datetime) -> int:
    """Forget what every line about a thing says, and who acted; every proof stays valid (law 09-08).

    :param keep: acts whose facts stay, as others rely on them and they name nobody: their party goes all the
    same. Returns how many lines there were; the erasure is a line itself.
    """
    lines = dict(Leaf.objects.filter(about=about).values_list("index", "what"))
    wholly = [index for index, what in lines.items() if what not in keep]
    LeafContent.objects.filter(index__in=wholly).update(content=None, content_salt=None)
    return erase_parties(indexes=list(lines), about=about, actor=actor, at=at)


def open_epoch(
    *, signed: Signed | None, abandoned: Mapping[str, int], copied_at: datetime, at: datetime
) -> str:
    """An older copy was brought back: the log goes on under another name; its next line says what is lost.

    The signer never signs two histories of one name; a log that is shorter than what was signed would stay
    unsigned for ever. The doors are closed meanwhile: nobody else writes. Gives the new name.

    :param signed: as far as the signer went under the name that ends; None where nobody knows.
    :param abandoned: later epochs that another copy, brought back before, had opened: name -> leaves signed.
    """
    with transaction.atomic():
        head = Head.objects.select_for_update().get()
        origin = f"{head.origin.rpartition('/')[0]}/{secrets.token_hex(4)}"
        facts: dict[str, Fact] = {
            "origin": origin,
            "before": head.origin,
            "size": head.size,
            "signed_size": signed.size if signed else None,
            "signed_root": signed.root.hex() if signed else None,
            "abandoned": " ".join(f"{name}@{size}" for name, size in sorted(abandoned.items())),
            "copied_at": copied_at.isoformat(timespec="seconds"),
        }
        _write_epoch(facts, at)
        Head.objects.update(origin=origin)
    return origin


@action
def _write_epoch(facts: Mapping[str, Fact], at: datetime) -> None:
    record(what="journal.epoch", about="journal", actor=SYSTEM, at=at, facts=facts)


@action
def _declare_key(at: datetime) -> None:
    """The first use of a signing key is a line of the journal that the key then signs."""
    known = signing.published_keys()
    if not known:
        return
    about = f"key:{known[-1].id.hex()}"
    if not queries.lines_about(about, limit=1):
        record(what="journal.key", about=about, actor=SYSTEM, at=at, facts=_introduced(known))


def _introduced(known: Sequence[PublishedKey]) -> dict[str, Fact]:
    """The newest key, with what the one before it signed: an auditor who knows that one follows."""
    newest, facts = known[-1], dict[str, Fact](public_key=known[-1].key.hex())
    if newest.signature is None or len(known) < 2:
        return facts
    return facts | {"before": known[-2].id.hex(), "signature": newest.signature.hex()}


def _proof_since(old: int, new: int) -> list[bytes]:
    """Empty where the log is smaller than what was signed: the signer's refusal is the alarm then."""
    return queries.consistency_proof(old, new) if old <= new else []


def _open() -> _Pending:
    pending = _pending.get()
    if pending is None:
        raise LookupError("only an @action writes to the journal")
    return pending


def _settle() -> None:
    pending = _open()
    if early := _taken(pending.rows):
        insert_together(early)
    while pending.late:
        pending.late.pop(0)()
    last = _taken(pending.rows)
    if pending.lines:
        append(pending.lines, last)
    elif last:
        insert_together(last)


def _taken(rows: list[Model | Insert]) -> list[Insert]:
    """What waits to be inserted, out of the list."""
    taken = [row if isinstance(row, Insert) else insertion(row) for row in rows]
    rows.clear()
    return taken
