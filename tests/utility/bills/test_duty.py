"""What a bill bears when it is paid in cash, and how a till finds it by its square."""

from datetime import date

import pytest

from shubbak.agencies.queries import current_agency
from shubbak.payments.cashier.extension import duty_on
from shubbak.payments.ledger.finding import find_debtor
from shubbak.payments.ledger.queries import find
from shubbak.utility.bills.paper import bill_address
from shubbak.utility.tariffs.kernel import cash_duty_of
from shubbak.utility.tariffs.shelf import shelf
from tests.utility.bills.street import bill, issued, read
from tests.utility.subscriptions.village import contract


@pytest.fixture
def sent(agency, at):
    """A bill of water and sewerage."""
    opened = contract(at)
    read(opened, date(2024, 11, 30), 1028)
    issued("2024-11", at)
    return bill(opened, "2024-11")


def test_a_bill_bears_in_cash_what_its_tariffs_say(sent):
    asked = cash_duty_of(shelf()["ma-water-household"].on(sent.first), sent.total)
    assert duty_on(find(sent.number), sent.total) == asked == round(sent.total * 0.0025)
    assert duty_on(find(sent.number), 592_77) == 1_48


def test_a_till_finds_the_holder_by_the_square_of_the_bill(sent, at):
    found = find_debtor(bill_address(sent, current_agency()), at)
    assert (found.payer_id, found.number) == (sent.holding.payer_id, sent.number)
    assert find_debtor("https://elsewhere/b/20240000001AAAAAAAAAA", at) is None
