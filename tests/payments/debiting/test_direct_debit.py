"""Direct debits as banks want them: pain.008.001.08."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from lxml import etree

from shubbak.payments.debiting.direct_debit import NAMESPACE, Creditor, Debit, DebitRefused, Party, write
from shubbak.payments.ledger.references import rf_of

BODY = Creditor(Party("Régie & Eau", "MA64011519000001205000534921", "BCMAMAMC"), "MA98ZZZ0001")
PERSON = Party("أمينة العلوي", "FR1420041010050500013M02606")
ONE = Debit("D1", 40_776, PERSON, "M-1", date(2026, 1, 5), rf_of("2026/1"))
TWO = replace(ONE, end_to_end="D2", amount=24, mandate="M-2", is_first=True)
ORDER = {
    "CstmrDrctDbtInitn": ["GrpHdr", "PmtInf"],
    "GrpHdr": ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"],
    "PmtInf": [
        *("PmtInfId", "PmtMtd", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdColltnDt", "Cdtr", "CdtrAcct"),
        *("CdtrAgt", "ChrgBr", "CdtrSchmeId", "DrctDbtTxInf"),
    ],
    "DrctDbtTxInf": ["PmtId", "InstdAmt", "DrctDbtTx", "DbtrAgt", "Dbtr", "DbtrAcct", "RmtInf"],
}


def written(*debits, currency="MAD"):
    at, on = datetime(2026, 11, 17, 9, 0, tzinfo=UTC), date(2026, 12, 1)
    content = write(name="RUN1", creditor=BODY, debits=debits, currency=currency, collect_on=on, at=at)
    return etree.fromstring(content)


def texts(root, tag):
    return [element.text for element in root.iter(f"{{{NAMESPACE}}}{tag}")]


def test_elements_stand_in_the_order_of_the_standard():
    root = written(ONE, TWO)
    for tag, wanted in ORDER.items():
        for element in root.iter(f"{{{NAMESPACE}}}{tag}"):
            found = [etree.QName(child).localname for child in element]
            assert list(dict.fromkeys(found)) == wanted


def test_first_debits_and_later_ones_are_two_lots_that_add_up():
    root = written(ONE, TWO)
    assert texts(root, "SeqTp") == ["FRST", "RCUR"]
    assert texts(root, "NbOfTxs") == ["2", "1", "1"]
    assert texts(root, "CtrlSum") == ["408.00", "0.24", "407.76"]
    assert texts(root, "InstdAmt") == ["0.24", "407.76"]
    assert texts(root, "Ref") == [ONE.rf] * 2


def test_names_are_kept_in_their_letters_and_a_bank_may_be_unnamed():
    root = written(ONE)
    assert set(texts(root, "Nm")) == {"Régie & Eau", "أمينة العلوي"}
    assert texts(root, "BICFI") == ["BCMAMAMC"]
    assert "NOTPROVIDED" in texts(root, "Id")


@pytest.mark.parametrize(("currency", "amount"), [("TND", "40.776"), ("JPY", "40776"), ("MAD", "407.76")])
def test_amounts_have_the_figures_of_their_currency(currency, amount):
    assert texts(written(ONE, currency=currency), "InstdAmt") == [amount]


@pytest.mark.parametrize(
    "debits",
    [
        [],
        [ONE, ONE],
        [replace(ONE, amount=0)],
        [replace(ONE, mandate="M" * 36)],
        [replace(ONE, debtor=Party("X", "FR1420041010050500013M02607"))],
        [replace(ONE, debtor=replace(PERSON, bic="nobank"))],
    ],
)
def test_what_no_bank_would_take_is_refused(debits):
    with pytest.raises(DebitRefused) as refused:
        written(*debits)
    assert PERSON.iban[:20] not in str(refused.value)
