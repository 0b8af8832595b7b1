"""More time for a contract that ends on a day: its advance is asked for first, as that of its first days."""

from datetime import date

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.charges.actions import charge, refund
from shubbak.cases.charges.queries import charge_of
from shubbak.cases.extension import Occasion
from shubbak.cases.models import CaseEvent
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import Effect
from shubbak.payments.ledger.actions import keep_guarantee
from shubbak.payments.ledger.actions.guarantees import ADVANCES
from shubbak.utility.journeys.changing import named
from shubbak.utility.journeys.lasting import agree, name_until, price_of
from shubbak.utility.journeys.opening import note
from shubbak.utility.journeys.queries import OFFERED
from shubbak.utility.journeys.refusing import at_field
from shubbak.utility.subscriptions.queries import holding_on

MORE = "more"
"""How a pack calls the advance of more time; each time that is given has one of its own."""


def offer_more(occasion: Occasion, _effect: Effect) -> None:
    """The contract goes on to a later day once the advance of the days between is paid (``{made}``,
    ``{amount}``).

    :raises Refused: of a day that is not later.
    """
    contract, until = named(occasion), date.fromisoformat(occasion.facts.details["until"])
    days = (until - contract.agreed_until).days if contract.agreed_until else 0
    if days < 1:
        raise Refused("subscriptions:not_longer", field="until")
    offers = CaseEvent.objects.filter(case=occasion.case, what=OFFERED).count()
    part, amount = f"{MORE}-{offers + 1}", price_of(occasion, days)
    if amount:
        options = {"amount": str(amount), "income": ADVANCES, "words": MORE}
        charge(occasion, Effect("charge", part, options))
    occasion.owed = amount
    name_until(occasion, contract, until)
    note(occasion, OFFERED, contract, until=until.isoformat(), part=part)


def prolong(occasion: Occasion, _effect: Effect) -> None:
    """The contract ends on the later day; what was paid for it joins the deposit."""
    offer = _last_offer(occasion)
    if offer is None:  # a pack before 1.1 asks for no advance
        agree(occasion, occasion.facts.details["until"], "until")
        return
    agree(occasion, str(offer["until"]), "until")
    _keep(occasion, str(offer["part"]))


def drop_offer(occasion: Occasion, _effect: Effect) -> None:
    """Not paid in time, or not wanted: it is asked for no more, and what was paid of it is paid back."""
    offer = _last_offer(occasion)
    found = charge_of(occasion.case, str(offer["part"])) if offer else None
    if found and found.left:
        refund(occasion, Effect("refund", found.part))


def _keep(occasion: Occasion, part: str) -> None:
    contract, day = named(occasion), in_its_zone(occasion.at).date()
    held, asked = holding_on(contract, day), charge_of(occasion.case, part)
    if held and asked and asked.paid:
        with at_field("until"):
            keep_guarantee(
                payer=held.payer_id,
                amount=asked.paid,
                about=f"contract:{contract.number}",
                actor=occasion.actor,
                at=occasion.at,
                day=day,
            )


def _last_offer(occasion: Occasion) -> dict[str, object] | None:
    events = CaseEvent.objects.filter(case=occasion.case, what=OFFERED).order_by("at", "id")
    found: dict[str, object] | None = events.values_list("facts", flat=True).last()
    return found
