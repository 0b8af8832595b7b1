"""What somebody who asks about a file is asked first, and when that is enough. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

CHANNELS = ("phone", "counter", "email", "social", "letter")
OUTCOMES = ("answered", "passed_on", "call_back")
GENERAL_OUTCOMES = (*OUTCOMES, "deposit")
SENT = "sent"
"""The answer leaves by e-mail, to the address on the file and to none that is typed here."""

TO_SAY = 2
"""How many facts of the file whoever asks has to say."""
FAILURES = 5
WINDOW = timedelta(hours=1)
LIVES = timedelta(minutes=30)
"""How long a passed check lets its agent answer."""
_ENDS = 3


class ContactRefused(Exception):
    """Codes: ``not_yours``, ``too_few_facts``, ``too_many_checks`` (then `until` says when the file opens
    again), ``not_checked``, ``code_given_before``, ``no_address``, ``no_mail``, ``empty``,
    ``nothing_to_send``.
    """

    def __init__(self, code: str, until: datetime | None = None) -> None:
        super().__init__(code)
        self.code, self.until = code, until


@dataclass(frozen=True)
class Known:
    """A fact of the file. `shown` is what its agent may compare with: the end of it, never the whole.

    Codes: ``card`` (shown at the window), ``identity``, ``phone``, ``email``, ``deposited``.
    """

    code: str
    shown: str


@dataclass(frozen=True)
class Proposal:
    """What to ask now. `round` is how many checks the file had before: each asks for other facts."""

    round: int
    asked: tuple[Known, ...]


def known_of(*, channel: str, identity: str, phone: str, email: str, deposited: str) -> tuple[Known, ...]:
    """The facts that can be asked for; whoever stands at the window shows their card, which is enough.

    :param deposited: the day of the deposit, in words.
    """
    if channel == "counter" and identity:
        return (Known("card", ending(identity)),)
    name, _, host = email.partition("@")
    facts = (
        Known("identity", ending(identity)),
        Known("phone", ending(phone)),
        Known("email", f"…{name[-_ENDS:]}@{host}" if len(name) > _ENDS else ""),
        Known("deposited", deposited),
    )
    return tuple(fact for fact in facts if fact.shown)


def ending(secret: str) -> str:
    """The last three characters of something longer, as in `…481`; nothing of what is too short to hide."""
    return f"…{secret[-_ENDS:]}" if len(secret) > 2 * _ENDS else ""


def proposal(facts: Sequence[Known], round_: int) -> Proposal:
    """Which facts to ask for in this round: the next two, so that nobody can prepare for the same ones.

    :raises ContactRefused: ``too_few_facts``.
    """
    if [fact.code for fact in facts] == ["card"]:
        return Proposal(round_, tuple(facts))
    if len(facts) < TO_SAY:
        raise ContactRefused("too_few_facts")
    chosen = [facts[(round_ + step) % len(facts)] for step in range(TO_SAY)]
    return Proposal(round_, tuple(chosen))


def passes(asked: Collection[str], matched: Collection[str]) -> bool:
    """Everything that was asked for was said rightly."""
    return bool(asked) and set(asked) <= set(matched)


def shut_until(failures: Sequence[datetime], at: datetime) -> datetime | None:
    """When a file opens again to checks: an hour after the first of its last five failures; None if open."""
    recent = sorted(failure for failure in failures if failure > at - WINDOW)
    return recent[-FAILURES] + WINDOW if len(recent) >= FAILURES else None
