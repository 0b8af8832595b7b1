"""Words of sittings: classes, opinions, states, kinds of bodies."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.desk.words import Words

CLASSES: Words = {
    "large": _("Large projects"),
    "small": _("Small projects"),
    "division": _("Divisions of land"),
}
STATES: Words = {
    "planned": pgettext_lazy("sitting", "Planned"),
    "convoked": pgettext_lazy("sitting", "Members are called"),
    "closed": pgettext_lazy("sitting", "Closed"),
    "cancelled": pgettext_lazy("sitting", "Cancelled"),
}
STATE_LOOKS = {"planned": "hold", "convoked": "risk", "closed": "done", "cancelled": "late"}
SEVERITIES: Words = {
    "major": pgettext_lazy("reservation", "Major"),
    "minor": pgettext_lazy("reservation", "Minor"),
}
KINDS: Words = {
    "commune": pgettext_lazy("body", "Commune"),
    "prefecture": pgettext_lazy("body", "Prefecture or province"),
    "urban_agency": pgettext_lazy("body", "Urban agency"),
    "civil_protection": pgettext_lazy("body", "Civil protection"),
    "telecom": pgettext_lazy("body", "Telecommunications"),
    "network_operator": pgettext_lazy("body", "Operator of networks"),
    "land_registry": pgettext_lazy("body", "Land registry"),
    "other": pgettext_lazy("body", "Other"),
}
WAYS: Words = {
    "staff": _("By our own staff"),
    "guest": _("By a link, without an account"),
    "exchange": _("From another body of this installation"),
}
LANGUAGES: Words = {
    "ar": pgettext_lazy("language", "Arabic"),
    "fr": pgettext_lazy("language", "French"),
    "en": pgettext_lazy("language", "English"),
}
