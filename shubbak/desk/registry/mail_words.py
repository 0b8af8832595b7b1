"""The words of what came by e-mail."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.desk.words import Words

REASONS: Words = {
    "spam": pgettext_lazy("message", "Advertising or fraud"),
    "not_for_us": pgettext_lazy("message", "Meant for another body"),
    "twice": pgettext_lazy("message", "Came twice"),
    "empty": pgettext_lazy("message", "Without contents"),
}
PROBLEMS: Words = {
    "too_big": _("Larger than 25 MB: only its head was fetched. Read it in the mailbox itself."),
    "headers_too_long": _("Its head is longer than any honest message needs."),
    "too_many_parts": _("It has more than a hundred parts."),
    "too_deep": _("Messages lie within messages, more than ten deep."),
    "unreadable": _("It is damaged, or was made to exhaust whoever opens it."),
}
LOOKS: Words = {
    "away": _("The mail server does not answer."),
    "refused": _("The mail server refuses the name, the password or the folder."),
    "no_password": _("The operator has not laid down the password of the mailbox yet."),
    "not_allowed": _("The operator does not allow this mail server any more."),
    "no_such_register": _("The body keeps no incoming register."),
}
"""Why the last look into the mailbox failed."""
STATES: Words = {
    "waiting": pgettext_lazy("message in the tray", "Waiting"),
    "joined": pgettext_lazy("message in the tray", "Laid into its file"),
    "passed": pgettext_lazy("message in the tray", "Left to the registry office"),
    "refused": pgettext_lazy("message in the tray", "Set aside"),
}
