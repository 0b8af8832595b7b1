"""Direct debit in words: states, why something is left out, what a bank says."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.desk.words import Words

STATES: Words = {
    "begun": pgettext_lazy("collection", "Waits to be approved"),
    "approved": pgettext_lazy("collection", "Approved, to be sent"),
    "sent": pgettext_lazy("collection", "With the bank"),
    "dropped": pgettext_lazy("collection", "Given up"),
}
DEBITS: Words = {
    "picked": pgettext_lazy("debit", "To be collected"),
    "left_out": pgettext_lazy("debit", "Left out"),
    "sent": pgettext_lazy("debit", "With the bank"),
    "accepted": pgettext_lazy("debit", "Accepted by the bank"),
    "booked": pgettext_lazy("debit", "Paid"),
    "refused": pgettext_lazy("debit", "Refused by the bank"),
    "returned": pgettext_lazy("debit", "Sent back"),
    "unanswered": pgettext_lazy("debit", "Given up: the bank said nothing"),
}
TAGS = {"booked": "done", "returned": "late", "left_out": "hold", "unanswered": "hold"}
FAULTS: Words = {
    "settled": _("It was paid meanwhile"),
    "cancelled": _("It is asked no more"),
    "contested": _("It is contested"),
    "not_due": _("It is not due by then"),
    "came_back": _("A bank sent it back before"),
    "ended": _("The mandate has ended"),
    "lapsed": _("The mandate was not used for 36 months"),
}
REASONS: Words = {
    "AC01": _("The account number is wrong"),
    "AC04": _("The account is closed"),
    "AC06": _("The account is blocked"),
    "AG01": _("This account takes no direct debits"),
    "AM04": _("Not enough money on the account"),
    "MD01": _("The bank knows no such mandate"),
    "MD06": _("The person asked for the money back"),
    "MD07": _("The holder of the account has died"),
    "MS02": _("The person refused it"),
    "MS03": _("The bank gives no reason"),
}
ENDINGS: Words = {
    "withdrawn": pgettext_lazy("mandate of debit", "Withdrawn by the person"),
    "replaced": pgettext_lazy("mandate of debit", "Replaced by a new one"),
    "closed": pgettext_lazy("mandate of debit", "The account is closed"),
    "unknown": pgettext_lazy("mandate of debit", "The bank does not know it"),
    "lapsed": pgettext_lazy("mandate of debit", "Not used for 36 months"),
}
