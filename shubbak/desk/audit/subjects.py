"""What lines of the journal are about, as auditors read it: files by their number, with a link."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.cases.models import Case
from shubbak.cases.models.case import CaseQuerySet
from shubbak.catalogue.queries import services_known, spec_of
from shubbak.desk.shown.language import Tongue
from shubbak.desk.words import Words, word
from shubbak.insights.readings import files_of_lines
from shubbak.people.models import Staff, Unit

KINDS: Words = {
    "account": pgettext_lazy("subject", "Account of a person"),
    "agency": pgettext_lazy("subject", "The body"),
    "announcement": pgettext_lazy("subject", "Announcement"),
    "audit": pgettext_lazy("subject", "Audit"),
    "block": pgettext_lazy("subject", "Text for answers"),
    "calendar": pgettext_lazy("subject", "Calendar"),
    "case": pgettext_lazy("subject", "File"),
    "contact": pgettext_lazy("subject", "Question without a file"),
    "erasure": pgettext_lazy("subject", "List of what is to be erased"),
    "export": pgettext_lazy("subject", "Export"),
    "filter": pgettext_lazy("subject", "List kept under a name"),
    "handover": pgettext_lazy("subject", "Files handed over to"),
    "identity_check": pgettext_lazy("subject", "Check of who asks"),
    "invitation": pgettext_lazy("subject", "Invitation of"),
    "key": pgettext_lazy("subject", "Signing key"),
    "label": pgettext_lazy("subject", "Label"),
    "letter": pgettext_lazy("subject", "Letter"),
    "mandate": pgettext_lazy("subject", "Mandate"),
    "person": pgettext_lazy("subject", "Person"),
    "position": pgettext_lazy("subject", "Position"),
    "sign_in": pgettext_lazy("subject", "Code to sign in"),
    "staff": pgettext_lazy("subject", "Account"),
    "unit": pgettext_lazy("subject", "Unit"),
}
_PARTS: Words = {
    "journal": _("The journal"),
    "rights": _("Rights on a day"),
    "samples": _("Random samples"),
}
"""What of the audit was consulted."""
_NAMED = re.compile(r"([a-z_]+)[:/](.+)", re.DOTALL)
_OF_STAFF = ("handover", "invitation", "staff")


@dataclass(frozen=True)
class Subject:
    """`kind` in words where it says something; `url` where the reader may see more."""

    kind: str
    name: str
    url: str = ""


@dataclass(frozen=True)
class Subjects:
    """What a page of lines is about; asked once for all of them."""

    files: Mapping[str, Case]
    names: Mapping[str, str]

    def subject(self, about: str) -> Subject:
        file = self.files.get(about)
        if file is not None:
            return Subject(word(KINDS, "case"), file.number, reverse("desk_case", args=[file.pk]))
        kind, key = _parts(about)
        name = word(_PARTS, key) if kind == "audit" else self.names.get(about, key)
        return Subject(word(KINDS, kind), name)

    def step_title(self, about: str, step: str) -> Mapping[str, str]:
        """The title of a step of the service that the file follows; empty where there is none."""
        file = self.files.get(about)
        found = spec_of(file.service_version).steps.get(step) if file and step else None
        return found.title if found else {}


def subjects_of(abouts: Iterable[str], visible: CaseQuerySet, speech: Tongue) -> Subjects:
    """Five queries at most.

    :param visible: the files that the reader may see.
    """
    wanted = sorted(set(abouts))
    names = _staff(wanted, speech) | _units(wanted, speech) | _services(wanted, speech)
    return Subjects(files_of_lines(wanted, visible), names)


def _parts(about: str) -> tuple[str, str]:
    named = _NAMED.fullmatch(about)
    return (named[1], named[2]) if named else ("", about)


def _keys(wanted: Sequence[str], kinds: Sequence[str]) -> dict[str, str]:
    return {about: key for about in wanted for kind, key in [_parts(about)] if kind in kinds}


def _staff(wanted: Sequence[str], speech: Tongue) -> dict[str, str]:
    keys = {about: int(key) for about, key in _keys(wanted, _OF_STAFF).items() if key.isdecimal()}
    return _named(keys, Staff.objects.in_bulk(keys.values()), speech.name)


def _units(wanted: Sequence[str], speech: Tongue) -> dict[str, str]:
    keys = _keys(wanted, ["unit"])
    units = Unit.objects.in_bulk(keys.values(), field_name="code")
    return _named(keys, units, lambda unit: speech.pick(unit.name))


def _services(wanted: Sequence[str], speech: Tongue) -> dict[str, str]:
    bare = {about: about for about in wanted if _parts(about)[0] == "" and "/" not in about}
    known = {service.code: service for service in services_known()} if bare else {}
    return _named(bare, known, lambda service: speech.pick(spec_of(service.current).title))


def _named(keys: Mapping[str, Any], found: Mapping[Any, Any], name: Any) -> dict[str, str]:
    return {about: name(found[key]) for about, key in keys.items() if key in found}
