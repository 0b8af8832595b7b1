"""What is kept about a person, for what, how long, and who looked (law 09-08, art. 5 and 7)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case
from shubbak.catalogue.queries import services_listed, spec_of
from shubbak.foundation.localized import pick
from shubbak.foundation.text import count, masked_identity, shown_phone
from shubbak.people.models import Person
from shubbak.portal import pages
from shubbak.portal.filling.guide import kept_lines, spoken
from shubbak.privacy.models import FileLook
from shubbak.privacy.queries import Kept, kept_with

REQUESTS = "personal-data"
"""The service with which people ask for correction and erasure, where the body offers it."""


def kept_page(case: Case) -> pages.KeptPage:
    kept, spec = kept_with(case), spec_of(case.service_version)
    return pages.KeptPage(
        number=case.number,
        service=pick(spec.title, spoken()),
        people=[list(_described(person)) for person in kept.people],
        about=list(_about(kept)),
        keeping=list(kept_lines(spec, spoken())),
        until=kept.keeping.until if kept.keeping else None,
        is_held=kept.is_held,
        has_number=any(person.identity_number for person in kept.people),
        views=[pages.View(view.by, view.at) for view in kept.viewed],
        looks=[_look(look) for look in kept.looks],
        ask_url=_ask_url(),
        back=pages.Link(gettext("Back to the file"), reverse("file", args=[case.pk])),
    )


def _look(look: FileLook) -> pages.Look:
    times = count(look.times, "time", spoken(), current_agency().digits) if look.times > 1 else ""
    return pages.Look(look.staff.named_in(spoken()), look.day, times)


def _described(person: Person) -> Iterator[pages.Row]:
    """What one person wrote about themselves; their identity number as staff see it at first."""
    country = current_agency().country
    rows = (
        (gettext("Name"), person.name),
        (gettext("Identity number"), masked_identity(person.identity_number)),
        (gettext("Telephone"), shown_phone(person.phone, country) if person.phone else ""),
        (gettext("E-mail"), person.email),
        (gettext("Address"), person.address),
    )
    yield from (pages.Row(label, text) for label, text in rows if text)


def _about(kept: Kept) -> Iterator[pages.Row]:
    case, digits = kept.case, current_agency().digits
    yield pages.Row(
        gettext("What for"), gettext("To study this file, to answer it and to prove its deposit.")
    )
    yield pages.Row(gettext("Who reads it"), pick(case.unit.name, spoken()))
    yield pages.Row(gettext("Papers"), count(kept.papers, "document", spoken(), digits))
    yield pages.Row(gettext("Messages sent to you"), count(kept.messages, "message", spoken(), digits))


def _ask_url() -> str:
    offered = {spec.code for spec in services_listed()}
    return reverse("service", args=[REQUESTS]) if REQUESTS in offered else ""
