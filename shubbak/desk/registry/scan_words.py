"""The words of scans that wait."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.desk.words import Words

SOURCES: Words = {
    "folder": pgettext_lazy("scan", "from the scanner"),
    "desk": pgettext_lazy("scan", "added at the desk"),
    "form": pgettext_lazy("scan", "chosen in the form"),
}
PROBLEMS: Words = {
    "unreadable": _("It could not be opened: damaged, closed by a password, or with more than 200 pages."),
    "infected": _("A harmful program was found in it."),
    "empty": _("Nothing is written on its pages."),
}
