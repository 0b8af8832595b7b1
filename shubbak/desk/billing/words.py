"""States of runs and reasons to look at a draft, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.desk.words import Words

STATES: Words = {
    "begun": pgettext_lazy("run of bills", "Being reckoned"),
    "computed": pgettext_lazy("run of bills", "To be approved"),
    "approved": pgettext_lazy("run of bills", "Being issued"),
    "issued": pgettext_lazy("run of bills", "Issued"),
    "dropped": pgettext_lazy("run of bills", "Given up"),
}
FINDINGS: Words = {
    "no_terms": _("No tariff was agreed on for the day of the reading."),
    "no_holder": _("Nobody holds the contract on the day of the reading."),
    "no_price": _("The tariff has no prices for these days, or there is no such tariff."),
    "backwards": _("The readings do not make a quantity: look at the meter."),
    "negative": _("Less than nothing is asked: it becomes credit."),
    "large": _("An unusually large bill."),
    "long": _("Unusually many days."),
}
