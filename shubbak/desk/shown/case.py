"""The page of one file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.cases.extension import words_of_refusal
from shubbak.cases.models import CaseLetter, Observation, ObservationItem, Telling
from shubbak.cases.queries.desk_page import StepShown
from shubbak.cases.queries.page import CasePage, ClockShown
from shubbak.catalogue.vocabulary import KNOWN
from shubbak.desk import words
from shubbak.desk.shown.history import MessageLine, TimeLine, message_lines, time_lines
from shubbak.desk.shown.language import Tongue
from shubbak.desk.time_words import bar_kind, time_words
from shubbak.foundation.text.masking import masked_identity
from shubbak.foundation.working_time.explanation import explain
from shubbak.people.models import Person


@dataclass(frozen=True)
class Tag:
    kind: str
    icon: str
    word: str


@dataclass(frozen=True)
class ClockBar:
    code: str
    title: str
    time: str
    kind: str
    percent: int
    due: datetime
    why: str
    reckoning: Any
    text: str
    ended: bool
    extendable: bool
    is_promise: bool


@dataclass(frozen=True)
class StepButton:
    """`closed` says why it cannot be taken now; empty when it can. `key` is the letter that takes it."""

    name: str
    title: str
    hint: str
    closed: str
    url: str


@dataclass(frozen=True)
class PersonShown:
    """The person and how they are reached; the identity number only as its ends."""

    name: str
    phone: str
    email: str
    address: str
    language: str
    prefers: str
    identity_kind: str
    identity: str


@dataclass(frozen=True)
class AskedItem:
    """`given` once the person sent it; `answer` is what they wrote instead or beside it."""

    words: str
    given: bool
    answer: str


@dataclass(frozen=True)
class AskedShown:
    """`ended_at` once nothing is asked any more; `answered` if that is because the person answered."""

    round: int
    asked_at: datetime
    by: str
    words: str
    answer: str
    ended_at: datetime | None
    answered: bool
    items: Sequence[AskedItem]


@dataclass(frozen=True)
class LetterLine:
    """`number` is that of the outgoing register, empty where the letter was not entered."""

    title: str
    url: str
    at: datetime
    number: str


@dataclass(frozen=True)
class TellingLine:
    """`reached` is None for a written answer: its message says whether it arrived."""

    at: datetime
    by: str
    to: str
    channel: str
    reached: bool | None
    words: str


@dataclass(frozen=True)
class CaseShown:
    """All of the page that is not in `file` already as it is shown.

    `step_takes`, `step_sends`: a step that the reader may take now does what the desk's own act would do.
    """

    file: CasePage
    title: str
    state: str
    tags: Sequence[Tag]
    person: PersonShown
    submitter: PersonShown | None
    clocks: Sequence[ClockBar]
    steps: Sequence[StepButton]
    step_takes: bool
    step_sends: bool
    lines: Sequence[TimeLine]
    messages: Sequence[MessageLine]
    dead: Sequence[MessageLine]
    asked: Sequence[AskedShown]
    letters: Sequence[LetterLine]
    tellings: Sequence[TellingLine]
    in_charge: str
    channel: str
    waits_for_opinion: bool
    results: Sequence[tuple[str, Any]]
    result: str
    has_to_be_told: bool


def case_shown(
    file: CasePage, steps: Sequence[StepShown], extendable: frozenset[str], at: datetime, tongue: Tongue
) -> CaseShown:
    case, spec = file.case, file.spec
    state = spec.states[case.state]
    now = next(stage for stage in file.stages if stage.mark == "now")
    state_words = tongue.pick(state.title) or tongue.pick(now.note or now.title)
    messages = message_lines(file, at, tongue)
    return CaseShown(
        file=file,
        title=tongue.pick(case.title),
        state=state_words,
        tags=_tags(file, state_words, at),
        person=person_shown(case.applicant, tongue),
        submitter=person_shown(case.submitter, tongue) if case.submitter else None,
        clocks=[_clock(shown, file, extendable, at, tongue) for shown in file.clocks],
        steps=[_step(shown, file, tongue) for shown in steps],
        step_takes=_one_does(steps, "assign", "actor"),
        step_sends=_one_does(steps, "move_to", "chosen"),
        lines=time_lines(file, at, tongue),
        messages=messages,
        dead=[line for line in messages if line.is_dead],
        asked=[_asked(asked, file, tongue) for asked in file.observations],
        letters=[_letter(letter, file, tongue) for letter in file.letters],
        tellings=[_telling(told) for told in file.tellings],
        in_charge=tongue.name(case.assignee),
        channel=words.word(words.CHANNELS, case.channel),
        waits_for_opinion=any(step.needs_guard("opinion") for step in spec.steps.values()),
        results=[(tongue.pick(spec.results.get(given.result, {})), given) for given in file.decisions],
        result=tongue.pick(spec.results[case.result]) if case.result in spec.results else "",
        has_to_be_told=bool(case.result) and case.told_at is None and case.closed_at is None,
    )


def _one_does(steps: Sequence[StepShown], effect: str, argument: str) -> bool:
    return any(shown.is_open and shown.step.brings(effect, argument) for shown in steps)


def person_shown(person: Person, tongue: Tongue) -> PersonShown:
    return PersonShown(
        name=person.name,
        phone=tongue.phone(person.phone),
        email=person.email,
        address=person.address,
        language=words.word(words.LANGUAGES, person.language),
        prefers=words.word(words.PREFERENCES, person.preferred_channel),
        identity_kind=words.word(words.IDENTITIES, person.identity_kind),
        identity=masked_identity(person.identity_number) if person.identity_number else "",
    )


def _tags(file: CasePage, state: str, at: datetime) -> list[Tag]:
    """Of a closed file its state is the one tag; of others it stands beside them."""
    case = file.case
    if case.closed_at:
        return [Tag("done", "check", state)]
    if case.held:
        return [Tag("hold", "pause", gettext("Waiting for the person"))]
    if case.due_at and case.due_at < at:
        return [Tag("late", "alert", gettext("Overdue"))]
    if case.risk_at and case.risk_at <= at:
        return [Tag("risk", "clock", gettext("At risk"))]
    return []


def _clock(
    shown: ClockShown, file: CasePage, extendable: frozenset[str], at: datetime, tongue: Tongue
) -> ClockBar:
    clock = shown.clock
    ended = clock.ended_at is not None
    risky = file.case.risk_at is not None and file.case.risk_at <= at and clock.due_at == file.case.due_at
    late = clock.state == "lapsed"
    closed = gettext("ended late") if late else gettext("kept")
    return ClockBar(
        code=clock.code,
        title=tongue.pick(shown.spec.title),
        time=closed if ended else time_words(shown.left, tongue.language, tongue.digits),
        kind=("late" if late else "on") if ended else bar_kind(shown.left, risky=risky),
        percent=round(shown.elapsed * 100),
        due=clock.due_at,
        why=explain(shown.reckoning, tongue.language, tongue.digits),
        reckoning=shown.reckoning,
        text=tongue.pick(shown.spec.text),
        ended=ended,
        extendable=clock.code in extendable,
        is_promise=shown.spec.public,
    )


def _step(shown: StepShown, file: CasePage, tongue: Tongue) -> StepButton:
    step = shown.step
    return StepButton(
        name=step.name,
        title=tongue.pick(step.title),
        hint=tongue.pick(step.hint),
        closed=_why_closed(shown, file, tongue),
        url=reverse("desk_step", args=[file.case.pk, step.name]),
    )


def _why_closed(shown: StepShown, file: CasePage, tongue: Tongue) -> str:
    """What the room of the guard says of it, else the pack's own hint, else what the guard waits for; or who
    may take the step.
    """
    if shown.others:
        roles = [tongue.pick(file.spec.roles[name].title) for name in shown.others]
        return gettext("Belongs to: %(roles)s") % {"roles": gettext(", ").join(roles)}
    if shown.missing is None:
        return ""
    if shown.missing.name == "document":
        paper = file.spec.documents.get(shown.missing.argument)
        title = tongue.pick(paper.title) if paper else shown.missing.argument
        return gettext("Missing on the file: %(paper)s") % {"paper": title}
    code = f"guard:{shown.missing.name}"
    if own := words_of_refusal(code):
        return str(own)
    standard = words.REFUSALS.get(code) or KNOWN.guards[shown.missing.name].words
    return tongue.pick(shown.step.hint) or str(standard)


def _asked(asked: Observation, file: CasePage, tongue: Tongue) -> AskedShown:
    """Staff who go on without the paper end the asking too: then the person has written and sent nothing."""
    items = [_item(item, file, tongue) for item in asked.items.all()]
    return AskedShown(
        round=asked.round,
        asked_at=asked.asked_at,
        by=asked.asked_by_name,
        words=asked.words,
        answer=asked.answer,
        ended_at=asked.answered_at,
        answered=bool(asked.answer) or any(item.given for item in items),
        items=items,
    )


def _telling(told: Telling) -> TellingLine:
    reached = None if told.message_id else told.reached
    channel = words.word(words.CHANNELS, told.channel)
    return TellingLine(told.at, told.by_name, told.to_name, channel, reached, told.words)


def _item(item: ObservationItem, file: CasePage, tongue: Tongue) -> AskedItem:
    paper = file.spec.documents.get(item.requirement)
    title = tongue.pick(paper.title) if paper else tongue.pick(item.title)
    words = ": ".join(part for part in (title, item.words) if part)
    return AskedItem(words, item.answered_at is not None, item.answer)


def _letter(letter: CaseLetter, file: CasePage, tongue: Tongue) -> LetterLine:
    named = file.spec.letters.get(letter.name) or file.spec.documents.get(letter.name)
    number = getattr(letter, "outgoing", None)
    return LetterLine(
        title=tongue.pick(named.title) if named else letter.name,
        url=reverse("desk_letter", args=[file.case.pk, letter.pk]),
        at=letter.at,
        number=number.number if number else "",
    )
