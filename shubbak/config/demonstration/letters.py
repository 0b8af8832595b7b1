"""A year of letters in the town's registry offices: entered, instructed, sent to their units, answered; and
the line under each day.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

import yaml

from shubbak.config.demonstration.crowd import STORIES, seeded
from shubbak.config.demonstration.plan import Days, Planned, followed
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.registry.actions import accept, close_day, dispatch, instruct, register_letter, sign_day
from shubbak.registry.models import DayClosing, Entry, Letter, Register, Series
from shubbak.registry.queries import last_arrival
from shubbak.registry.rules import Channel, Kind, LetterFacts, Mention, Recipient, RegistryRefused, Sender

A_DAY = 0.9
_WINDOW, _CLOSING, _SIGNING = 5 * 60, 7 * 60 + 45, 25
"""Minutes after the morning: until when letters come, when the clerk closes the day and the head signs it."""
_CONFIDENTIAL = 0.03
_WAYS = {Channel.POST: 40, Channel.HAND: 35, Channel.REGISTERED_POST: 15, Channel.EMAIL: 7, Channel.FAX: 3}
_PATH: Sequence[Mapping[str, Any]] = (
    {"do": "instruct_letter", "after": 3},
    {"do": "dispatch_letter", "after": 5},
    {"do": "accept_letter", "after": 7},
    {"do": "answer_letter", "after": 30},
)
Described = Mapping[str, Any]


@cache
def read_letters() -> Described:
    found: dict[str, Any] = yaml.safe_load((STORIES / "letters.yaml").read_text(encoding="utf-8"))
    return found


def planned_letters(days: Days) -> list[Planned]:
    """Every move about a letter or a day of the book, over twice the days of the files."""
    if days.code not in read_letters()["matters"]:
        return []
    return [move for ago in range(2 * days.count, -1, -1) for move in _of_day(days, ago)]


def _of_day(days: Days, ago: int) -> Iterator[Planned]:
    day, draw = days.today - timedelta(days=ago), seeded(days.code, "letters", ago)
    wanted = A_DAY * draw.uniform(0.3, 1.7)
    count = int(wanted) + (draw.random() < wanted % 1)
    if not days.calendar.is_worked(day):
        return
    for rank in range(count):
        letter = _drawn(days.code, draw)
        first = Planned(
            days.at(day, draw.randrange(_WINDOW)), f"l{ago}-{rank}", letter, {"do": "enter_letter"}
        )
        yield from followed(first, _path_of(letter, draw), days, pace=draw.uniform(0.6, 1.8))
    if count and ago:
        yield from _closed(days, day, ago)


def _closed(days: Days, day: date, ago: int) -> Iterator[Planned]:
    morning = days.calendar.next_worked(day + timedelta(days=1))
    yield Planned(days.at(day, _CLOSING), f"l{ago}-z", {"day": day}, {"do": "close_day"})
    if morning <= days.today:
        yield Planned(days.at(morning, _SIGNING), f"l{ago}-z", {"day": day}, {"do": "sign_day"})


def _drawn(code: str, draw: Random) -> dict[str, Any]:
    story = read_letters()
    matter = draw.choice(story["matters"][code])
    return {
        **matter,
        "sender": draw.choice(story["senders"][matter["from"]]),
        "reference": f"{draw.randrange(10, 9000)}/{draw.randrange(10, 99)}",
        "channel": draw.choices(list(_WAYS), list(_WAYS.values()))[0],
        "instruction": draw.choice(story["instructions"]),
        "book": "confidential" if draw.random() < _CONFIDENTIAL else "incoming",
    }


def _path_of(letter: Described, draw: Random) -> list[Mapping[str, Any]]:
    """A bid stays sealed; what wants no answer ends with its unit; of the others, some still wait."""
    if not letter["units"]:
        return []
    is_answered = "answer" in letter and draw.random() < 0.9
    return list(_PATH if is_answered else _PATH[:-1])


def is_done(code: str, one: Planned, done: Collection[tuple[str, datetime]]) -> bool:
    """Whether an earlier telling made this move; `done`: what the journal holds, with its instants."""
    deed = _deed(one)
    if deed in _JOURNALED:
        return (_JOURNALED[deed], one.at) in done
    return Entry.objects.filter(submission_id=_submission(code, one)).exists()


def play(code: str, one: Planned) -> None:
    """Make one move; where somebody else was faster, the letter goes on without us."""
    try:
        DEEDS[_deed(one)](code, one)
    except (RegistryRefused, Letter.DoesNotExist, DayClosing.DoesNotExist, Series.DoesNotExist):
        return


def _enter(code: str, one: Planned) -> None:
    said = one.case
    facts = LetterFacts(
        sender=Sender(Kind(said["sender"]["kind"]), said["sender"]["name"], city=said["sender"]["city"]),
        subject=said["subject"],
        channel=Channel(said["channel"]),
        nature=said["nature"],
        reference=said["reference"],
    )
    _register(code, one, said["book"], facts)


def _answer(code: str, one: Planned) -> None:
    letter, said = _letter(code, one), one.case
    facts = LetterFacts(
        sender=Sender(Kind(said["sender"]["kind"]), said["sender"]["name"], city=said["sender"]["city"]),
        subject=read_letters()["answers"][said["answer"]],
        channel=Channel.POST,
        nature="reply",
        in_reply_to=letter.pk,
    )
    _register(code, one, "outgoing", facts)


def _register(code: str, one: Planned, book: str, facts: LetterFacts) -> None:
    latest = last_arrival(book, one.at.year)
    if latest is not None and latest > one.at:
        return  # what somebody else entered meanwhile stays last
    clerk = _staff("clerks", code)
    register_letter(
        register=Register.objects.get(code=book),
        facts=facts,
        submission_id=_submission(code, one),
        actor=actor_of(clerk),
        at=one.at,
        clerk=clerk,
    )


def _instruct(code: str, one: Planned) -> None:
    words = one.case["instruction"]
    instruct(letter=_letter(code, one), words=words, staff=_staff("chiefs", code), at=one.at)


def _dispatch(code: str, one: Planned) -> None:
    first, *copied = one.case["units"]
    recipients = [
        Recipient(first, Mention.ATTRIBUTION, is_coordinator=True),
        *(Recipient(unit, Mention.INFORMATION) for unit in copied),
    ]
    dispatch(letter=_letter(code, one), recipients=recipients, staff=_staff("clerks", code), at=one.at)


def _accept(code: str, one: Planned) -> None:
    handover = _letter(code, one).handovers.filter(is_coordinator=True).first()
    if handover is not None:
        accept(handover=handover, staff=Staff.objects.get(email=one.case["chief"]), at=one.at)


def _close(code: str, one: Planned) -> None:
    series = Series.objects.get(register__code="incoming", year=one.case["day"].year)
    close_day(series=series, day=one.case["day"], clerk=_staff("clerks", code), at=one.at)


def _sign(code: str, one: Planned) -> None:
    closing = DayClosing.objects.get(series__register__code="incoming", day=one.case["day"])
    sign_day(closing=closing, head=_staff("chiefs", code), at=one.at)


DEEDS: Mapping[str, Callable[[str, Planned], None]] = {
    "enter_letter": _enter,
    "instruct_letter": _instruct,
    "dispatch_letter": _dispatch,
    "accept_letter": _accept,
    "answer_letter": _answer,
    "close_day": _close,
    "sign_day": _sign,
}
_JOURNALED = {
    "instruct_letter": "registry.instructed",
    "dispatch_letter": "registry.dispatched",
    "accept_letter": "registry.accepted",
    "close_day": "registry.day_closed",
    "sign_day": "registry.day_signed",
}


def _deed(one: Planned) -> str:
    return str(one.move["do"]) if one.move else ""


def _letter(code: str, one: Planned) -> Letter:
    return Letter.objects.get(entry__submission_id=_submission(code, one, "enter_letter"))


def _submission(code: str, one: Planned, deed: str = "") -> UUID:
    return UUID(int=seeded(code, one.key, deed or _deed(one)).getrandbits(128))


def _staff(office: str, code: str) -> Staff:
    return Staff.objects.get(email=read_letters()[office][code])
