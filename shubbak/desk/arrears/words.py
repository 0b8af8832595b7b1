"""Arrears in words: states, kinds of orders, outcomes, lines of the body."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.desk.words import Words

STEPS: Words = {
    "reminder": pgettext_lazy("arrears", "To be reminded"),
    "notice": pgettext_lazy("arrears", "To be given notice"),
    "cut": pgettext_lazy("arrears", "May be cut"),
}
STATES: Words = {
    "reminded": pgettext_lazy("arrear", "Reminded"),
    "noticed": pgettext_lazy("arrear", "Given notice"),
    "ordered": pgettext_lazy("arrear", "Cut ordered"),
    "cut": pgettext_lazy("arrear", "Supply cut"),
    "restoring": pgettext_lazy("arrear", "To be restored"),
    "ended": pgettext_lazy("arrear", "Ended"),
}
KINDS: Words = {
    "cut": pgettext_lazy("order", "Cut"),
    "reconnection": pgettext_lazy("order", "Reconnection"),
}
OUTCOMES: Words = {
    "": pgettext_lazy("order", "To be made"),
    "done": pgettext_lazy("order", "Made"),
    "not_done": pgettext_lazy("order", "Not made"),
    "withdrawn": pgettext_lazy("order", "Withdrawn"),
}
PROTECTIONS: Words = {
    "life_support": _("Somebody there depends on a medical device"),
    "protected": _("Protected by a text or a decision"),
    "public": _("A service that the public needs"),
}
LINES: Words = {
    "reminder_after": _("Days after the last day to pay until the reminder"),
    "notice_after": _("Days after the reminder until the notice"),
    "cut_after_notice": _("Days of notice at least before a cut"),
    "notice_holds": _("Days for which a notice holds"),
    "least": _("Least amount for which notice is given"),
    "from_hour": _("Nobody is cut before this hour"),
    "until_hour": _("Nobody is cut after this hour"),
    "cuts_on_eves": _("Cuts are made on the eve of days of rest"),
    "ramadan_spares": _("Whom Ramadan spares"),
    "reconnect_hours": _("Hours within which a supply is restored"),
    "fee": _("Fee of a reconnection"),
    "parts": _("Instalments that a person may choose, at most"),
    "parts_up_to": _("Up to this amount a person takes instalments without asking"),
}
SPARED: Words = {
    "nobody": pgettext_lazy("Ramadan spares", "Nobody"),
    "homes": pgettext_lazy("Ramadan spares", "Homes"),
    "all": pgettext_lazy("Ramadan spares", "Everybody"),
}
