"""A file of direct debits for a bank: ISO 20022 pain.008.001.08. Pure.

Names of elements, and their order, are those of the standard.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import TypeAlias

from lxml import etree

from shubbak.foundation.money import minor_digits
from shubbak.payments.debiting.accounts import ending_of, is_bic, is_iban

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"
FIRST, AGAIN = "FRST", "RCUR"
_NAME, _WORD = 140, 35

Element: TypeAlias = etree._Element


class DebitRefused(ValueError):
    """No bank would take the file; the words say why."""


@dataclass(frozen=True)
class Party:
    """Somebody with an account. `bic` may be empty: the bank then finds its own way."""

    name: str
    iban: str
    bic: str = ""


@dataclass(frozen=True)
class Creditor:
    """The body, as its bank knows it: `scheme` is the number under which it may debit."""

    party: Party
    scheme: str


@dataclass(frozen=True)
class Debit:
    """What is taken from one account under a mandate. `rf`: the reference of what is owed.

    `end_to_end` comes back in the statement, and is matched by; `is_first`: of this mandate.
    """

    end_to_end: str
    amount: int
    debtor: Party
    mandate: str
    signed_on: date
    rf: str
    is_first: bool = False


def write(
    *, name: str, creditor: Creditor, debits: Sequence[Debit], currency: str, collect_on: date, at: datetime
) -> bytes:
    """The file. First debits of a mandate and later ones are two lots, as banks want them.

    :raises DebitRefused: if there is nothing to collect, an account or an amount is none, or a name comes
    twice.
    """
    _refuse(creditor, debits, name)
    root = etree.Element(f"{{{NAMESPACE}}}Document", nsmap={None: NAMESPACE})
    whole = _put(root, "CstmrDrctDbtInitn")
    header = _put(whole, "GrpHdr")
    _put(header, "MsgId", name)
    _put(header, "CreDtTm", at.isoformat(timespec="seconds"))
    _sums(header, debits, currency)
    _put(_put(header, "InitgPty"), "Nm", creditor.party.name[:_NAME])
    ordered = sorted(debits, key=lambda debit: not debit.is_first)
    for is_first, lot in groupby(ordered, key=lambda debit: debit.is_first):
        _lot(whole, name, FIRST if is_first else AGAIN, creditor, list(lot), currency, collect_on)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def lot_name(name: str, sequence: str) -> str:
    """Under which a bank books all debits of a lot together."""
    return f"{name[:30]}-{sequence}"


def _refuse(creditor: Creditor, debits: Sequence[Debit], name: str) -> None:
    if not debits:
        raise DebitRefused("there is nothing to collect")
    for party in (creditor.party, *(debit.debtor for debit in debits)):
        if not is_iban(party.iban) or (party.bic and not is_bic(party.bic)):
            raise DebitRefused(f"“…{ending_of(party.iban)} {party.bic}” is no account")
    if any(debit.amount <= 0 for debit in debits):
        raise DebitRefused("an amount is nothing")
    names = [debit.end_to_end for debit in debits]
    if len(set(names)) < len(names):
        raise DebitRefused("two debits have one name")
    if max(map(len, (name, *names, *(debit.mandate for debit in debits)))) > _WORD:
        raise DebitRefused(f"a name has more than {_WORD} letters")


def _lot(
    whole: Element,
    name: str,
    sequence: str,
    creditor: Creditor,
    debits: Sequence[Debit],
    currency: str,
    collect_on: date,
) -> None:
    lot = _put(whole, "PmtInf")
    _put(lot, "PmtInfId", lot_name(name, sequence))
    _put(lot, "PmtMtd", "DD")
    _sums(lot, debits, currency)
    _put(_put(lot, "PmtTpInf"), "SeqTp", sequence)
    _put(lot, "ReqdColltnDt", collect_on.isoformat())
    _put(_put(lot, "Cdtr"), "Nm", creditor.party.name[:_NAME])
    _put(_put(_put(lot, "CdtrAcct"), "Id"), "IBAN", creditor.party.iban)
    _agent(lot, "CdtrAgt", creditor.party)
    _put(lot, "ChrgBr", "SLEV")
    scheme = _put(_put(_put(_put(lot, "CdtrSchmeId"), "Id"), "PrvtId"), "Othr")
    _put(scheme, "Id", creditor.scheme)
    for debit in debits:
        _debit(lot, debit, currency)


def _debit(lot: Element, debit: Debit, currency: str) -> None:
    one = _put(lot, "DrctDbtTxInf")
    _put(_put(one, "PmtId"), "EndToEndId", debit.end_to_end)
    _put(one, "InstdAmt", _written(debit.amount, currency)).set("Ccy", currency)
    mandate = _put(_put(one, "DrctDbtTx"), "MndtRltdInf")
    _put(mandate, "MndtId", debit.mandate)
    _put(mandate, "DtOfSgntr", debit.signed_on.isoformat())
    _agent(one, "DbtrAgt", debit.debtor)
    _put(_put(one, "Dbtr"), "Nm", debit.debtor.name[:_NAME])
    _put(_put(_put(one, "DbtrAcct"), "Id"), "IBAN", debit.debtor.iban)
    reference = _put(_put(_put(one, "RmtInf"), "Strd"), "CdtrRefInf")
    _put(_put(_put(reference, "Tp"), "CdOrPrtry"), "Cd", "SCOR")
    _put(reference, "Ref", debit.rf)


def _agent(parent: Element, tag: str, party: Party) -> None:
    bank = _put(_put(parent, tag), "FinInstnId")
    if party.bic:
        _put(bank, "BICFI", party.bic)
    else:
        _put(_put(bank, "Othr"), "Id", "NOTPROVIDED")


def _sums(parent: Element, debits: Sequence[Debit], currency: str) -> None:
    _put(parent, "NbOfTxs", str(len(debits)))
    _put(parent, "CtrlSum", _written(sum(debit.amount for debit in debits), currency))


def _written(amount: int, currency: str) -> str:
    """Minor units as the standard writes them: a point, and no exponent."""
    return f"{Decimal(amount).scaleb(-minor_digits(currency)):f}"


def _put(parent: Element, tag: str, words: str = "") -> Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    if words:
        element.text = words
    return element
