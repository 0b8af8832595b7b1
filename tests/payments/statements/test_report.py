"""What a bank says of a file of ours: pain.002."""

import pytest

from shubbak.payments.statements.report import Verdict, read_report
from shubbak.payments.statements.rules import StatementRefused
from tests.payments.reports_of_test import lot, on_debit, report


@pytest.mark.parametrize("version", ["03", "10"])
def test_both_versions_that_banks_write_are_read(version):
    told = report("F1", lot("L1", on_debit("E1", "RJCT", "AC04")), status="PART", version=version)
    read = read_report(told)
    assert (read.original, read.message, read.debits) == (
        "F1",
        "pain.008.001.08",
        {"E1": Verdict("RJCT", "AC04")},
    )


def test_what_is_said_of_less_counts_before_what_is_said_of_more():
    lots = lot("L1", on_debit("E1", "ACCP")), lot("L2", status="RJCT", reason="AG01")
    read = read_report(report("F1", *lots, status="RJCT", reason="FF01"))
    assert read.verdict_on("E1", "L1").is_accepted
    assert read.verdict_on("E2", "L2") == Verdict("RJCT", "AG01")
    assert read.verdict_on("E3", "L1") == Verdict("RJCT", "FF01")


@pytest.mark.parametrize("status", ["", "PART", "PDNG", "RCVD", "ACTC"])
def test_what_is_neither_taken_nor_refused_says_nothing(status):
    said = read_report(report("F1", status=status)).verdict_on("E1", "L1")
    assert (said.is_accepted, said.is_refused) == (False, False)


@pytest.mark.parametrize(
    "content",
    [
        b"x",
        report("F1", version="02"),
        report(""),
        report("F1", lot("L1", on_debit("", "RJCT"))),
        report("F1", lot("L1", on_debit("E1", "RJCT"), on_debit("E1", "ACCP"))),
        b'<!DOCTYPE x [<!ENTITY e "y">]>' + report("F1"),
        report("F1").replace(b"CstmrPmtStsRpt", b"CstmrDrctDbtInitn"),
    ],
)
def test_what_may_not_be_believed_is_refused(content):
    with pytest.raises(StatementRefused):
        read_report(content)
