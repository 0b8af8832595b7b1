"""Your bill is ready, as a message; with its paper where the holder wants no other."""

from uuid import UUID

from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency
from shubbak.documents.paper import render as printed
from shubbak.foundation.localized import pick
from shubbak.foundation.text import amount, isolate, isolate_ltr, long_date
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Attached, Rendered, Withdrawn
from shubbak.utility.bills.actions.telling import BILL
from shubbak.utility.bills.actions.writing import words_of
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.paper import bill_address, bill_sheet
from shubbak.utility.bills.shown import standing_of
from shubbak.utility.subscriptions.rules import print_contract_number


def render_ready(message: Message) -> Rendered:
    """What is owed, by when, and where the bill is seen.

    :raises Withdrawn: if it was cancelled before the message left.
    """
    known = Bill.objects.select_related("contract__point", "holding__person")
    bill = known.filter(pk=UUID(message.about_id)).first()
    if bill is None or standing_of(bill).cancelled_by:
        raise Withdrawn
    said = _said(bill, message.language)
    text = gettext(
        "Dear %(name)s,\n\n%(bill)s of contract %(contract)s is ready: %(amount)s, to be paid by %(day)s.\n\n"
        "See it, pay it or contest it here:\n\n%(link)s"
    )
    short = gettext("%(agency)s: %(bill)s, contract %(contract)s: %(amount)s by %(day)s. %(link)s")
    return Rendered(
        subject=gettext("Your bill is ready: %(amount)s by %(day)s") % said,
        text=text % said,
        short=short % said,
        sender_name=current_agency().localized_name(message.language),
        attached=[_paper(bill)] if bill.contract.paperless and message.channel == "email" else [],
    )


def _said(bill: Bill, language: str) -> dict[str, str]:
    agency = current_agency()
    total = max(bill.total, 0)
    return {
        "agency": isolate(agency.localized_name(language)),
        "name": isolate(bill.holding.person.name),
        "bill": isolate(pick(words_of(bill.period), language)),
        "contract": isolate_ltr(print_contract_number(bill.contract.number)),
        "amount": isolate(amount(total, bill.currency, language, agency.country, agency.digits)),
        "day": isolate(long_date(bill.due_on, language, agency.country, agency.digits)),
        "link": isolate_ltr(_link(bill)),
    }


def _link(bill: Bill) -> str:
    """As people read an address; the code is the same in small letters and in capitals."""
    head, code = bill_address(bill, current_agency()).rsplit("/", 1)
    return f"{head.lower()}/{code}"


def _paper(bill: Bill) -> Attached:
    agency = current_agency()
    sheet = bill_sheet(bill, agency)
    return Attached(sheet.name, "application/pdf", printed(sheet, agency))


register_template_source(BILL, render_ready)
