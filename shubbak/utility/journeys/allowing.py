"""A bill swollen by a leak is reckoned again by the rule of the pack: proposed by one, granted by another."""

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import Effect, ServiceSpec
from shubbak.utility.bills.actions import decide_correction, propose_correction
from shubbak.utility.bills.allowing import AllowanceRule, Excess, allowed, is_too_soon, last_allowance
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
    years = spec.settings.get("years")  # versions before 1.3 have none
    return AllowanceRule(int(least), Excess(excess), int(share), int(years.value) if years else 0)


def propose_allowance(occasion: Occasion, _effect: Effect) -> None:
    """Somebody else grants it: until then the bill stays as it is.

    :raises Refused: where no bill is meant, it does not lie so far above the usual, or the last allowance is
        not so long ago.
    """
    bill = bill_of(occasion.case)
    if bill is None:
        raise Refused("subscriptions:no_such_bill", field="usual")
    _check_long_ago(occasion, bill, "usual")
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

    :raises Refused: of whoever proposed it; where another was granted meanwhile.
    """
    asked = _proposed(occasion)
    if asked is None:
        raise Refused("subscriptions:nothing_proposed", field="answer")
    if asked.decided_at is None:
        _check_long_ago(occasion, asked.bill, "answer")
        _decide(occasion, asked, is_granted=True)
    occasion.owed = asked.bill.total - asked.total


def drop_allowance(occasion: Occasion, _effect: Effect) -> None:
    """What waits to be granted is not."""
    asked = _proposed(occasion)
    if asked is not None and asked.decided_at is None:
        _decide(occasion, asked, is_granted=False)


def _check_long_ago(occasion: Occasion, bill: Bill, field: str) -> None:
    """Years are counted up to the day of the request: whoever waits for an answer neither gains nor loses."""
    asked_on = in_its_zone(occasion.case.opened_at).date()
    if is_too_soon(last_allowance(bill), asked_on, rule_of(occasion.spec)):
        raise Refused("subscriptions:allowed_lately", field=field)


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
