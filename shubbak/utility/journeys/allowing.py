"""A bill swollen by a leak is reckoned again by the rule of the pack: proposed by one, granted by another."""

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import Effect, ServiceSpec
from shubbak.utility.bills.actions import decide_correction, propose_correction
from shubbak.utility.bills.allowing import AllowanceRule, Excess, allowed
from shubbak.utility.bills.case_effects import bills_meant
from shubbak.utility.bills.models import Bill, Correction
from shubbak.utility.journeys.opening import WHOLE
from shubbak.utility.journeys.refusing import at_field


def is_reckoned(occasion: Occasion, _argument: str) -> bool:
    return bool(occasion.facts.details.get("usual"))


def bill_of(case: Case) -> Bill | None:
    """The bill that the person named, by its month or number."""
    found = bills_meant(case.answers)
    return found[0] if len(found) == 1 else None


def rule_of(spec: ServiceSpec) -> AllowanceRule:
    """What the body has decided, as the pack says it."""
    least, excess, share = (spec.settings[name].value for name in ("least", "excess", "share"))
    return AllowanceRule(int(least), Excess(excess), int(share))


def propose_allowance(occasion: Occasion, _effect: Effect) -> None:
    """Somebody else grants it: until then the bill stays as it is.

    :raises Refused: where no bill is meant, or it does not lie so far above the usual.
    """
    bill = bill_of(occasion.case)
    if bill is None:
        raise Refused("subscriptions:no_such_bill", field="usual")
    right = allowed(bill, int(occasion.facts.details["usual"]) * WHOLE, rule_of(occasion.spec))
    if right is None:
        raise Refused("subscriptions:not_so_high", field="usual")
    with at_field("usual"):
        propose_correction(
            bill=bill,
            right=right,
            reason=occasion.case.number,
            actor=occasion.actor,
            at=occasion.at,
            file=occasion.case.pk,
        )


def grant_allowance(occasion: Occasion, _effect: Effect) -> None:
    """The bill is cancelled, and what is right takes its place; the letter says how much less (``{amount}``).

    :raises Refused: of whoever proposed it.
    """
    asked = _proposed(occasion)
    if asked is None:
        raise Refused("subscriptions:nothing_proposed", field="answer")
    if asked.decided_at is None:
        _decide(occasion, asked, is_granted=True)
    occasion.owed = asked.bill.total - asked.total


def drop_allowance(occasion: Occasion, _effect: Effect) -> None:
    """What waits to be granted is not."""
    asked = _proposed(occasion)
    if asked is not None and asked.decided_at is None:
        _decide(occasion, asked, is_granted=False)


def _proposed(occasion: Occasion) -> Correction | None:
    """The last one of the file that nobody has refused."""
    known = Correction.objects.filter(file=occasion.case.pk).exclude(is_granted=False)
    return known.select_related("bill").order_by("asked_at").last()


def _decide(occasion: Occasion, asked: Correction, *, is_granted: bool) -> None:
    with at_field("answer"):
        decide_correction(
            correction_id=asked.pk,
            is_granted=is_granted,
            answer=occasion.facts.reason or occasion.case.number,
            on=in_its_zone(occasion.at).date(),
            actor=occasion.actor,
            at=occasion.at,
        )
