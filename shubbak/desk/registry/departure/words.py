"""The words of letters that leave."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.desk.words import Words

DRAFT_STATES: Words = {
    "draft": pgettext_lazy("letter", "Draft"),
    "for_visa": pgettext_lazy("letter", "Awaits visas"),
    "for_signature": pgettext_lazy("letter", "Awaits its signature"),
    "signed": pgettext_lazy("letter", "Signed"),
    "withdrawn": pgettext_lazy("letter", "Withdrawn"),
}
DRAFT_LOOKS = {
    "draft": "",
    "for_visa": "risk",
    "for_signature": "risk",
    "signed": "done",
    "withdrawn": "hold",
}
WAYS: Words = {
    "email": pgettext_lazy("way of a letter", "E-mail"),
    "post": pgettext_lazy("way of a letter", "Post"),
    "registered_post": pgettext_lazy("way of a letter", "Registered post"),
    "hand": pgettext_lazy("way of a letter", "Handed over against a signature"),
    "national_portal": pgettext_lazy("way of a letter", "On the national portal where it came in"),
    "exchange": pgettext_lazy("way of a letter", "Exchange between bodies"),
    "guest_link": pgettext_lazy("way of a letter", "Link for a standing correspondent"),
}
SENDING: Words = {
    "to_send": pgettext_lazy("letter", "to be sent"),
    "sent": pgettext_lazy("letter", "sent"),
    "delivered": pgettext_lazy("letter", "delivered"),
    "returned": pgettext_lazy("letter", "came back"),
}
SENDING_LOOKS = {"to_send": "", "sent": "", "delivered": "done", "returned": "risk"}
VISA_ROLES: Words = {
    "unit_head": pgettext_lazy("visa", "Head of the unit that writes"),
    "general_secretary": pgettext_lazy("visa", "General secretary"),
    "director": pgettext_lazy("visa", "Director"),
}
VISA_STATES: Words = {
    "waits": pgettext_lazy("visa", "not given yet"),
    "given": pgettext_lazy("visa", "given"),
    "refused": pgettext_lazy("visa", "sent back"),
}
REASONS: Words = {
    "message_dead": _("The message could not be delivered and was given up: look at the address."),
}
DRAFT_PROBLEMS: Words = {
    "subject": _("Write what the letter is about."),
    "body": _("Write the letter."),
    "secrecy": _("Choose one."),
}
