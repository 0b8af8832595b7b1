"""Reads ISO 20022 camt.053 and camt.054, versions 02 to 08, wherever a bank puts what it says.

The names of the elements are those of the standard. Later versions moved some of them one level down
(`Sts/Cd`, `Amt` of a transaction), which is why a value is looked for on several paths.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from babel.numbers import list_currencies
from lxml import etree

from shubbak.foundation.money import minor_digits
from shubbak.payments.statements.rules import (
    Entry,
    Money,
    Statement,
    StatementRefused,
    Transaction,
    refuse_wrong_batch,
)

LARGEST = 50_000_000  # bytes
_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.05[34]\.001\.0[2-8]$")
_AMOUNT = re.compile(r"[0-9]{1,18}(\.[0-9]{1,5})?$")
_ROOTS = ("BkToCstmrStmt/Stmt", "BkToCstmrDbtCdtNtfctn/Ntfctn")
_NOT_PROVIDED = "NOTPROVIDED"

Element: TypeAlias = etree._Element


def read(content: bytes) -> list[Statement]:
    """The statements and notifications of a file.

    :raises StatementRefused: if it does not parse, holds none, or says what cannot be.
    """
    root = _root(content)
    found = [element for path in _ROOTS for element in root.findall(path, _space(root))]
    if not found:
        raise StatementRefused("the file holds no statement and no notification")
    return [_statement(element) for element in found]


def _root(content: bytes) -> Element:
    """No entity is resolved and nothing is fetched: a statement needs neither."""
    if len(content) > LARGEST:
        raise StatementRefused("the file is larger than 50 MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise StatementRefused(f"the file is not readable as XML: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise StatementRefused("the file names entities of its own, which no statement needs")
    if not _NAMESPACE.match(etree.QName(root).namespace or ""):
        raise StatementRefused("the file is no camt.053 or camt.054 of version 02 to 08")
    return root


def _space(element: Element) -> dict[str | None, str]:
    return {None: etree.QName(element).namespace or ""}


def _statement(element: Element) -> Statement:
    name = _text(element, "Id")
    entries = [_entry(entry) for entry in element.findall("Ntry", _space(element)) if _is_booked(entry)]
    for entry in entries:
        refuse_wrong_batch(entry)
    return Statement(
        name=name,
        account=_text(element, "Acct/Id/IBAN", "Acct/Id/Othr/Id"),
        opening=_balance(element, "OPBD", "PRCD"),
        closing=_balance(element, "CLBD"),
        entries=entries,
    )


def _balance(element: Element, *codes: str) -> Money | None:
    for code in codes:
        for balance in element.findall("Bal", _space(element)):
            if _text(balance, "Tp/CdOrPrtry/Cd") == code:
                return _money(balance)
    return None


def _is_booked(entry: Element) -> bool:
    return _text(entry, "Sts/Cd", "Sts") == "BOOK"


def _entry(entry: Element) -> Entry:
    return Entry(
        booked=_day(_text(entry, "BookgDt/Dt", "BookgDt/DtTm")),
        money=_money(entry),
        bank_reference=_text(entry, "AcctSvcrRef", "NtryRef"),
        is_reversal=_text(entry, "RvslInd") in ("true", "1"),
        transactions=[_transaction(part, entry) for part in entry.findall("NtryDtls/TxDtls", _space(entry))],
        lot=_text(entry, "NtryDtls/Btch/PmtInfId"),
    )


def _transaction(part: Element, entry: Element) -> Transaction:
    end_to_end = _text(part, "Refs/EndToEndId")
    return Transaction(
        money=_own_money(part, entry),
        reference=_text(part, "RmtInf/Strd/CdtrRefInf/Ref"),
        end_to_end_id="" if end_to_end == _NOT_PROVIDED else end_to_end,
        text=" ".join(_texts(part, "RmtInf/Ustrd")),
        reason=_text(part, "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"),
    )


def _own_money(part: Element, entry: Element) -> Money | None:
    """The amount of a transaction, with the sign of its entry where it has none of its own."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        amount = part.find(path, _space(part))
        if amount is not None:
            way = _text(part, "CdtDbtInd") or _text(entry, "CdtDbtInd")
            return _signed(amount, way)
    return None


def _money(element: Element) -> Money:
    amount = element.find("Amt", _space(element))
    if amount is None:
        raise StatementRefused("an entry or a balance has no amount")
    return _signed(amount, _text(element, "CdtDbtInd"))


def _signed(amount: Element, way: str) -> Money:
    currency, written = amount.get("Ccy", ""), (amount.text or "").strip()
    if way not in ("CRDT", "DBIT"):
        raise StatementRefused("an amount is neither credit nor debit")
    if not _AMOUNT.match(written) or currency not in list_currencies():
        raise StatementRefused(f"“{written} {currency}” is no amount of a currency")
    value = Decimal(written) * 10 ** minor_digits(currency)
    if value != value.to_integral_value():
        raise StatementRefused(f"“{written}” has more figures than {currency} has")
    return Money(int(value) if way == "CRDT" else -int(value), currency)


def _day(written: str) -> date | None:
    """:raises StatementRefused: if it is no day."""
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError as error:
        raise StatementRefused(f"“{written}” is no day") from error


def _text(element: Element, *paths: str) -> str:
    """What stands on the first of the paths that has words."""
    return next((words for path in paths for words in _texts(element, path)), "")


def _texts(element: Element, path: str) -> Iterator[str]:
    for found in element.findall(path, _space(element)):
        if words := " ".join((found.text or "").split()):
            yield words
