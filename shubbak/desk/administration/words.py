"""The words of administration: roles, kinds of units, refusals as sentences that say what to do."""

from django.db import IntegrityError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.accounts.rules import MandateRefused
from shubbak.cases.rules import Refused
from shubbak.catalogue.wording import WordingRefused
from shubbak.desk.words import Words
from shubbak.desk.words import refusal_words as of_files
from shubbak.documents.rules import FileRefused
from shubbak.documents.wording import refusal_words as of_papers
from shubbak.foundation.text import isolate_ltr
from shubbak.registry.rules import RegistryRefused

ROLES: Words = {
    "agent": pgettext_lazy("role", "Agent"),
    "head": pgettext_lazy("role", "Head of a unit"),
    "counter": pgettext_lazy("role", "Counter"),
    "director": pgettext_lazy("role", "Director"),
    "general_secretary": pgettext_lazy("role", "General secretary"),
    "complaints": pgettext_lazy("role", "Complaints unit"),
    "auditor": pgettext_lazy("role", "Auditor"),
    "administrator": pgettext_lazy("role", "Administrator"),
    "registrar": pgettext_lazy("role", "Registry clerk"),
}
ROLE_HINTS: Words = {
    "agent": _("Works on the files of a unit."),
    "head": _("Puts in charge, decides and signs for a unit."),
    "counter": _("Takes deposits in and tells people the result."),
    "director": _("Sees all files of the body."),
    "general_secretary": _("Arbitrates and supervises complaints."),
    "complaints": _("Classifies complaints and follows them."),
    "auditor": _("Reads everything and changes nothing."),
    "administrator": _("Units, accounts, roles, calendar, services: these pages."),
    "registrar": _("Enters letters in the registers and closes their days."),
}
UNIT_KINDS: Words = {
    "directorate": pgettext_lazy("unit", "Directorate"),
    "division": pgettext_lazy("unit", "Division"),
    "service": pgettext_lazy("unit", "Department"),
    "office": pgettext_lazy("unit", "Office"),
}
REFUSALS: Words = {
    "CircularUnits": _("A unit cannot stand under itself or under one of its own units."),
    "LastAdministrator": _("This is the last administrator: give the role to a colleague first."),
    "SamePerson": _("You proposed this version: a colleague publishes it."),
    "ProposalSettled": _("A colleague has published or dropped this proposal already."),
    "PackRefused": _("The pack has findings: nothing is published. Read them on its page."),
    "one_open_proposal_per_content": _("The same pack is proposed already."),
    "StandInAbsent": _("The colleague who would stand in is away during some of that time."),
    "StandsInMeanwhile": _(
        "The colleague stands in for somebody else in that time: choose another for them first."
    ),
    "WorksElsewhere": _("The colleague has no role of the work in this unit: give the role first."),
    "absent_once_at_a_time": _("An absence of the colleague is noted already during some of that time."),
    "PaletteUnreadable": _(
        "These colours cannot be read on each other, or the accent is red or amber: choose others."
    ),
    "NoSuchFile": _("No file bears this number."),
    "FileOpen": _("The file is open: it is answered and closed first."),
    "FileErased": _("The contents of this file are erased already."),
    "FileHeld": _("The file is held: lift the hold first."),
    "FileListed": _("The file stands on a list already."),
    "ListSettled": _("A colleague has settled this list already."),
    "VisaGiven": _("You have given your visa: a colleague gives the second."),
    "HoldLifted": _("A colleague has lifted the hold already."),
    "PeriodOver": _("The end must come after the beginning, and after now."),
    "one_head_per_unit": _("The unit has the position of a head already."),
    "appointed_once_at_a_time": _("The colleague holds this position already during some of that time."),
    "appointment_ends_after_it_starts": _("The end must come after the beginning."),
    "one_label_of_a_word": _("There is a label with this word already."),
    "one_filter_of_a_name": _("You keep a list under this name already: choose another name."),
    "grant_ends_after_it_starts": _("The end must come after the beginning."),
}
_TAKEN = _("A colleague has just written the same. Read the page again, then decide.")


WORDINGS: Words = {
    "empty": _("Write the text, and the title; a text message too where the letter has one."),
    "unknown_place": _("There is no such place: %(names)s. Use those that are listed."),
    "lost_place": _("The text must keep what the letter is for: %(names)s."),
    "stray_brace": _("A brace stands alone. Places are written like {number}."),
}


def wording_refusal(refused: WordingRefused) -> str:
    """Why a text with places is not kept."""
    names = ", ".join(f"{{{name}}}" for name in refused.names)
    return str(WORDINGS[refused.code]).replace("%(names)s", isolate_ltr(names))


MANDATES: Words = {
    "not_yours": _("Your role does not check mandates."),
    "settled": _("A colleague has settled this mandate already."),
    "no_file": _("There is no file under that number, among those that you may see."),
    "under_one": _("This file is under a mandate already."),
    "known": _("There is a mandate already for this address. End it first, to change it."),
    "ends_before_it_starts": _("The last day lies before the first."),
    "over_already": _("The last day of this mandate is over."),
    "owner_of_person": _("Only an institution has somebody who says who else acts for it."),
}


REGISTRY: Words = {
    "takes_no_letters": _("Services keep this register: no letter is entered in it by hand."),
    "reason_missing": _("Write the reason."),
    "already_annulled": _("This entry is annulled already."),
    "not_sealed": _("This letter is not sealed."),
    "day_not_over": _("This day has not come yet."),
    "day_closed": _("A colleague has closed this day already."),
    "signed_already": _("The line under this day is signed already."),
    "two_people": _("Whoever closed the day does not sign beneath it: somebody else must."),
}


def refusal_words(refused: Exception) -> Promise | str:
    """Why the domain or the database said no."""
    if isinstance(refused, WordingRefused):
        return wording_refusal(refused)
    if isinstance(refused, Refused):
        return of_files(refused)
    if isinstance(refused, FileRefused):
        return of_papers(refused)
    if isinstance(refused, MandateRefused):
        return MANDATES.get(refused.code, _TAKEN)
    if isinstance(refused, RegistryRefused):
        return REGISTRY.get(refused.code, _TAKEN)
    name = type(refused).__name__
    if isinstance(refused, IntegrityError):
        told = getattr(refused.__cause__, "diag", None)
        name = getattr(told, "constraint_name", None) or ""
    return REFUSALS.get(name, _TAKEN)
