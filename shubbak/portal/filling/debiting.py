"""What is said of direct debit where a contract or a bill is seen: of the account its last four alone."""

from datetime import date, datetime

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.foundation.text import isolate_ltr, long_date
from shubbak.payments.debiting.models import Debit, Mandate
from shubbak.payments.debiting.queries import debit_under_way, last_return, mandate_on
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import open_payables
from shubbak.portal import pages
from shubbak.portal.filling.guide import spoken
from shubbak.portal.pages.contract import DebitShown
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.shown import standing_of
from shubbak.utility.subscriptions.models import Holding
from shubbak.utility.subscriptions.rules import print_contract_number


def debit_shown(holding: Holding, at: datetime, *, may_stop: bool) -> DebitShown | None:
    """Under which mandate the bills of a contract are debited, when next, and how that is stopped."""
    today = in_its_zone(at).date()
    mandate = mandate_on(holding.payer_id, today)
    if mandate is None:
        return None
    next_one = next((each for each in open_payables(holding.payer_id) if not each.held_since), None)
    return DebitShown(
        text=gettext("Your bills are debited from the account ending in %(last)s.") % _account(mandate),
        next_one=_when(next_one, today) if next_one else "",
        mandate=isolate_ltr(mandate.reference),
        stop_url=reverse("stop_debit", args=[holding.contract.number]) if may_stop else "",
    )


def stopping_page(form: Form, holding: Holding, mandate: Mandate) -> pages.FormPage:
    number = holding.contract.number
    intro = gettext(
        "Nothing more is debited from the account ending in %(last)s. You pay your bills in another way, each"
        " by its day. What the bank has already is still debited."
    )
    title = gettext("Contract %(number)s") % {"number": isolate_ltr(print_contract_number(number))}
    return pages.FormPage(
        title=gettext("Stop the direct debit"),
        intro=intro % _account(mandate),
        form=form,
        submit=gettext("Stop it"),
        back=pages.Link(title, reverse("contract", args=[number])),
        is_grave=True,
    )


def debit_notices(bill: Bill, today: date) -> list[pages.Notice]:
    """That it will be debited, or that the bank did not pay it."""
    payable = standing_of(bill).payable
    if payable is None or not payable.left or payable.held_since:
        return []
    if returned := last_return(payable.pk):
        return [_returned(returned)]
    found = debit_under_way(payable.pk)
    mandate = found.mandate if found else mandate_on(payable.payer_id, today)
    if mandate is None:
        return []
    title = gettext("It is paid by direct debit: you need do nothing")
    text = gettext("From the account ending in %(last)s.") % _account(mandate)
    return [pages.Notice(title, f"{_when(payable, today)} {text}", "", "calendar")]


def _when(payable: Payable, today: date) -> str:
    """On the day of its collection; without one it is collected once it is due."""
    found = debit_under_way(payable.pk)
    if found:
        return gettext("It will be debited on %(day)s.") % {"day": _day(found.collection.collect_on)}
    if payable.due_on > today:
        return gettext("It will be debited from %(day)s on.") % {"day": _day(payable.due_on)}
    return gettext("It will be debited in the next days.")


def _returned(debit: Debit) -> pages.Notice:
    said = {"day": _day(debit.back_on or debit.collection.collect_on)}
    title = gettext("The bank did not pay the direct debit")
    text = (
        gettext("It came back on %(day)s. Please pay the bill in another way; it is not debited again.")
        % said
    )
    return pages.Notice(title, f"{_reason(debit.reason)} {text}", "risk", "alert")


def _reason(code: str) -> str:
    """Without a word that reproaches anybody with something."""
    known = {
        "AM04": gettext("There was not enough money on the account that day."),
        "AC01": gettext("The number of the account is not right."),
        "AC04": gettext("The account at the bank is closed."),
        "AC06": gettext("The account is blocked."),
        "MD01": gettext("The bank does not know the mandate."),
        "MD06": gettext("The holder of the account asked for the money back."),
        "MS02": gettext("The holder of the account refused it."),
    }
    return known.get(code, gettext("The bank gave no reason that we know."))


def _account(mandate: Mandate) -> dict[str, str]:
    return {"last": isolate_ltr(mandate.last_four)}


def _day(day: date) -> str:
    agency = current_agency()
    return long_date(day, spoken(), agency.country, agency.digits)
