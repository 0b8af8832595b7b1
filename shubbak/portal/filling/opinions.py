"""What each body said of a file, for the person whose file it is: bodies by name, never their members."""

from django.utils.translation import get_language

from shubbak.cases.models import Case
from shubbak.catalogue.queries import spec_of
from shubbak.foundation.localized import pick
from shubbak.planning.sittings.case_effects import CIRCULATE
from shubbak.planning.sittings.models import Opinion, Reservation
from shubbak.planning.sittings.queries import last_item, standing_opinions
from shubbak.planning.sittings.wording import LOOKS, VALUES
from shubbak.portal.pages.parts import OpinionSaid, ReservationSaid


def opinions_said(case: Case) -> list[OpinionSaid]:
    """Those of the last sitting that was closed. A file of a service without committee costs no question."""
    spec = spec_of(case.service_version)
    goes_round = any(effect.name == CIRCULATE for step in spec.steps.values() for effect in step.effects)
    item = last_item(case) if goes_round else None
    return [_said(opinion) for opinion in standing_opinions(item)] if item else []


def _said(opinion: Opinion) -> OpinionSaid:
    return OpinionSaid(
        body=pick(opinion.body.name, get_language() or "ar"),
        value=str(VALUES[opinion.value]),
        look=LOOKS[opinion.value],
        reasons=opinion.reasons,
        reservations=[_reservation(each) for each in opinion.reservations.all()],
    )


def _reservation(reservation: Reservation) -> ReservationSaid:
    lifting = getattr(reservation, "lifting", None)
    if lifting is None:
        return ReservationSaid(reservation.words, is_lifted=False)
    paper = lifting.paper.document.name if lifting.paper else ""
    return ReservationSaid(reservation.words, is_lifted=True, lifted=lifting.words or paper)
