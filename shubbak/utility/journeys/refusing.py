"""What the rooms below refuse, as a file refuses it: at the box of the form that it is about."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shubbak.cases.rules import Refused
from shubbak.payments.ledger.rules import LedgerRefused
from shubbak.utility.bills.rules import BillRefused
from shubbak.utility.prepaid.vending.rules import VendingRefused
from shubbak.utility.subscriptions.rules import SubscriptionRefused

WORDS: dict[str, Promise] = {
    "subscriptions:other_commodity": _("This meter counts something else."),
    "subscriptions:meter_elsewhere": _("This meter stands at another place."),
    "subscriptions:no_place": _("No place is known by this meter or contract: it needs a connection."),
    "guard:place_free": _(
        "Somebody still has a contract at this place. Once it has ended the request goes on; or refuse it."
    ),
    "subscriptions:other_meter": _("Another meter stands at this place."),
    "subscriptions:beyond_the_dials": _("The meter cannot show this index."),
    "subscriptions:place_has_contract": _("This place has a contract already."),
    "subscriptions:before_it_began": _("This day lies before the contract, its holder or its terms began."),
    "subscriptions:still_to_come": _("This day is still to come: nobody can have read the meter on it."),
    "subscriptions:before_it_was_fitted": _("This day lies before the meter was put up."),
    "subscriptions:contract_closed": _("This contract has ended already."),
    "subscriptions:no_contract": _("No contract has the number that stands in the file."),
    "subscriptions:already_removed": _("This meter was taken down already."),
    "subscriptions:nothing": _("There is nothing to give back."),
    "subscriptions:not_enough_credit": _("So much is not there."),
    "subscriptions:nothing_to_share": _("No bill of this contract is owed that could be shared out."),
    "subscriptions:parts_differ": _("So little is left that it cannot be shared out like this."),
    "subscriptions:billed_before": _("This contract has its final bill already."),
    "subscriptions:no_price": _("A tariff of this contract has no price on this day."),
    "subscriptions:no_such_bill": _("The file names no bill of this contract: write its number or month."),
    "subscriptions:not_so_high": _("This bill does not lie so far above the usual."),
    "subscriptions:allowed_lately": _(
        "This customer had an allowance for a leak already; not so many years have gone by since."
    ),
    "subscriptions:proposed": _("A correction of this bill waits already for somebody to decide."),
    "subscriptions:nothing_proposed": _("Nothing waits to be granted: reckon the bill again first."),
    "subscriptions:own_proposal": _("You proposed it yourself: somebody else grants it."),
    "subscriptions:cancelled": _("This bill was corrected already."),
    "subscriptions:as_it_is": _("The bill would stay as it is."),
    "subscriptions:ends_before_it_begins": _("The last day that was asked for lies before the first."),
    "subscriptions:not_longer": _("This day is not later than the one agreed on."),
    "guard:billed_after_use": _(
        "No meter of this contract is billed after use: it is prepaid already, or has ended."
    ),
    "guard:nothing_contested": _("A bill of this contract is contested: the complaint is answered first."),
    "subscriptions:no_meter": _("No meter of this contract is billed after use."),
    "subscriptions:known_meter": _("This prepaid meter is known already: look at its plate."),
    "prepaid:drn": _("This is no number of a meter: look at its plate."),
    "prepaid:group": _("Write six figures."),
    "prepaid:tariff_index": _("Write two figures."),
    "prepaid:revision": _("Write a number from 1 to 9."),
    "subscriptions:below": _("The index is below the last one that was read."),
}
_REFUSALS = (SubscriptionRefused, LedgerRefused, BillRefused, VendingRefused)


@contextmanager
def at_field(field: str) -> Iterator[None]:
    """Whatever is refused inside is said at this box."""
    try:
        yield
    except _REFUSALS as refused:
        raise Refused(f"subscriptions:{refused.code}", field=field) from refused
