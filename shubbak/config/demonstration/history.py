"""The town's history: what people brought and what became of it, told by the actions that serve the public.

All moves of a body are made in the order of their time, its clocks and its messages included. Each is one
transaction, and the journal says which were made: told again, a history goes on where it stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.cases.actions import run_clocks
from shubbak.cases.models import Case, Submission
from shubbak.catalogue.queries import spec_of
from shubbak.config.demonstration import letters
from shubbak.config.demonstration.beside import make_labels
from shubbak.config.demonstration.crowd import read_story, seeded
from shubbak.config.demonstration.moves import LEFT_OUT, bring, make_move
from shubbak.config.demonstration.plan import Days, Planned, in_order, planned
from shubbak.config.demonstration.stage import Stage
from shubbak.journal.models import Leaf
from shubbak.notifications.actions import drain
from shubbak.registry.actions import close_forgotten_days
from shubbak.registry.books.signing import sign_pending
from shubbak.registry.queries import last_arrival

_AT_ONCE = 50
Say = Callable[[str], None]


@dataclass(frozen=True)
class _Before:
    """What an earlier telling did: which deposits, and at which instants something was done about what."""

    cases: dict[UUID, Case]
    done: frozenset[tuple[str, datetime]]


def tell_history(*, agency: Agency, at: datetime, days: int, say: Say = lambda _: None) -> int:
    """Tell what happened in the last `days` days before `at`; gives the number of cases.

    The same body, instant and days give the same history; what was told before is left alone. What somebody
    else entered meanwhile stays last: older deposits that were not told yet are left out.
    """
    look_at(agency)
    story, calendar = read_story(agency.code), calendar_of(agency)
    told = Days(agency.code, calendar, at, days)
    moves = in_order([*planned(story, told), *letters.planned_letters(told)])
    stage, before = Stage(story=story, agency=agency), _before()
    make_labels(stage, moves[0].at)
    today: date | None = None
    for one in moves:
        if _is_done(one, stage, before):
            continue
        if one.at.date() != today:
            if today is None or one.at.month != today.month:
                say(f"{agency.code}: {one.at:%Y-%m}, {len(stage.cases)} cases")
            today = one.at.date()
            _turn(one.at)
        _play(stage, one)
    if today is not None:
        _turn(at)
    return len(stage.cases)


def _before() -> _Before:
    told = dict(Submission.objects.values_list("id", "case_id"))
    known = Case.objects.in_bulk(list(told.values()))
    leaves = Leaf.objects.filter(actor_kind__in=["staff", "applicant"])
    done = {
        (word, at) for about, what, at in leaves.values_list("about", "what", "at") for word in (about, what)
    }
    return _Before({key: known[case] for key, case in told.items() if case in known}, frozenset(done))


def _is_done(one: Planned, stage: Stage, before: _Before) -> bool:
    """Whether an earlier telling made this move; a deposit that stands is known to the stage from now on."""
    if one.move is None:
        earlier = before.cases.get(_submission(stage, one))
        if earlier is not None:
            stage.remember(one.key, one.case, earlier)
        return earlier is not None
    if one.move["do"] in letters.DEEDS:
        return letters.is_done(stage.agency.code, one, before.done)
    if one.move["do"] == "question":
        return ("contact.kept", one.at) in before.done
    case = stage.cases.get(one.key)
    return case is not None and (case.number, one.at) in before.done


def _play(stage: Stage, one: Planned) -> None:
    if one.move is None:
        register, zone = spec_of(stage.version_of(one.case)).register, ZoneInfo(stage.agency.zone)
        latest = last_arrival(register, one.at.astimezone(zone).year)
        if latest is None or latest <= one.at:
            bring(stage, one.key, one.case, _submission(stage, one), one.at)
    elif one.move["do"] in letters.DEEDS:
        letters.play(stage.agency.code, one)
    elif one.move["do"] == "question" or one.key in stage.cases.keys() - stage.left:
        try:
            make_move(stage, one.key, one.move, one.at)
        except LEFT_OUT:
            stage.left.add(one.key)  # somebody or a clock was faster: it goes on without us


def _submission(stage: Stage, one: Planned) -> UUID:
    return UUID(int=seeded(stage.agency.code, one.key).getrandbits(128))


def _turn(at: datetime) -> None:
    """What the worker does between two days: clocks, days that nobody closed, signatures, messages."""
    run_clocks(at=at)
    close_forgotten_days(at=at)
    sign_pending(at=at)
    while drain(at=at, limit=_AT_ONCE) == _AT_ONCE:
        pass
