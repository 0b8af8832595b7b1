"""How anything is written in Shubbak: one transaction, its lines in the journal, then the commit.

Lock order, everywhere: the case row, then series rows, then the journal's head, last. So `record` only queues;
the head is taken once, just before the commit, after everything that `before_flush` put off (numbers).
"""

import functools
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import ParamSpec, TypeVar

from django.db import transaction

from shubbak.journal.ledger import append
from shubbak.journal.rules import Actor, Fact, Line

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class _Pending:
    """What an open action still owes before its commit."""

    late: list[Callable[[], None]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


_pending: ContextVar[_Pending | None] = ContextVar("pending", default=None)


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
        return result

    return acted


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


def before_flush(late: Callable[[], None]) -> None:
    """Put off a short piece of work until all the slow ones are done: taking a number, and what needs it.

    :raises LookupError: outside an action.
    """
    _open().late.append(late)


def _open() -> _Pending:
    pending = _pending.get()
    if pending is None:
        raise LookupError("only an @action writes to the journal")
    return pending


def _settle() -> None:
    pending = _open()
    while pending.late:
        pending.late.pop(0)()
    if pending.lines:
        append(pending.lines)
