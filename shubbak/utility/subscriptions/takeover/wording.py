"""What is wrong with a row, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.utility.subscriptions.takeover.lines import MOST_LINES, Fault, NotSubscribers

WORDS: dict[str, Promise] = {
    "missing": _("nothing stands here, and it is needed"),
    "too_long": _("this is too long"),
    "not_one_of": _("this is none of the words that may stand here"),
    "not_a_number": _("this is not a number"),
    "not_a_day": _("this is not a day such as 2026-10-31 or 31/10/2026"),
    "not_a_phone": _("this is not a telephone number"),
    "not_an_amount": _("this is not an amount in this currency"),
    "not_yet": _("the last index must have been read before today"),
    "after_the_reading": _("the contract began after its last reading"),
    "dials_range": _("a meter shows 3 to 9 figures"),
    "beyond_the_dials": _("the meter cannot show this index"),
    "no_such_tariff": _("no tariff here has this code, or it stands twice"),
    "other_commodity": _("this tariff is for something else than what is delivered"),
    "other_use": _("the tariff is for another use"),
    "reference_taken": _("one of these references is of another contract here already"),
    "serial_known": _("a meter with this number is known here already"),
    "place_known": _("a place with this code is known here already"),
    "twice": _("this stands in the file a second time"),
}


def fault_line(fault: Fault) -> str:
    """Such as ``line 7, column meter: this stands in the file a second time (77-A)``."""
    told = {"line": fault.line, "column": fault.field, "why": WORDS[fault.code]}
    said = gettext("line %(line)d, column %(column)s: %(why)s") % told
    return f"{said} ({fault.said})" if fault.said else said


def refused_words(refused: NotSubscribers) -> str:
    """Why the table as a whole is none of subscribers."""
    if refused.code == "columns_missing":
        return gettext("These columns are missing: %(names)s.") % {"names": ", ".join(refused.missing)}
    if refused.code == "too_many_lines":
        return gettext("A file holds %(most)d contracts at most: part it.") % {"most": MOST_LINES}
    return gettext("The file is empty.")
