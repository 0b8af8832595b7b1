"""A meter is checked for a fee: given back where it is false and exchanged, kept where it is right."""

import pytest

from shubbak.cases.charges.queries import charges_of
from shubbak.cases.models import CaseLetter
from shubbak.cases.rules import Refused
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.queries import balance_of_account, requests_to_decide
from shubbak.utility.subscriptions.models import Fitting
from tests.payments.ledger_of_test import paid
from tests.utility.journeys.files_of_test import CONTACT, file_of, offices, paper
from tests.utility.subscriptions.village import contract


@pytest.fixture
def checking(agency, at):
    """The fee is paid, the meter is being checked."""
    said = {"contract": contract(at).number, "doubt": "fast", "present": True}
    desk = file_of(offices(at), "meter-check", {**CONTACT, **said})
    desk.takes("take", "billing_agent")
    desk.takes("ask_fee", "billing_agent", amount=18_000, answer="أ")
    [fee] = charges_of(desk.case)
    paid(fee.payer, [(fee, fee.left)], desk.at)
    desk.takes("record_payment", "clock")
    desk.takes("order_check", "billing_agent", unit="water_network")
    yield desk
    assert list(audit.problems()) == []


def exchanged(desk, **changes):
    given = {
        "fitting": str(Fitting.objects.get().pk),
        "index_out": "1100",
        "serial": "WM-500",
        "dials": "5",
        "index": "2",
        "day": desk.at.date().isoformat(),
        **changes,
    }
    report = [paper("check_report")]
    return desk.takes("find_false", "network_agent", details=given, papers=report)


def test_a_false_meter_is_exchanged_and_the_fee_asked_back_by_two(checking):
    exchanged(checking)
    old, new = Fitting.objects.order_by("pk")
    assert (old.index_out, old.ends) == (1_100_000, checking.at.date())
    assert (new.meter.serial, new.index_in, new.point) == ("WM-500", 2_000, old.point)
    [asked] = requests_to_decide()
    assert (asked.amount, charges_of(checking.case).count()) == (18_000, 0)
    assert checking.takes("settle", "billing_agent", answer="أُلغيت فاتورتان.").result == "beyond"
    assert CaseLetter.objects.filter(case=checking.case, name="result").exists()


def test_the_fee_stays_where_the_meter_is_right(checking):
    report = [paper("check_report")]
    assert checking.takes("find_right", "network_agent", answer="سليم.", papers=report).result == "within"
    assert not requests_to_decide()
    assert -balance_of_account("revenue:MAD") == 18_000
    assert Fitting.objects.get().ends is None


def test_an_index_that_the_meter_cannot_show_is_refused(checking):
    with pytest.raises(Refused, match="subscriptions:beyond_the_dials"):
        exchanged(checking, index_out="123456789")
