"""What is owed of a contract, in instalments: agreed by a step, followed until paid or two are late."""

from collections.abc import Sequence

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case, CaseEvent
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import Effect
from shubbak.foundation.localized import Localized
from shubbak.foundation.text import amount, isolate, long_date
from shubbak.payments.ledger.models import Payable, Plan
from shubbak.payments.ledger.rules import INSTALMENT
from shubbak.utility.arrears.actions import share_out
from shubbak.utility.arrears.queries import rules_on
from shubbak.utility.arrears.rules import MOST_PARTS
from shubbak.utility.journeys.changing import named
from shubbak.utility.journeys.opening import note
from shubbak.utility.journeys.queries import PLANNED, holding_of
from shubbak.utility.journeys.refusing import at_field

LANGUAGES = ("ar", "fr", "en")


def are_agreed(occasion: Occasion, _argument: str) -> bool:
    """So many parts as the body has set."""
    return _given(occasion) in range(2, rules_on(in_its_zone(occasion.at).date()).parts + 1)


def are_more(occasion: Occasion, _argument: str) -> bool:
    return _given(occasion) in range(2, MOST_PARTS + 1)


def agree_parts(occasion: Occasion, _effect: Effect) -> None:
    """Each bill that is owed and not contested is asked in instalments; the letter names them (``{made}``).

    :raises Refused: where there is no such bill.
    """
    contract, parts = named(occasion), _given(occasion)
    held = holding_of(occasion.case, in_its_zone(occasion.at).date())
    with at_field("parts"):
        plans = (
            share_out(payer=held.payer_id, parts=parts, actor=occasion.actor, at=occasion.at) if held else []
        )
    if not plans:
        raise Refused("subscriptions:nothing_to_share", field="parts")
    note(occasion, PLANNED, contract, parts=parts, plans=" ".join(str(plan.pk) for plan in plans))
    asked = instalments_for(occasion.case)
    occasion.owed, occasion.made = sum(part.left for part in asked), _words(asked)


def is_kept(occasion: Occasion, _argument: str) -> bool:
    """Nothing is left of what was agreed."""
    plans = plans_of(occasion.case)
    lapsed = any(plan.lapsed_at for plan in plans)
    return bool(plans) and not lapsed and not any(part.left for part in instalments_for(occasion.case))


def is_broken(occasion: Occasion, _argument: str) -> bool:
    return any(plan.lapsed_at for plan in plans_of(occasion.case))


def plans_of(case: Case) -> Sequence[Plan]:
    """The plans that the file has made."""
    said = CaseEvent.objects.filter(case=case, what=PLANNED).values_list("facts", flat=True)
    keys = [key for facts in said for key in str(facts["plans"]).split()]
    return list(Plan.objects.filter(pk__in=keys))


def instalments_for(case: Case) -> Sequence[Payable]:
    """The parts of them, paid ones too, in the order in which they are due."""
    parts = Payable.objects.filter(kind=INSTALMENT, origin__in=[plan.pk for plan in plans_of(case)])
    return list(parts.filter(cancelled_at=None).order_by("due_on", "reference"))


def _given(occasion: Occasion) -> int:
    parts = occasion.facts.details.get("parts", "")
    return int(parts) if parts.isdecimal() else 0


def _words(parts: Sequence[Payable]) -> Localized:
    """One line for each day."""
    agency, by_day = current_agency(), dict.fromkeys((part.due_on for part in parts), 0)
    for part in parts:
        by_day[part.due_on] += part.left
    return {
        language: "\n".join(
            f"- {isolate(long_date(day, language, agency.country, agency.digits))}: "
            f"{isolate(amount(left, agency.currency, language, agency.country, agency.digits))}"
            for day, left in by_day.items()
        )
        for language in LANGUAGES
    }
