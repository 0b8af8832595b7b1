"""Whoever owes, by the square on their bill: the reader of a till types its address."""

from datetime import datetime

from shubbak.agencies.queries import current_agency
from shubbak.payments.ledger.finding import Debtor, register_finder
from shubbak.utility.bills.paper import bill_of_code

_WORDS = {"ar": "فاتورة", "fr": "Facture", "en": "Bill"}


def find_by_square(text: str, _at: datetime) -> Debtor | None:
    """The holder for whom the bill was made, by the address that its square holds."""
    before, _, code = text.strip().upper().rpartition("/B/")
    bill = bill_of_code(code, current_agency()) if before else None
    if bill is None:
        return None
    return Debtor(bill.holding.payer_id, bill.number, _WORDS, bill.holding.person.name)


register_finder(find_by_square)
