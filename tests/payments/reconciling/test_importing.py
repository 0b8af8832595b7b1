"""What a bank says, held against the ledger."""

from datetime import timedelta

import pytest

from shubbak.journal.rules import SYSTEM, Actor
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.models import Payment
from shubbak.payments.ledger.queries import balance_of_account, credit_of, dues_of
from shubbak.payments.ledger.references import rf_of
from shubbak.payments.reconciling.actions import declare_account, import_statements, settle_difference
from shubbak.payments.reconciling.models import Difference, Line
from shubbak.payments.reconciling.queries import open_differences, unknown_lines
from shubbak.payments.statements.camt import read
from tests.payments.ledger_of_test import DAY, bill, paid, payer
from tests.utility.subscriptions.institution import contracts_of, group

HEAD = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>{name}</Id>'
    "<Acct><Id><IBAN>MA64011519000001205000534921</IBAN></Id></Acct>{inside}</Stmt></BkToCstmrStmt></Document>"
)
BALANCE = (
    '<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="MAD">{amount}</Amt>'
    "<CdtDbtInd>CRDT</CdtDbtInd></Bal>"
)


def entry(amount, reference="", end_to_end="", text="", way="CRDT", bank="B1"):
    remittance = f"<Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd>" if reference else ""
    remittance += f"<Ustrd>{text}</Ustrd>" if text else ""
    refs = f"<Refs><EndToEndId>{end_to_end or 'NOTPROVIDED'}</EndToEndId></Refs>"
    details = f"<NtryDtls><TxDtls>{refs}<RmtInf>{remittance}</RmtInf></TxDtls></NtryDtls>"
    return (
        f'<Ntry><Amt Ccy="MAD">{amount / 100:.2f}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>{DAY}</Dt></BookgDt><AcctSvcrRef>{bank}</AcctSvcrRef>{details}</Ntry>"
    )


def said(at, *entries, name="S1", balances=""):
    """The bank says these entries; whether they were new."""
    content = HEAD.format(name=name, inside=balances + "".join(entries)).encode()
    return import_statements(content=content, statements=read(content), actor=SYSTEM, at=at, day=DAY)


@pytest.fixture(autouse=True)
def _money_is_whole_at_the_end(agency):
    yield
    assert list(audit.problems()) == []


def test_a_transfer_with_the_reference_of_a_bill_pays_it(agency, at):
    someone = payer(at)
    owed = bill(someone, 40_776, at)
    assert said(at, entry(40_776, reference=owed.rf))
    assert (dues_of(someone.pk), Line.objects.get().state) == (0, Line.State.RECEIVED)
    assert balance_of_account("bank:MA64011519000001205000534921:MAD") == 40_776


def test_a_transfer_under_the_number_of_a_group_pays_the_oldest_of_its_bills(agency, at):
    made = group(at)
    first, second = (each.holdings.get().payer for each in contracts_of(made))
    bill(first, 300, at)
    bill(second, 500, at, due_on=DAY - timedelta(days=30))
    said(at, entry(600, reference=rf_of(made.number)))
    assert (dues_of(first.pk), dues_of(second.pk), credit_of(made.payer_id)) == (200, 0, 0)


def test_what_a_group_paid_at_its_bank_is_not_taken_again(agency, at):
    made = group(at)
    payment = paid(made.payer, [], at, amount=600)
    said(at, entry(600, reference=rf_of(made.number)))
    assert (Line.objects.get().payment, Payment.objects.count()) == (payment, 1)


def test_a_reference_in_the_text_is_found_too(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    said(at, entry(100, text=f"FACTURE {owed.rf[:4]} {owed.rf[4:8]} {owed.rf[8:]}"))
    assert dues_of(someone.pk) == 0


def test_the_same_file_and_the_same_line_in_another_file_change_nothing(agency, at):
    someone = payer(at)
    line = entry(100, reference=bill(someone, 100, at).rf)
    assert said(at, line)
    assert not said(at, line)
    assert said(at, line, name="S2")
    assert (Payment.objects.count(), credit_of(someone.pk)) == (1, 0)


def test_two_lines_that_are_alike_are_two(agency, at):
    someone = payer(at)
    line = entry(100, reference=bill(someone, 100, at).rf)
    said(at, line, line)
    assert (Payment.objects.count(), credit_of(someone.pk)) == (2, 100)


def test_a_payment_that_the_bank_told_us_before_is_matched_and_not_taken_again(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    payment = paid(someone, [(owed, 100)], at, reference="TX9")
    said(at, entry(100, reference=owed.rf, end_to_end="TX9"))
    assert Line.objects.get().payment == payment
    assert (Payment.objects.count(), list(open_differences())) == (1, [])


def test_a_payment_is_matched_by_the_end_to_end_id_and_its_amount_compared(agency, at):
    someone = payer(at)
    first, second = (paid(someone, [], at, amount=100, reference=name) for name in ("TX1", "TX2"))
    said(at, entry(100, end_to_end="TX1"), entry(90, end_to_end="TX2", bank="B2"))
    [differs] = open_differences()
    assert (differs.kind, differs.payment, differs.ours, differs.theirs) == ("amount", second, 100, 90)
    assert first.bank_line.state == Line.State.MATCHED


def test_money_that_nobody_knows_waits_until_somebody_settles_it(agency, at):
    said(at, entry(100, text="merci"), entry(70, way="DBIT", bank="B2"))
    [line] = unknown_lines()
    [missing] = open_differences()
    assert (missing.kind, missing.line, missing.theirs) == ("missing_here", line, 100)
    settle_difference(difference_id=missing.pk, note="a gift", actor=Actor("staff", "amina"), at=at)
    assert (list(open_differences()), list(unknown_lines())) == ([], [])


def test_a_payment_that_does_not_show_is_missing_at_the_bank_until_it_does(agency, at):
    declare_account(
        iban="MA64011519000001205000534921",
        into="bank:attijari",
        source="bank:attijari",
        actor=SYSTEM,
        at=at,
    )
    paid(payer(at), [], at, amount=100, reference="TX1")
    later = entry(5, bank="B7").replace(str(DAY), str(DAY + timedelta(days=3)))
    balances = BALANCE.format(code="OPBD", amount="1.00") + BALANCE.format(code="CLBD", amount="1.05")
    said(at, later, balances=balances)
    assert {difference.kind for difference in open_differences()} == {"missing_here", "missing_there"}
    said(at, entry(100, end_to_end="TX1"), name="S2")
    assert {difference.kind for difference in open_differences()} == {"missing_here"}


def test_a_statement_that_does_not_add_up_is_kept_and_differs(agency, at):
    balances = BALANCE.format(code="OPBD", amount="1.00") + BALANCE.format(code="CLBD", amount="9.00")
    said(at, entry(70, way="DBIT"), balances=balances)
    [differs] = open_differences()
    assert (differs.kind, differs.ours, differs.theirs) == ("sum", 30, 900)
    assert Difference.objects.count() == Line.objects.count() == 1
