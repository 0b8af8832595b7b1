"""Reads ISO 20022 pain.002, versions 03 to 10: what a bank says of a file of ours, before any money moves.

A bank speaks of the whole file, of a lot, or of one debit; whatever speaks of less is nearer the truth.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shubbak.payments.statements.elements import Element, root_of, space_of, text_at
from shubbak.payments.statements.rules import StatementRefused

_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:pain\.002\.001\.(0[3-9]|10)$")
_ACCEPTED = frozenset({"ACCP", "ACSP", "ACSC", "ACCC", "ACWC"})
_REFUSED = frozenset({"RJCT", "CANC"})
_REASON = ("StsRsnInf/Rsn/Cd", "StsRsnInf/Rsn/Prtry")


@dataclass(frozen=True, slots=True)
class Verdict:
    """``RJCT``, ``ACCP``… (ISO 20022), or nothing where the bank leaves it to what is said of less."""

    status: str
    reason: str = ""

    @property
    def is_accepted(self) -> bool:
        return self.status in _ACCEPTED

    @property
    def is_refused(self) -> bool:
        return self.status in _REFUSED


@dataclass(frozen=True, slots=True)
class Lot:
    """`debits`: by their end-to-end ids."""

    name: str
    verdict: Verdict
    debits: Mapping[str, Verdict]


@dataclass(frozen=True, slots=True)
class Report:
    """`original`: the name of the file of ours that it is about; `message`: what that file was."""

    original: str
    message: str
    verdict: Verdict
    lots: Sequence[Lot]

    @property
    def debits(self) -> Mapping[str, Verdict]:
        """All that are named one by one."""
        return {name: verdict for lot in self.lots for name, verdict in lot.debits.items()}

    def verdict_on(self, debit: str, lot: str) -> Verdict:
        """What the bank says of a debit: by itself, with its lot, or with the whole file."""
        lots = {each.name: each.verdict for each in self.lots}
        said = (self.debits.get(debit), lots.get(lot), self.verdict)
        return next((verdict for verdict in said if verdict and verdict.status), Verdict(""))


def read_report(content: bytes) -> Report:
    """:raises StatementRefused: if it does not parse, or does not say which file it is about."""
    root = root_of(content, _NAMESPACE, "pain.002 of version 03 to 10")
    whole = root.find("CstmrPmtStsRpt", space_of(root))
    original = None if whole is None else whole.find("OrgnlGrpInfAndSts", space_of(root))
    name = "" if original is None else text_at(original, "OrgnlMsgId")
    if whole is None or original is None or not name:
        raise StatementRefused("the report does not say which file it is about")
    return Report(
        original=name,
        message=text_at(original, "OrgnlMsgNmId"),
        verdict=_verdict(original, "GrpSts"),
        lots=[_lot(each) for each in whole.findall("OrgnlPmtInfAndSts", space_of(root))],
    )


def _lot(element: Element) -> Lot:
    told = element.findall("TxInfAndSts", space_of(element))
    debits = {text_at(each, "OrgnlEndToEndId"): _verdict(each, "TxSts") for each in told}
    if "" in debits or len(debits) < len(told):
        raise StatementRefused("a debit of the report has no name, or two of them have one")
    return Lot(text_at(element, "OrgnlPmtInfId"), _verdict(element, "PmtInfSts"), debits)


def _verdict(element: Element, tag: str) -> Verdict:
    """``PART`` says that what is said of less counts."""
    status = text_at(element, tag)
    return Verdict("" if status == "PART" else status, text_at(element, *_REASON)[:35])
