"""A letter of the registry office becomes a file, or joins one."""

from datetime import datetime

from django.db.models import Model

from shubbak.cases.actions.advance import load
from shubbak.cases.actions.effects import notify_in_charge
from shubbak.cases.actions.history import remember
from shubbak.cases.models import Case, CaseMail, CasePaper
from shubbak.cases.permissions import files_letter, roles_of_actor, works_on
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import ServiceSpec
from shubbak.foundation.text import to_western_digits
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import EntryEvent, Letter
from shubbak.registry.permissions import keeps_registers


@action
def lay_letter(*, letter: Letter, number: str, actor: Actor, at: datetime) -> Case:
    """Lay a letter with its papers into the file of a number; whoever has the file in charge is told.

    The papers are for staff until the file's own people show them: who wrote need not be its person.

    :raises Refused: ``not_yours``, ``no_file_of_number`` (of those on which the actor works; the registry
        office lays letters into any), ``erased``, ``letter_is_there``.
    """
    _check_may_file(letter, actor, at)
    case = _file_of_number(number, actor, at)
    if case.erased_at is not None:
        raise Refused("erased")
    if case.mail.filter(letter=letter).exists():
        raise Refused("letter_is_there")
    for row in filed(case, letter, actor, at, opened=False):
        row.save()
    _lay_papers(case, letter, at)
    facts: dict[str, Fact] = {"letter": printed_number(letter.entry)}
    remember(case, "letter_joined", actor=actor, at=at, facts=facts)
    notify_in_charge(case, "letter_joined", actor, at)
    return case


def filed(case: Case, letter: Letter, actor: Actor, at: datetime, *, opened: bool) -> list[Model]:
    """The unsaved rows that link a letter and a file both ways, and the line of the journal."""
    printed = printed_number(letter.entry)
    facts: dict[str, Fact] = {"case": case.number, "opened": opened}
    record(what="registry.filed", about=printed, actor=actor, at=at, facts=facts)
    return [
        CaseMail(case=case, letter=letter, opened=opened, at=at, by=actor.id, by_name=actor.name),
        EntryEvent(
            entry_id=letter.pk,
            kind=EntryEvent.Kind.LINKED,
            words=case.number,
            at=at,
            actor_id=actor.id,
            actor_name=actor.name,
        ),
    ]


def keeps_entry(spec: ServiceSpec, letter: Letter) -> bool:
    """Whether a file of this service takes over the letter's own entry."""
    return spec.register == letter.entry.series.register.code


def _check_may_file(letter: Letter, actor: Actor, at: datetime) -> None:
    if not files_letter(roles_of_actor(actor, at), letter):
        raise Refused("not_yours")


def _file_of_number(number: str, actor: Actor, at: datetime) -> Case:
    wanted = " ".join(to_western_digits(number).split())
    found = Case.objects.filter(number=wanted).first()
    roles = roles_of_actor(actor, at)
    if found is None or not (keeps_registers(roles) or works_on(load(found), roles, actor)):
        raise Refused("no_file_of_number")
    return load(found)


def _lay_papers(case: Case, letter: Letter, at: datetime) -> None:
    there = set(case.papers.values_list("document", flat=True))
    CasePaper.objects.bulk_create(
        CasePaper(
            case=case,
            document=paper.document,
            direction="in",
            title={"ar": paper.document.title or paper.document.name},
            public=False,
            added_at=at,
        )
        for paper in letter.papers.select_related("document")
        if paper.document_id not in there
    )
