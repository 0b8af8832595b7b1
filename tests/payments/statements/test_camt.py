"""Statements of banks: public samples (MIT, see samples/LICENSE), and files that must not be believed."""

import argparse
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.payments.statements import command
from shubbak.payments.statements.camt import read
from shubbak.payments.statements.rules import StatementRefused

SAMPLES = Path(__file__).parent / "samples"
RESULTS = {
    "camt053.v2.five.decimals.xml": 3,
    "camt053.v2.minimal.xml": 3,
    "camt053.v2.multi.statement.xml": 0,
    "camt053.v2.wrong.xml": 1,
    "camt053.v4.xml": 3,
    "camt054.v4.xml": 1,
}
FRAME = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><Stmt><Id>S</Id>'
    "<Acct><Id><Othr><Id>007</Id></Othr></Id></Acct>{inside}</Stmt></BkToCstmrStmt></Document>"
)
ENTRY = (
    '<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>{status}</Sts>'
    "<BookgDt><DtTm>2026-11-03T23:30:00+01:00</DtTm></BookgDt><AcctSvcrRef>B1</AcctSvcrRef>{details}</Ntry>"
)


def entry(
    amount: str = "10.00", way: str = "CRDT", status: str = "BOOK", details: str = "", currency: str = "MAD"
) -> str:
    return ENTRY.format(amount=amount, way=way, status=status, details=details, currency=currency)


def balance(code: str, amount: str, way: str = "CRDT") -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f'<Bal>{kind}<Amt Ccy="MAD">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd></Bal>'


def part(amount: str, reference: str) -> str:
    remittance = f"<RmtInf><Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf>"
    refs = f"<Refs><EndToEndId>E-{reference}</EndToEndId></Refs>"
    return f'<TxDtls>{refs}<Amt Ccy="MAD">{amount}</Amt>{remittance}</TxDtls>'


def file_of(inside: str, version: str = "08") -> bytes:
    return FRAME.format(inside=inside, version=version).encode()


@pytest.mark.parametrize(("name", "code"), RESULTS.items())
def test_public_samples_end_as_they_add_up(name: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(argparse.Namespace(file=SAMPLES / name)) == code
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == (0 if code == 1 else 2 if "multi" in name else 1)


def test_a_line_says_what_came_when_and_with_which_references(capsys: pytest.CaptureFixture[str]) -> None:
    command.run(argparse.Namespace(file=SAMPLES / "camt053.v2.multi.statement.xml"))
    assert json.loads(capsys.readouterr().out.splitlines()[1]) == {
        "statement": "254EURNL26VAYB8060476890",
        "account": "NL26VAYB8060476890",
        "booking_date": "2014-12-31",
        "amount_minor": 700,
        "currency": "EUR",
        "direction": "debit",
        "reversal": False,
        "reference": None,
        "end_to_end_id": "000000002",
        "transactions": 1,
    }


def test_the_day_is_that_of_the_bank_and_a_status_may_be_one_level_down() -> None:
    inside = entry(details=f"<NtryDtls>{part('10.00', 'RF18539007547034')}</NtryDtls>")
    (found,) = read(file_of(inside.replace("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>")))[0].entries
    assert (str(found.booked), found.reference, found.end_to_end_id) == (
        "2026-11-03",
        "RF18539007547034",
        "E-RF18539007547034",
    )


def test_what_is_pending_is_not_money_yet() -> None:
    assert read(file_of(entry(status="PDNG")))[0].entries == []


@pytest.mark.parametrize(
    ("amount", "currency", "minor"), [("1.234", "TND", 1234), ("5", "JPY", 5), ("7.5000", "MAD", 750)]
)
def test_amounts_are_whole_minor_units_of_their_currency(amount: str, currency: str, minor: int) -> None:
    assert read(file_of(entry(amount, currency=currency)))[0].entries[0].money.minor == minor


def test_a_batch_is_the_sum_of_its_transactions_or_nothing_is_believed() -> None:
    parts = f"<NtryDtls>{part('4.00', 'A')}{part('6.00', 'B')}</NtryDtls>"
    (batch,) = read(file_of(entry("10.00", details=parts)))[0].entries
    assert [transaction.reference for transaction in batch.transactions] == ["A", "B"]
    assert (batch.reference, batch.end_to_end_id) == ("B1", "")
    with pytest.raises(StatementRefused, match="make 1000"):
        read(file_of(entry("10.01", details=parts)))


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(-(10**6), 10**6).filter(bool), max_size=6))
def test_a_statement_adds_up_exactly_when_its_closing_is_opening_and_entries(
    opening: int, moved: list[int]
) -> None:
    said = "".join(entry(f"{abs(m) / 100:.2f}", "CRDT" if m > 0 else "DBIT") for m in moved)
    closing = opening + sum(moved)
    for off in (0, 1):
        inside = _balance_of("OPBD", opening) + _balance_of("CLBD", closing + off) + said
        assert read(file_of(inside))[0].missing == off


def _balance_of(code: str, minor: int) -> str:
    return balance(code, f"{abs(minor) / 100:.2f}", "CRDT" if minor >= 0 else "DBIT")


REFUSED = {
    "no XML": b"MT940 :20:",
    "another message": file_of("").replace(b"camt.053", b"camt.052"),
    "an unknown version": file_of("", version="99"),
    "entities": b'<!DOCTYPE d [<!ENTITY a "b">]>' + file_of(""),
    "more figures than the currency has": file_of(entry("1.005")),
    "a negative amount": file_of(entry("-1.00")),
    "no number": file_of(entry("1e3")),
    "no currency": file_of(entry(currency="XX")),
    "no way": file_of(entry(way="BOTH")),
    "no day": file_of(entry().replace("2026-11-03", "2026-13-03")),
    "too large": b" " * 50_000_001,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_whole(name: str) -> None:
    with pytest.raises(StatementRefused):
        read(REFUSED[name])


def test_a_bomb_of_entities_is_refused_before_it_grows() -> None:
    bomb = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    with pytest.raises(StatementRefused):
        read(f'<!DOCTYPE d [<!ENTITY a0 "ha">{bomb}]>{FRAME.format(version="02", inside="&a9;")}'.encode())


def test_a_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(argparse.Namespace(file=Path("nowhere.xml"))) == 2
    assert "nowhere.xml" in capsys.readouterr().err
