"""The words of the registry office."""

from collections.abc import Mapping

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
    "annulled": pgettext_lazy("letter", "Annulled"),
    "archived": pgettext_lazy("letter", "Put into the archive"),
}
PROBLEMS: Words = {
    "name": _("Write who sends the letter."),
    "subject": _("Write what the letter is about."),
    "written_on": _("The date of the letter lies in the future."),
    "found_at": _("The declared arrival lies in the future."),
    "papers": _("A sealed envelope is entered unopened: it has no scan."),
    "national_reference": _("Name the national portal and its reference, or neither."),
}
