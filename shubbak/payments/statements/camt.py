"""Reads ISO 20022 camt.053 and camt.054, versions 02 to 08, wherever a bank puts what it says.

The names of the elements are those of the standard. Later versions moved some of them one level down
(`Sts/Cd`, `Amt` of a transaction), which is why a value is looked for on several paths.
"""

import re
from datetime import date
from decimal import Decimal

from babel.numbers import list_currencies

from shubbak.foundation.money import minor_digits
from shubbak.payments.statements.elements import Element, root_of, space_of, text_at, texts_at
from shubbak.payments.statements.rules import (
    Entry,
    Money,
    Statement,
    StatementRefused,
    Transaction,
    refuse_wrong_batch,
)

_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.05[34]\.001\.0[2-8]$")
_AMOUNT = re.compile(r"[0-9]{1,18}(\.[0-9]{1,5})?$")
_ROOTS = ("BkToCstmrStmt/Stmt", "BkToCstmrDbtCdtNtfctn/Ntfctn")
_NOT_PROVIDED = "NOTPROVIDED"


def read(content: bytes) -> list[Statement]:
    """The statements and notifications of a file.

    :raises StatementRefused: if it does not parse, holds none, or says what cannot be.
    """
    root = root_of(content, _NAMESPACE, "camt.053 or camt.054 of version 02 to 08")
    found = [element for path in _ROOTS for element in root.findall(path, space_of(root))]
    if not found:
        raise StatementRefused("the file holds no statement and no notification")
    return [_statement(element) for element in found]


def _statement(element: Element) -> Statement:
    name = text_at(element, "Id")
    entries = [_entry(entry) for entry in element.findall("Ntry", space_of(element)) if _is_booked(entry)]
    for entry in entries:
        refuse_wrong_batch(entry)
    return Statement(
        name=name,
        account=text_at(element, "Acct/Id/IBAN", "Acct/Id/Othr/Id"),
        opening=_balance(element, "OPBD", "PRCD"),
        closing=_balance(element, "CLBD"),
        entries=entries,
    )


def _balance(element: Element, *codes: str) -> Money | None:
    for code in codes:
        for balance in element.findall("Bal", space_of(element)):
            if text_at(balance, "Tp/CdOrPrtry/Cd") == code:
                return _money(balance)
    return None


def _is_booked(entry: Element) -> bool:
    return text_at(entry, "Sts/Cd", "Sts") == "BOOK"


def _entry(entry: Element) -> Entry:
    return Entry(
        booked=_day(text_at(entry, "BookgDt/Dt", "BookgDt/DtTm")),
        money=_money(entry),
        bank_reference=text_at(entry, "AcctSvcrRef", "NtryRef"),
        is_reversal=text_at(entry, "RvslInd") in ("true", "1"),
        transactions=[
            _transaction(part, entry) for part in entry.findall("NtryDtls/TxDtls", space_of(entry))
        ],
        lot=text_at(entry, "NtryDtls/Btch/PmtInfId"),
    )


def _transaction(part: Element, entry: Element) -> Transaction:
    end_to_end = text_at(part, "Refs/EndToEndId")
    return Transaction(
        money=_own_money(part, entry),
        reference=text_at(part, "RmtInf/Strd/CdtrRefInf/Ref"),
        end_to_end_id="" if end_to_end == _NOT_PROVIDED else end_to_end,
        text=" ".join(texts_at(part, "RmtInf/Ustrd")),
        reason=text_at(part, "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"),
    )


def _own_money(part: Element, entry: Element) -> Money | None:
    """The amount of a transaction, with the sign of its entry where it has none of its own."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        amount = part.find(path, space_of(part))
        if amount is not None:
            way = text_at(part, "CdtDbtInd") or text_at(entry, "CdtDbtInd")
            return _signed(amount, way)
    return None


def _money(element: Element) -> Money:
    amount = element.find("Amt", space_of(element))
    if amount is None:
        raise StatementRefused("an entry or a balance has no amount")
    return _signed(amount, text_at(element, "CdtDbtInd"))


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
