"""The quotation is ready, and the centre tells the applicant: from then on it holds, and is to be paid."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shubbak.cases.actions.history import remember
from shubbak.cases.extension import Detail, Occasion
from shubbak.cases.models import Case, CaseEvent
from shubbak.cases.queries.tracking import TOLD_OF_IT
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import Effect

QUOTED = "quotation_made"
WAYS = {"phone": _("By telephone"), "message": _("By message"), "visit": _("In person")}


def telling(case: Case, at: datetime) -> Sequence[Detail]:  # noqa: ARG001  the shape of a question
    """How the applicant was told."""
    choices = [(code, str(words)) for code, words in WAYS.items()]
    return [
        Detail("way", _("How were they told?"), "choice", choices=choices),
        Detail("said", _("What was said, to whom"), is_required=False),
    ]


def is_told(occasion: Occasion, _argument: str) -> bool:
    return occasion.facts.details.get("way", "") in WAYS


def note_quotation(occasion: Occasion, _effect: Effect) -> None:
    """Keep the amounts of the step: they are asked for once the applicant was told of them."""
    asked = {f"amount_{fee}": amount for fee, amount in occasion.facts.amounts.items()}
    facts = {"amount": occasion.facts.amount, **asked}
    remember(occasion.case, QUOTED, actor=occasion.actor, at=occasion.at, facts=facts)


def recall_quotation(occasion: Occasion, _effect: Effect) -> None:
    """The amounts that were kept count as given with this step.

    :raises Refused: ``guard:amount`` where none were kept.
    """
    kept = CaseEvent.objects.filter(case=occasion.case, what=QUOTED).order_by("at", "id").last()
    if kept is None:
        raise Refused("guard:amount")
    asked = {
        name.removeprefix("amount_"): int(amount)
        for name, amount in kept.facts.items()
        if name.startswith("amount_")
    }
    occasion.facts = replace(occasion.facts, amount=int(kept.facts["amount"]), amounts=asked)


def note_told(occasion: Occasion, _effect: Effect) -> None:
    """When and how the applicant was told stands on the page of the file, for them too; not the words."""
    given = occasion.facts.details
    remember(
        occasion.case,
        TOLD_OF_IT,
        actor=occasion.actor,
        at=occasion.at,
        words=given.get("said", ""),
        public=True,
        facts={"way": given["way"]},
    )
