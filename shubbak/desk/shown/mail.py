"""The letters of the registry office that lie in a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shubbak.cases.models import Case, CaseMail
from shubbak.cases.queries import mail_of
from shubbak.desk.access import Visit
from shubbak.desk.shown.language import Tongue
from shubbak.registry.books.printing import printed_number
from shubbak.registry.permissions import reads_registers
from shubbak.registry.queries import subject_of


@dataclass(frozen=True)
class MailLine:
    """`letter` is its page, for whoever reads the registers."""

    number: str
    day: str
    name: str
    subject: str
    opened: bool
    letter: UUID | None


def mail_shown(case: Case, visit: Visit, speech: Tongue) -> Sequence[MailLine]:
    reads = reads_registers(visit.roles)
    return [_line(one, speech, one.letter_id if reads else None) for one in mail_of(case)]


def _line(one: CaseMail, speech: Tongue, letter: UUID | None) -> MailLine:
    entry, sender = one.letter.entry, one.letter.correspondent
    return MailLine(
        number=printed_number(entry),
        day=speech.short_day(entry.register_day),
        name=sender.name if sender else "",
        subject=subject_of(entry),
        opened=one.opened,
        letter=letter,
    )
