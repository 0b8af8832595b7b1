"""A deposit: one submission becomes one entry, one number, one case, whatever is repeated."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.cases.actions.clocks import Turning, promised_among, turn_clocks
from shubbak.cases.actions.filing import filed, keeps_entry
from shubbak.cases.extension import Occasion, run_effects
from shubbak.cases.indexing import index_case
from shubbak.cases.models import Case, CaseEvent, CasePaper, Submission
from shubbak.cases.rules import DepositInvalid, PaperFacts, PersonFacts, SubmissionConflict, body_digest
from shubbak.cases.titles import applicant_from, title_of
from shubbak.catalogue.forms import Reading, read_answers
from shubbak.catalogue.models import ServiceVersion
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.documents.models import Document
from shubbak.foundation.localized import pick
from shubbak.foundation.reading import rows_where
from shubbak.foundation.working_time.explanation import explain
from shubbak.journal.actions import action, insert_late, record
from shubbak.journal.rules import Actor
from shubbak.people.actions import enlist_person
from shubbak.people.models import Person
from shubbak.people.queries import on_duty, unit_in_charge
from shubbak.registry.actions import Numbered, enter
from shubbak.registry.books.manifest import NONCE_LENGTH, ManifestFile, manifest_of
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import Letter
from shubbak.registry.rules import EntryFacts, PartyFacts, to_whole_second

SELF_SERVICE = frozenset({"portal", "app", "kiosk", "api"})
"""Where the person fills the form alone and can add what is missing at once; other mail is registered as
it comes.
"""


@dataclass(frozen=True)
class _HandedIn:
    """Everything that came in with a deposit."""

    version: ServiceVersion
    spec: ServiceSpec
    answers: Mapping[str, Any]
    applicant: PersonFacts
    on_behalf_of: PersonFacts | None
    papers: Sequence[PaperFacts]
    documents: Mapping[UUID, Document]
    channel: str
    language: str
    submission_id: UUID
    at: datetime
    letter: Letter | None = None

    @property
    def arrived(self) -> datetime:
        """From when the time of the body runs: of a letter, since the registry office has it."""
        return self.letter.entry.received_at if self.letter else self.at

    def digest(self) -> bytes:
        papers = [[paper.requirement, self.documents[paper.document_id].file_id] for paper in self.papers]
        return body_digest(
            {
                "service": self.spec.code,
                "answers": self.answers,
                "applicant": asdict(self.applicant),
                "on_behalf_of": asdict(self.on_behalf_of) if self.on_behalf_of else None,
                "papers": sorted(papers),
                "channel": self.channel,
                **({"letter": str(self.letter.pk)} if self.letter else {}),
            }
        )


@action
def deposit(
    *,
    service_version: ServiceVersion,
    answers: Mapping[str, Any],
    channel: str,
    language: str,
    submission_id: UUID,
    actor: Actor,
    at: datetime,
    applicant: PersonFacts | None = None,
    papers: Sequence[PaperFacts] = (),
    on_behalf_of: PersonFacts | None = None,
    case_id: UUID | None = None,
    letter: Letter | None = None,
) -> Case:
    """Register a deposit and open its case; a retry with the same `submission_id` returns the first case.

    A file that grows out of a letter takes over the letter's entry where its service keeps that very
    register, else it has a number of its own; its time runs since the letter came.

    :param applicant: who hands it in; by default read from the answers that the pack binds to a person.
    :param on_behalf_of: the person concerned, where somebody else hands it in.
    :param at: the instant of arrival, aware; kept in whole seconds.
    :param case_id: the key of the case, for rows of rooms above that point to it; by default drawn.
    :raises DepositInvalid: with the problems by question, before anything is written.
    :raises SubmissionConflict: the same key came with another body.
    :raises KeyError: for a paper that was never stored.
    """
    spec = spec_of(service_version)
    agency = current_agency()
    today = at.astimezone(ZoneInfo(agency.zone)).date()
    read = read_answers(spec, answers, Reading(language, agency.country, today))
    handed_in = _HandedIn(
        version=service_version,
        spec=spec,
        answers=read.answers,
        applicant=applicant or applicant_from(spec, read.answers, language),
        on_behalf_of=on_behalf_of,
        papers=papers,
        documents=_documents([paper.document_id for paper in papers]),
        channel=channel,
        language=language,
        submission_id=submission_id,
        at=to_whole_second(at),
        letter=letter,
    )
    _check(handed_in, read.problems)
    case_id = case_id or uuid.uuid4()
    earlier = _claim(handed_in, case_id)
    return earlier or _open(handed_in, case_id, actor)


def _documents(ids: Sequence[UUID]) -> dict[UUID, Document]:
    found = rows_where(Document, "this.id = ANY(%s)", [list(ids)], related=("file",)) if ids else []
    return {document.pk: document for document in found}


def _check(handed_in: _HandedIn, problems: dict[str, str]) -> None:
    if handed_in.channel in SELF_SERVICE:
        brought = {paper.requirement for paper in handed_in.papers}
        for wanted in handed_in.spec.required_documents(handed_in.answers):
            if wanted.name not in brought:
                title = pick(wanted.title, handed_in.language)
                problems.setdefault(wanted.name, gettext("Add this paper: %(title)s") % {"title": title})
    if problems:
        raise DepositInvalid(problems)


def _claim(handed_in: _HandedIn, case_id: UUID) -> Case | None:
    """Take the submission id, or wait for whoever took it first and give that case."""
    digest = handed_in.digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_submission (id, case_id, body_sha256, at) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (id) DO NOTHING",
            [handed_in.submission_id, case_id, digest, handed_in.at],
        )
        if cursor.rowcount:
            return None
    first = Submission.objects.get(pk=handed_in.submission_id)
    if bytes(first.body_sha256) != digest:
        raise SubmissionConflict(str(handed_in.submission_id))
    return Case.objects.select_related("entry", "entry__receipt").get(pk=first.case_id)


def _open(handed_in: _HandedIn, case_id: UUID, actor: Actor) -> Case:
    case = _build_case(handed_in, case_id)
    _lay_papers(case, handed_in)
    spec, at = handed_in.spec, handed_in.at
    calendar = calendar_of(current_agency())
    turnings = turn_clocks(case=case, spec=spec, at=handed_in.arrived, is_new=True, calendar=calendar)
    shown = promised_among(spec, turnings)
    due = shown.clock.due_at if shown else None
    occasion = Occasion(case=case, spec=spec, step="", actor=actor, at=at, promised=due)
    run_effects(occasion, spec.deposit.effects)
    promised = _promise(shown)
    case.said_at_deposit = promised
    event = _first_event(case, actor, at, promised)
    index_case(case, spec)
    if handed_in.letter is not None and keeps_entry(spec, handed_in.letter):
        case.entry = handed_in.letter.entry
        insert_late(*_numbered(case, handed_in, event, actor, printed_number(case.entry)))
        return case
    facts = _entry_facts(case, handed_in)
    rows = partial(_complete, case, handed_in, event, actor)
    enter(facts=facts, actor=actor, rows=rows, calendar=calendar)
    return case


def _build_case(handed_in: _HandedIn, case_id: UUID) -> Case:
    depositor = enlist_person(**asdict(handed_in.applicant), at=handed_in.at)
    concerned: Person | None = None
    if handed_in.on_behalf_of:
        concerned = enlist_person(**asdict(handed_in.on_behalf_of), at=handed_in.at)
    spec = handed_in.spec
    unit = unit_in_charge(spec.unit_for(handed_in.answers))
    return Case(
        id=case_id,
        entry_id=uuid.uuid4(),
        service=spec.code,
        service_version=handed_in.version,
        state=spec.initial,
        unit=unit,
        assignee=on_duty(unit, handed_in.at),
        applicant=concerned or depositor,
        submitter=depositor if concerned else None,
        channel=handed_in.channel,
        language=handed_in.language,
        title=title_of(spec, handed_in.answers, current_agency().country),
        answers=dict(handed_in.answers),
        manifest_nonce=secrets.token_bytes(NONCE_LENGTH),
        opened_at=handed_in.at,
        state_since=handed_in.at,
    )


def _lay_papers(case: Case, handed_in: _HandedIn) -> None:
    rows = (
        CasePaper(
            case=case,
            document_id=paper.document_id,
            requirement=paper.requirement,
            direction="in",
            title=_title_of_paper(handed_in.spec, paper.requirement),
            of_deposit=True,
            added_at=handed_in.at,
        )
        for paper in handed_in.papers
    )
    insert_late(*rows)


def _title_of_paper(spec: ServiceSpec, requirement: str) -> dict[str, str]:
    return dict(spec.documents[requirement].title) if requirement in spec.documents else {}


def _promise(shown: Turning | None) -> dict[str, Any]:
    """What the receipt promises, kept as it was said: due dates move later, a repeated answer must not."""
    if shown is None or shown.reckoning is None:
        return {}
    agency, reckoning = current_agency(), shown.reckoning
    why = {language: explain(reckoning, language, agency.digits) for language in agency.languages}
    return {"due_at": reckoning.due.isoformat(), "why": why}


def _first_event(case: Case, actor: Actor, at: datetime, facts: Mapping[str, Any]) -> CaseEvent:
    on_duty_now = {"in_charge": str(case.assignee_id)} if case.assignee_id else {}
    event = CaseEvent(
        case=case,
        at=at,
        what="deposited",
        target=case.state,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        unit=case.unit,
        facts={**facts, **on_duty_now},
        public=True,
    )
    insert_late(event)
    return event


def _entry_facts(case: Case, handed_in: _HandedIn) -> EntryFacts:
    files = [
        ManifestFile(document.name, document.file.size, document.file_id)
        for document in (handed_in.documents[paper.document_id] for paper in handed_in.papers)
    ]
    manifest = manifest_of(
        nonce=bytes(case.manifest_nonce), service=case.service, answers=handed_in.answers, files=files
    )
    return EntryFacts(
        id=case.entry_id,
        register=handed_in.spec.register,
        submission_id=handed_in.submission_id,
        channel=handed_in.channel,
        manifest_sha256=manifest.digest(),
        receipt_id=secrets.token_bytes(8),
        at=handed_in.at,
        subject=str(case.title.get("ar", ""))[:500],
        parties=(PartyFacts("sender", case.applicant.name, case.applicant.phone or case.applicant.email),),
    )


def _complete(
    case: Case, handed_in: _HandedIn, event: CaseEvent, actor: Actor, numbered: Numbered
) -> list[Model]:
    """Give the case its number, while the number is locked: no query here."""
    case.entry = numbered.entry
    return _numbered(case, handed_in, event, actor, numbered.printed)


def _numbered(case: Case, handed_in: _HandedIn, event: CaseEvent, actor: Actor, printed: str) -> list[Model]:
    """The case under its number, with the letter out of which it grew."""
    case.number, case.opened_at = printed, case.entry.received_at
    record(
        what="case.deposited",
        about=case.number,
        actor=actor,
        at=event.at,
        facts={"service": case.service, "channel": case.channel, "unit": case.unit.code},
    )
    grown = filed(case, handed_in.letter, actor, event.at, opened=True) if handed_in.letter else ()
    case._state.adding = False
    case._state.db = connection.alias
    return [case, *grown]
