"""The account of a contract in words: bills, payments and channels."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.desk.words import Words

KINDS: Words = {
    "ordinary": pgettext_lazy("bill", "Ordinary"),
    "final": pgettext_lazy("bill", "Final"),
    "cancelling": pgettext_lazy("bill", "Cancelling"),
    "rectifying": pgettext_lazy("bill", "Rectifying"),
}
STANDINGS: Words = {
    "cancelled": pgettext_lazy("bill", "Cancelled"),
    "paid": pgettext_lazy("bill", "Paid"),
    "contested": pgettext_lazy("bill", "Contested"),
    "plan": pgettext_lazy("bill", "In instalments"),
    "late": pgettext_lazy("bill", "Past its day"),
    "open": pgettext_lazy("bill", "To be paid"),
    "none": pgettext_lazy("bill", "Asks nothing"),
}
CHANNELS: Words = {
    "card": pgettext_lazy("payment", "Card, online"),
    "app": pgettext_lazy("payment", "Bank, application"),
    "branch": pgettext_lazy("payment", "Bank, branch"),
    "atm": pgettext_lazy("payment", "Bank, machine"),
    "cash": pgettext_lazy("payment", "Cash"),
    "cheque": pgettext_lazy("payment", "Cheque"),
    "transfer": pgettext_lazy("payment", "Transfer"),
    "debit": pgettext_lazy("payment", "Direct debit"),
    "counter": pgettext_lazy("payment", "Window"),
}
COMMODITIES: Words = {
    "electricity": _("Electricity"),
    "water": _("Water"),
    "sewerage": _("Sewerage"),
}
