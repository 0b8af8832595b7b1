"""The words of the registry office."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = Mapping[str, Promise]

KINDS: Words = {
    "citizen": pgettext_lazy("sender", "Citizen"),
    "company": pgettext_lazy("sender", "Company"),
    "association": pgettext_lazy("sender", "Association"),
    "union": pgettext_lazy("sender", "Trade union"),
    "social_partner": pgettext_lazy("sender", "Social partner"),
    "administration": pgettext_lazy("sender", "Public administration"),
    "authority": pgettext_lazy("sender", "Local authority"),
    "ministry": pgettext_lazy("sender", "Ministry"),
    "court": pgettext_lazy("sender", "Court"),
    "other": pgettext_lazy("sender", "Other"),
}
CHANNELS: Words = {
    "hand": pgettext_lazy("channel of a letter", "By hand"),
    "post": pgettext_lazy("channel of a letter", "Post"),
    "registered_post": pgettext_lazy("channel of a letter", "Registered post"),
    "fax": pgettext_lazy("channel of a letter", "Fax"),
    "email": pgettext_lazy("channel of a letter", "E-mail"),
    "national_portal": pgettext_lazy("channel of a letter", "National portal"),
    "social": pgettext_lazy("channel of a letter", "Social networks"),
    "portal": pgettext_lazy("channel of a letter", "Portal of the body"),
    "internal": pgettext_lazy("channel of a letter", "Internal"),
    "exchange": pgettext_lazy("channel of a letter", "Exchange between bodies"),
    "outage": pgettext_lazy("channel of a letter", "Outage sheet"),
}
PRIORITIES: Words = {
    "normal": pgettext_lazy("priority", "Normal"),
    "urgent": pgettext_lazy("priority", "Urgent"),
    "very_urgent": pgettext_lazy("priority", "Very urgent"),
}
SECRECY: Words = {
    "open": pgettext_lazy("secrecy", "Ordinary"),
    "confidential": pgettext_lazy("secrecy", "Confidential"),
    "sealed": pgettext_lazy("secrecy", "Sealed envelope, not to be opened"),
}
LANGUAGES: Words = {
    "ar": pgettext_lazy("language", "Arabic"),
    "fr": pgettext_lazy("language", "French"),
    "en": pgettext_lazy("language", "English"),
}
EVENTS: Words = {
    "annotated": pgettext_lazy("letter", "Instruction"),
    "dispatched": pgettext_lazy("letter", "Sent to a unit"),
    "linked": pgettext_lazy("letter", "Linked to another letter"),
    "filed": pgettext_lazy("letter", "Laid into a file"),
    "annulled": pgettext_lazy("letter", "Annulled"),
    "archived": pgettext_lazy("letter", "Put into the archive"),
    "settled": pgettext_lazy("letter", "Filed: it needs no answer"),
}
MENTIONS: Words = {
    "attribution": pgettext_lazy("mention", "For action: it is theirs"),
    "follow_up": pgettext_lazy("mention", "For follow-up"),
    "communication": pgettext_lazy("mention", "To be read and sent back"),
    "information": pgettext_lazy("mention", "For information"),
    "all_purposes": pgettext_lazy("mention", "For all useful purposes"),
}
PLACES: Words = {
    "registry": _("The letter is at the registry office."),
    "on_the_way": _("The letter is on its way to %(unit)s since %(moment)s."),
    "with_unit": _("The letter is with %(unit)s since %(moment)s."),
}
STATES: Words = {
    "sent": pgettext_lazy("handover", "not accepted yet"),
    "accepted": pgettext_lazy("handover", "accepted"),
    "returned": pgettext_lazy("handover", "sent back"),
    "passed_on": pgettext_lazy("handover", "passed on"),
}
PROBLEMS: Words = {
    "name": _("Write who sends the letter."),
    "subject": _("Write what the letter is about."),
    "written_on": _("The date of the letter lies in the future."),
    "found_at": _("The declared arrival lies in the future."),
    "papers": _("A sealed envelope is entered unopened: it has no scan."),
    "national_reference": _("Name the national portal and its reference, or neither."),
}
FATES: Words = {
    "keep": pgettext_lazy("fate of letters", "Kept for good: handed over to the archives"),
    "eliminate": pgettext_lazy("fate of letters", "Eliminated"),
    "sample": pgettext_lazy("fate of letters", "A sample is kept, drawn by lot"),
}
LISTS: Words = {
    "open": pgettext_lazy("elimination list", "awaits its visa"),
    "approved": pgettext_lazy("elimination list", "approved"),
    "dropped": pgettext_lazy("elimination list", "dropped"),
    "done": pgettext_lazy("elimination list", "carried out"),
}
PAPERS: Words = {
    "scan": pgettext_lazy("paper of a letter", "Scan"),
    "stamped": pgettext_lazy("paper of a letter", "First page with the arrival stamp"),
    "searchable": pgettext_lazy("paper of a letter", "Copy with its text"),
    "enclosure": pgettext_lazy("paper of a letter", "Enclosure"),
    "proof": pgettext_lazy("paper of a letter", "Proof"),
    "sealed": pgettext_lazy("paper of a letter", "Sealed letter"),
}
PARCELS: Words = {
    "no_such_register": _("It keeps no register for incoming letters."),
    "letter_invalid": _("Its rules do not take this letter."),
}
"""Why another body of the installation could not enter a letter."""
MARKS = {
    "is_annulled": (pgettext_lazy("letter", "annulled"), "hold"),
    "is_late": (pgettext_lazy("letter", "found late"), "risk"),
    "is_answered": (pgettext_lazy("letter", "answered"), "done"),
    "is_settled": (pgettext_lazy("letter", "filed, needs no answer"), "hold"),
    "is_sealed": (pgettext_lazy("letter", "sealed"), "hold"),
    "is_of_outage": (pgettext_lazy("letter", "outage sheet"), "hold"),
}
"""What may be said of a line, by what is known of it, and in which tint."""


def percent(share: int) -> Decimal:
    """A share, given in letters of a thousand."""
    return Decimal(share) / 10
