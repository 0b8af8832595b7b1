"""Whoever owes, by the square on their bill: the reader of a till types its address."""

from datetime import datetime

from shubbak.agencies.queries import current_agency
from shubbak.payments.ledger.finding import Debtor, register_finder
from shubbak.utility.bills.grouped_paper import grouped_of_code
from shubbak.utility.bills.paper import bill_of_code
from shubbak.utility.subscriptions.finding import find_group

_WORDS = {"ar": "فاتورة", "fr": "Facture", "en": "Bill"}


def find_by_square(text: str, at: datetime) -> Debtor | None:
    """The holder for whom the bill was made, or the institution, by the address that its square holds."""
    before, _, code = text.strip().upper().rpartition("/B/")
    if not before:
        return None
    if told := grouped_of_code(code, current_agency()):
        return find_group(told.group.number, at)
    bill = bill_of_code(code, current_agency())
    if bill is None:
        return None
    return Debtor(bill.holding.payer_id, bill.number, _WORDS, bill.holding.person.name)


register_finder(find_by_square)
