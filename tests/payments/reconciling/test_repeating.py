"""A notification (camt.054) tells of money at once, the statement of the day (camt.053) tells of it again."""

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.models import Payment
from shubbak.payments.ledger.queries import dues_of
from shubbak.payments.reconciling.actions import import_statements
from shubbak.payments.reconciling.models import Line
from shubbak.payments.reconciling.queries import open_differences
from shubbak.payments.statements.camt import read
from tests.payments.ledger_of_test import DAY, bill, payer
from tests.payments.reconciling.test_importing import BALANCE, HEAD, entry, said

WORDS = (
    ("camt.053", "camt.054"),
    ("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn"),
    ("<Stmt>", "<Ntfctn>"),
    ("</Stmt>", "</Ntfctn>"),
)
VERSIONS = ["02", "03", "04", "05", "06", "07", "08"]


@pytest.fixture(autouse=True)
def _money_is_whole_at_the_end(agency):
    yield
    assert list(audit.problems()) == []


def notified(at, *entries, version="08"):
    text = HEAD.format(name="N1", inside="".join(entries))
    for statement, notification in WORDS:
        text = text.replace(statement, notification)
    content = text.replace(".001.08", f".001.{version}").encode()
    return import_statements(content=content, statements=read(content), actor=SYSTEM, at=at, day=DAY)


def stated(at, *entries, sum_of):
    closing = f"{1 + sum_of / 100:.2f}"
    balances = BALANCE.format(code="OPBD", amount="1.00") + BALANCE.format(code="CLBD", amount=closing)
    return said(at, *entries, balances=balances)


def bare(amount):
    """A batch of which the bank says the amount alone."""
    start, _, rest = entry(amount).partition("<NtryDtls>")
    return start + rest.partition("</NtryDtls>")[2]


def two_bills(at):
    someone = payer(at)
    return someone, bill(someone, 100, at), bill(someone, 50, at, reference="2026/000777")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_notification_of_each_version_pays_the_bill_that_it_names(agency, at, version):
    someone = payer(at)
    assert notified(at, entry(100, reference=bill(someone, 100, at).rf), version=version)
    assert (dues_of(someone.pk), Line.objects.get().state) == (0, Line.State.RECEIVED)


def test_a_transfer_that_the_statement_tells_in_other_words_is_received_once(agency, at):
    someone = payer(at)
    rf = bill(someone, 100, at).rf
    notified(at, entry(100, reference=rf, end_to_end="E1"))
    stated(at, entry(100, text=f"VIR {rf}"), sum_of=100)
    assert Payment.objects.count() == 1
    assert [line.state for line in Line.objects.all()] == [Line.State.RECEIVED, Line.State.ANSWERED]


def test_parts_that_the_statement_tells_as_one_amount_make_no_difference(agency, at):
    someone, first, second = two_bills(at)
    notified(at, entry(100, reference=first.rf), entry(50, reference=second.rf))
    stated(at, bare(150), sum_of=150)
    assert (dues_of(someone.pk), Payment.objects.count(), list(open_differences())) == (0, 2, [])


def test_a_batch_that_nobody_knew_is_explained_by_its_parts(agency, at):
    someone, first, second = two_bills(at)
    stated(at, bare(150), sum_of=150)
    assert [each.kind for each in open_differences()] == ["missing_here"]
    notified(at, entry(100, reference=first.rf), entry(50, reference=second.rf))
    assert (dues_of(someone.pk), Payment.objects.count(), list(open_differences())) == (0, 2, [])


def test_parts_of_what_has_paid_something_pay_nothing_until_somebody_looks(agency, at):
    someone = payer(at)
    owed = bill(someone, 150, at)
    stated(at, entry(150, reference=owed.rf), sum_of=150)
    notified(at, entry(100, reference=owed.rf), entry(50, reference=owed.rf, end_to_end="E2"))
    assert (dues_of(someone.pk), Payment.objects.count()) == (0, 1)
    assert [each.theirs for each in open_differences()] == [100, 50]


def test_two_transfers_of_one_amount_stay_two(agency, at):
    someone, first, second = two_bills(at)
    notified(at, entry(50, reference=first.rf), entry(50, reference=second.rf))
    stated(at, entry(50, text="a"), entry(50, text="b"), entry(50, text="c"), sum_of=150)
    assert (dues_of(someone.pk), Payment.objects.count()) == (50, 2)
    assert [each.theirs for each in open_differences()] == [50]
