"""Posting thousands of payables at once, for a run of bills."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions.book import body_account
from shubbak.payments.ledger.models import Account, Transfer
from shubbak.payments.ledger.references import rf_of
from shubbak.payments.ledger.rules import LedgerRefused, PayableFacts

_PAYABLES = """
COPY ledger_payable (id, payer_id, kind, origin, part, reference, rf, amount, paid, waived, currency, due_on,
  posted_at, words) FROM STDIN
"""
_TRANSFERS = """
COPY ledger_transfer (debit_id, credit_id, amount, currency, at, day, kind, payable_id) FROM STDIN
"""
Row = tuple[Any, ...]
Dues = dict[UUID, tuple[int, str]]
"""Where a payer's dues are kept, and in which currency."""


@action
def post_payables_in_bulk(
    *, rows: Sequence[PayableFacts], about: str, actor: Actor, at: datetime
) -> list[UUID]:
    """Post many payables in one transaction; their ids, in the order of the rows.

    Each row is a :class:`PayableFacts` with a `reference` of its own (the number of the bill, from a block of
    `take_numbers`). Two COPY statements and one turn of the trigger, so a chunk of 5,000 to 20,000 rows is a
    good one; all payers of a chunk wait for its end. One line of the journal is written for all of them:
    `about` names what they belong to (a run).

    :raises LedgerRefused: ``no_such_payer``, ``nothing``, ``posted_before``: for one of them, and none is
    posted.
    """
    if any(row.amount <= 0 for row in rows):
        raise LedgerRefused("nothing")
    dues = _dues_of(row.payer for row in rows)
    if any(row.payer not in dues for row in rows):
        raise LedgerRefused("no_such_payer")
    keys = [uuid4() for _ in rows]
    payables = [_payable(key, row, dues, at) for key, row in zip(keys, rows, strict=True)]
    try:
        with transaction.atomic():
            _copy(_PAYABLES, payables)
    except IntegrityError as error:
        raise LedgerRefused("posted_before") from error
    _copy(_TRANSFERS, _transfers(keys, rows, dues, at))
    _record_sums(rows, dues, about, actor, at)
    return keys


def _dues_of(payers: Iterable[UUID]) -> Dues:
    found = Account.objects.filter(kind=Account.Kind.DUES, payer__in=set(payers))
    return {
        payer: (key, currency)
        for payer, key, currency in found.values_list("payer", "pk", "currency")
        if payer
    }


def _payable(key: UUID, row: PayableFacts, dues: Dues, at: datetime) -> Row:
    _, currency = dues[row.payer]
    words = json.dumps(dict(row.words), ensure_ascii=False)
    named = (key, row.payer, row.kind, row.origin, row.part, row.reference, rf_of(row.reference))
    return (*named, row.amount, 0, 0, currency, row.due_on, at, words)


def _transfers(keys: Sequence[UUID], rows: Sequence[PayableFacts], dues: Dues, at: datetime) -> list[Row]:
    income = {
        (name, currency): body_account(name, currency).pk
        for name, currency in {(row.income, dues[row.payer][1]) for row in rows}
    }
    written = []
    for key, row in zip(keys, rows, strict=True):
        debit, currency = dues[row.payer]
        credit = income[row.income, currency]
        written.append((debit, credit, row.amount, currency, at, row.day, Transfer.Kind.POSTED.value, key))
    return written


def _copy(statement: str, rows: Sequence[Row]) -> None:
    """The rows stand ready: while they are written, the connection can be asked nothing."""
    errors = connection.wrap_database_errors  # Django does not see what goes wrong at the end of a COPY
    with errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _record_sums(rows: Sequence[PayableFacts], dues: Dues, about: str, actor: Actor, at: datetime) -> None:
    sums: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for row in rows:
        sums[dues[row.payer][1]] += row.amount
        sizes[dues[row.payer][1]] += 1
    for currency, amount in sorted(sums.items()):
        told: dict[str, Fact] = {"rows": sizes[currency], "amount": amount, "currency": currency}
        record(what="payments.posted_in_bulk", about=about, actor=actor, at=at, facts=told)
