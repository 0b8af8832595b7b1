"""What the person does on their file besides answering, withdrawing and opening it again."""

from collections.abc import Sequence
from datetime import datetime

from shubbak.cases.actions.advance import advance, load
from shubbak.cases.actions.asking import lay
from shubbak.cases.actions.effects import notify_in_charge, notify_staff, recipients
from shubbak.cases.actions.history import remember
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case, CaseEvent
from shubbak.cases.queries.silence import silent_clock
from shubbak.cases.rules import PaperFacts, Refused, StepFacts
from shubbak.catalogue.queries import spec_of
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor, Fact


@action
def take_own_step(
    *, case: Case, step: str, words: str, actor: Actor, at: datetime, papers: Sequence[PaperFacts] = ()
) -> Case:
    """The person takes a step that the pack gives to them, with words and papers.

    :raises Refused: ``step_closed``, ``guard:reason``, ``guard:document``, ``changed_meanwhile``.
    """
    fresh = load(case)
    own = spec_of(fresh.service_version).further_steps(fresh.state, fresh.answers)
    if step not in {known.name for known in own}:
        raise Refused("step_closed", step=step, state=fresh.state)
    for paper in papers:
        laid = lay(fresh, paper.document_id, paper.requirement, "in", at)
        remember(fresh, "paper", actor=actor, at=at, public=True, facts={"sha256": laid.document.file_id})
    facts = StepFacts(reason=words, answer=words, papers=tuple(papers))
    return advance(case=fresh, step=step, actor=actor, at=at, facts=facts)


@action
def complain_of_silence(*, case: Case, words: str, actor: Actor, at: datetime) -> CaseEvent:
    """The person complains that the time to answer has passed. Those to whom the clock escalates are told,
    and whoever has the file; it decides nothing.

    :raises Refused: ``no_silence`` unless the promised time has run out, or after the first time in a round.
    """
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    fresh = load(case)
    late = silent_clock(fresh, at)
    if late is None:
        raise Refused("no_silence")
    occasion = Occasion(case=fresh, spec=spec_of(fresh.service_version), step="", actor=actor, at=at)
    told = {staff.pk: staff for to in late.escalate for staff in recipients(occasion, to.to)}
    for staff in told.values():
        notify_staff(occasion, staff, "silence_complained")
    notify_in_charge(fresh, "silence_complained", actor, at)
    facts: dict[str, Fact] = {"round": fresh.reopened, "clock": late.name}
    return remember(fresh, "silence_complained", actor=actor, at=at, words=words, public=True, facts=facts)
