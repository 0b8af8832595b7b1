"""Why an arrear, an order or the list of a crew was refused."""

from django.utils.translation import gettext_lazy as _

from shubbak.desk.words import Words

REFUSED: Words = {
    "nothing_chosen": _("Choose at least one contract."),
    "day_passed": _("This day is over. Choose a later one."),
    "not_on_this_day": _(
        "Nobody is cut on this day: a day of rest, its eve, or a month that is spared. Choose another."
    ),
    "recorded_before": _("A colleague has noted already what became of this order."),
    "not_yet": _("It cannot have been made before it was ordered, nor in the future."),
    "protected_before": _("The contract is protected already."),
    "not_protected": _("The contract is not protected."),
    "reason": _("Give the reason."),
    "line_out_of_range": _("One of these lines cannot be: look at the hours and the amounts."),
    "no_such_order": _("No order has this number."),
    "outcome": _("Write done or not_done."),
    "done_on": _("The day cannot be read."),
    "hour": _("The hour cannot be read."),
    "index": _("The index cannot be read."),
    "remark": _("Say why it was not made."),
    "empty": _("This file is empty."),
    "columns_missing": _("This is not a list of orders: its columns are missing."),
    "too_many_lines": _("This list has too many lines."),
}
