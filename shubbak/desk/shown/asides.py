"""What colleagues ask of one another on a file: notes in which the reader is named, opinions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shubbak.cases.models import Case, Mention
from shubbak.cases.queries import opinions_of, unread_mentions
from shubbak.desk.access import Visit
from shubbak.desk.shown.language import Tongue


@dataclass(frozen=True)
class OpinionLine:
    """`answer` is empty while it is awaited; `mine` if the reader may answer it."""

    unit: str
    question: str
    by: str
    asked_at: datetime
    due_on: date
    late: bool
    awaited: bool
    withdrawn: bool
    mine: bool
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True)
class Asides:
    mentions: Sequence[Mention]
    opinions: Sequence[OpinionLine]

    @property
    def to_answer(self) -> bool:
        return any(line.mine for line in self.opinions)

    @property
    def awaited(self) -> bool:
        return any(line.awaited for line in self.opinions)


def asides_shown(visit: Visit, case: Case, tongue: Tongue) -> Asides:
    today = visit.at.astimezone(tongue.zone).date()
    lines = []
    for asked in opinions_of(case):
        awaited = asked.answered_at is None and asked.withdrawn_at is None and case.closed_at is None
        lines.append(
            OpinionLine(
                unit=tongue.pick(asked.unit.name),
                question=asked.question,
                by=asked.asked_by_name,
                asked_at=asked.asked_at,
                due_on=asked.due_on,
                late=awaited and asked.due_on < today,
                awaited=awaited,
                withdrawn=asked.withdrawn_at is not None,
                mine=awaited and asked.unit.code in visit.roles.units,
                answer=asked.answer.words if asked.answer else "",
                answered_by=asked.answer.by_name if asked.answer else "",
                answered_at=asked.answered_at,
            )
        )
    return Asides(unread_mentions(case, visit.staff), lines)
