"""A mandate as the desk reads it."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.accounts.models import Mandate
from shubbak.accounts.queries import in_force_among, mandate_of_case
from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case
from shubbak.catalogue.queries import services_listed
from shubbak.desk.shown.case import PersonShown, person_shown
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import Words, word
from shubbak.foundation.text import shown_phone

RIGHTS: Words = {
    "see": _("Looks at the files"),
    "deposit": _("Deposits, answers and looks at the files"),
    "owner": _("Deposits, and says who else acts for the institution"),
}
STATES: Words = {
    "asked": pgettext_lazy("mandate", "to be checked"),
    "invited": pgettext_lazy("mandate", "invited"),
    "refused": pgettext_lazy("mandate", "not accepted"),
    "in_force": pgettext_lazy("mandate", "in force"),
    "over": pgettext_lazy("mandate", "not in force"),
}
_LOOKS = {"asked": "risk", "invited": "risk", "in_force": "done", "refused": "late"}


@dataclass(frozen=True)
class MandateShown:
    """`look` is the tint of the state's tag; `services` are titles, none for all of them."""

    mandate: Mandate
    principal: PersonShown
    address: str
    right: str
    state: str
    look: str
    services: Sequence[str]
    asked: str
    decided: str


def mandates_shown(mandates: Iterable[Mandate], at: datetime) -> list[MandateShown]:
    found = list(mandates)
    alive = in_force_among(found, at)
    titles = {spec.code: tongue().pick(spec.title) for spec in services_listed()}
    return [_shown(mandate, state_of(mandate, alive), titles, at) for mandate in found]


def _shown(mandate: Mandate, state: str, titles: Mapping[str, str], at: datetime) -> MandateShown:
    speech = tongue()
    country = current_agency().country
    return MandateShown(
        mandate=mandate,
        principal=person_shown(mandate.principal, speech),
        address=shown_phone(mandate.address, country) if mandate.kind == "sms" else mandate.address,
        right=word(RIGHTS, mandate.right),
        state=word(STATES, state),
        look=_LOOKS.get(state, "hold"),
        services=[titles.get(code, code) for code in mandate.services] or [gettext("All services")],
        asked=speech.moment(mandate.asked_at, at),
        decided=speech.moment(mandate.decided_at, at) if mandate.decided_at else "",
    )


def mandate_of_file(case: Case, at: datetime) -> MandateShown | None:
    """The mandate under which a file was deposited or put."""
    found = mandate_of_case(case)
    return mandates_shown([found], at)[0] if found else None


def state_of(mandate: Mandate, alive: Container[UUID]) -> str:
    """``asked``, ``invited``, ``refused``, ``in_force`` or ``over``."""
    if mandate.ended_at is None and mandate.state != Mandate.State.ACCEPTED:
        return str(mandate.state)
    return "in_force" if mandate.pk in alive else "over"
