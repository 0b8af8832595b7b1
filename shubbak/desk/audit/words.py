"""The journal's acts in words."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.desk.words import EVENTS, Words, word

AREAS: Words = {
    "case.": pgettext_lazy("journal", "Files"),
    "registry.": pgettext_lazy("journal", "Registers"),
    "person.": pgettext_lazy("journal", "Persons and their identity"),
    "message.": pgettext_lazy("journal", "Messages"),
    "export.": pgettext_lazy("journal", "Exports"),
    "staff.": pgettext_lazy("journal", "Accounts and sign-ins"),
    "role.": pgettext_lazy("journal", "Roles"),
    "unit.": pgettext_lazy("journal", "Units"),
    "position.": pgettext_lazy("journal", "Positions"),
    "duty.": pgettext_lazy("journal", "Turns of duty"),
    "service.": pgettext_lazy("journal", "Services"),
    "calendar.": pgettext_lazy("journal", "Calendar"),
    "announcement.": pgettext_lazy("journal", "Announcements"),
    "body.": pgettext_lazy("journal", "The body's words and colours"),
    "audit.": pgettext_lazy("journal", "Audit"),
    "journal.": pgettext_lazy("journal", "The journal itself"),
}
ACTS: Words = {
    "audit.consulted": _("Searched the record"),
    "body.coloured": _("Changed the body's colours"),
    "body.described": _("Changed the body's words"),
    "calendar.day_decided": _("Decided a day of the calendar"),
    "calendar.season_decided": _("Decided the hours of a season"),
    "case.deposited": _("Deposited a file"),
    "case.rated": _("Rated the service"),
    "duty.ended": _("Ended a turn of duty"),
    "duty.given": _("Gave a turn of duty"),
    "export.begun": _("Asked for an export"),
    "export.ended": _("The export ended"),
    "journal.erased": _("Erased personal data of lines"),
    "journal.key": _("First use of a signing key"),
    "person.corrected": _("Corrected how a person is reached"),
    "person.identity_revealed": _("Read an identity number"),
    "position.opened": _("Opened a position"),
    "registry.annotated": _("Annotated an entry"),
    "registry.annulled": _("Annulled an entry"),
    "registry.entered": _("Entered in a register"),
    "registry.register_declared": _("Declared a register"),
    "role.granted": _("Gave a role"),
    "role.withdrawn": _("Withdrew a role"),
    "service.published": _("Published a version of a service"),
    "service.proposed": _("Proposed a version of a service"),
    "service.retired": _("Retired a service"),
    "service.offered_again": _("Offered a service again"),
    "staff.absence_ended": _("Ended an absence"),
    "staff.absence_noted": _("Noted an absence"),
    "staff.account_closed": _("Closed an account"),
    "staff.appointed": _("Gave a position"),
    "staff.appointment_ended": _("Ended a position"),
    "staff.enlisted": _("Opened an account"),
    "staff.invited": _("Sent a link to a password"),
    "staff.password_changed": _("Changed a password"),
    "staff.second_factor_changed": _("Changed a second step"),
    "staff.second_factor_reset": _("Reset a second step"),
    "staff.sign_in_failed": _("A sign-in was refused"),
    "staff.signed_in": _("Signed in"),
    "staff.signed_out": _("Signed out"),
    "unit.described": _("Changed the words of a unit"),
    "unit.moved": _("Moved a unit"),
    "unit.opened": _("Opened a unit"),
}


def act_words(what: str) -> str:
    """An act in words; a step of a pack, or an act that has none here, by its area and name."""
    if what in ACTS:
        return str(ACTS[what])
    area, _dot, name = what.partition(".")
    if area == "case" and name in EVENTS:
        return word(EVENTS, name)
    known = AREAS.get(f"{area}.")
    return gettext("%(area)s: %(act)s") % {"area": known, "act": name} if known else what
