"""Posting thousands of payables at once: rows of a temporary table become what is owed."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions.book import body_account
from shubbak.payments.ledger.rules import LedgerRefused

OWING = """
CREATE TEMPORARY TABLE owing (payer uuid, kind text, origin uuid, amount bigint, reference text, due_on date,
  day date, words jsonb) ON COMMIT DROP
"""
"""What whoever posts in bulk fills: each row with a number of its own, figures with signs between them."""
_POSTING = """
CREATE TEMPORARY TABLE posting ON COMMIT DROP AS
SELECT owing.*, uuidv7() AS payable, dues.id AS dues, dues.currency,
  regexp_replace(reference, '[^0-9]', '', 'g') AS figures
FROM owing LEFT JOIN ledger_account AS dues ON dues.payer_id = owing.payer AND dues.kind = 'dues'
"""
_LOOKED_AT = """
SELECT count(*), count(*) FILTER (WHERE amount <= 0), count(*) FILTER (WHERE dues IS NULL),
  count(*) FILTER (WHERE reference !~ '^[0-9][0-9/-]*$')
FROM posting
"""
_PAYABLES = """
INSERT INTO ledger_payable (id, payer_id, kind, origin, part, reference, rf, amount, paid, waived, currency,
  due_on, posted_at, words)
SELECT payable, payer, kind, origin, '', reference,
  'RF' || lpad((98 - (figures || '271500')::numeric %% 97)::int::text, 2, '0') || figures,
  amount, 0, 0, currency, due_on, %(at)s, words
FROM posting
"""
"""ISO 11649 of figures alone: R is 27, F is 15, and the check digits stand at the end as 00 meanwhile."""
_CURRENCIES = "SELECT currency, count(*), sum(amount) FROM posting GROUP BY currency ORDER BY 1"
_TRANSFERS = """
INSERT INTO ledger_transfer (debit_id, credit_id, amount, currency, at, day, kind, payable_id)
SELECT dues, %(income)s, amount, currency, %(at)s, day, 'posted', payable
FROM posting WHERE currency = %(currency)s ORDER BY dues
"""


@action
def post_owing(*, about: str, actor: Actor, at: datetime, income: str = "revenue") -> int:
    """Post what stands in the temporary table `owing` (:data:`OWING`), which goes; how many rows it had.

    Two statements and one turn of the trigger, so 5,000 to 20,000 rows are a good number; all of their payers
    wait for the end. One line of the journal is written for all: `about` names what they belong to (a run).

    :raises LedgerRefused: ``no_such_payer``, ``nothing``, ``not_a_number``, ``posted_before``: for one of
    them, and none is posted.
    """
    _run(_POSTING, {})
    count = _look()
    try:
        with transaction.atomic():
            _run(_PAYABLES, {"at": at})
    except IntegrityError as error:
        raise LedgerRefused("posted_before") from error
    for currency, rows, amount in _rows(_CURRENCIES):
        account = body_account(income, currency).pk
        _run(_TRANSFERS, {"at": at, "income": account, "currency": currency})
        told: dict[str, Fact] = {"rows": rows, "amount": int(amount), "currency": currency}
        record(what="payments.posted_in_bulk", about=about, actor=actor, at=at, facts=told)
    _run("DROP TABLE owing, posting", {})
    return count


def _look() -> int:
    ((count, worthless, unknown, strange),) = _rows(_LOOKED_AT)
    for wrong, code in ((worthless, "nothing"), (unknown, "no_such_payer"), (strange, "not_a_number")):
        if wrong:
            raise LedgerRefused(code)
    return int(count)


def _run(statement: str, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
