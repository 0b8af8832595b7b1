"""How bills are written: out of a query, by one statement for a block of a run and for one bill."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from shubbak.agencies.queries import current_agency
from shubbak.foundation.text import month_name
from shubbak.journal.actions import record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions import OWING, grant_credit, post_owing
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.rules import PAYABLE

DIGEST = """sha256(convert_to(concat_ws('|', bill.number, bill.kind, bill.period, bill.contract_id,
  bill.holding_id, bill.first, bill.last, bill.issued_on, bill.due_on, bill.currency, bill.quantity,
  bill.estimated, bill.total, bill.vat, bill.lines, bill.facts, bill.corrects_id), 'UTF8'))"""
"""What binds a bill, out of its own row: `audit` reckons it again."""
_WRITTEN = """
CREATE TEMPORARY TABLE written (id uuid, number text, kind text, period text, payer uuid, total bigint,
  issued_on date, due_on date, digest bytea) ON COMMIT DROP
"""
_WRITE = f"""
WITH issuing AS ({{source}}), bill AS (
  INSERT INTO bills_bill (id, number, kind, run_id, period, contract_id, holding_id, first, last, issued_on,
    due_on, issued_at, currency, quantity, estimated, total, vat, lines, facts, corrects_id, digest)
  SELECT bill.*, {DIGEST} FROM (
    SELECT bill, %(year)s || '-' || lpad((%(first_number)s - 1 + serial)::text, 7, '0'), kind, run_id, period,
      contract_id, holding_id, first, last, issued_on, due_on,
      %(at)s::timestamptz, %(currency)s, quantity, estimated, total, vat, lines, facts, corrects_id
    FROM issuing
  ) AS bill (id, number, kind, run_id, period, contract_id, holding_id, first, last, issued_on, due_on,
    issued_at, currency, quantity, estimated, total, vat, lines, facts, corrects_id)
  RETURNING id, number, kind, period, holding_id, total, issued_on, due_on, digest
)
INSERT INTO written
SELECT bill.id, number, kind, period, holding.payer_id, total, issued_on, due_on, digest
FROM bill JOIN subscriptions_holding AS holding ON holding.id = bill.holding_id
"""  # noqa: S608  every part of it is ours
"""What was written stays at hand, so that nothing of it is looked for among millions of bills."""
_OWING = """
INSERT INTO owing (payer, kind, origin, amount, reference, due_on, day, words)
SELECT payer, %(kind)s, id, total, number, due_on, issued_on, %(words)s::jsonb -> period
FROM written WHERE total > 0
"""
_CREDITED = """
SELECT payer, -total, number FROM written WHERE total < 0 AND kind <> 'cancelling' ORDER BY number
"""
_BOUND = """
SELECT min(number), max(number), count(*),
  encode(sha256(string_agg(digest, ''::bytea ORDER BY number)), 'hex')
FROM written
"""
_ONE = """
SELECT
  %(bill)s::uuid AS bill, 1 AS serial, %(kind)s::text AS kind, NULL::bigint AS run_id,
  %(period)s::text AS period, %(contract)s::bigint AS contract_id, %(holding)s::bigint AS holding_id,
  %(first)s::date AS first, %(last)s::date AS last, %(issued_on)s::date AS issued_on,
  %(due_on)s::date AS due_on, %(quantity)s::bigint AS quantity, %(estimated)s::boolean AS estimated,
  %(total)s::bigint AS total, %(vat)s::bigint AS vat, %(lines)s::jsonb AS lines, %(facts)s::jsonb AS facts,
  %(corrects)s::uuid AS corrects_id
"""


@dataclass(frozen=True)
class Dated:
    """What the bills belong to, the first of their numbers, when they leave and until when they are paid."""

    about: str
    first: int
    issued_on: date
    due_on: date


def write_bills(*, source: str, values: Mapping[str, Any], dated: Dated, actor: Actor, at: datetime) -> None:
    """Write the bills that a query gives (columns as in `_ONE`), what they ask, and the line that binds them.

    What is to be paid is posted; what is less than nothing becomes its payer's credit. Whoever cancels a bill
    cancels what it had asked; where it was itself less than nothing, its negative asks that back.
    """
    own: dict[str, Any] = {
        "at": at,
        "currency": current_agency().currency,
        "year": str(dated.issued_on.year),
        "first_number": dated.first,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")  # a block is sorted with all of its lines
        cursor.execute("DROP TABLE IF EXISTS written")
        cursor.execute(_WRITTEN)
        cursor.execute(_WRITE.format(source=source), {**values, **own})
    _owe(dated, actor, at)
    first, last, count, digest = next(_rows(_BOUND))
    facts: dict[str, Fact] = {"bills": count, "first": first, "last": last, "digest": digest}
    record(what="bills.issued", about=dated.about, actor=actor, at=at, facts=facts)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # not while the head of the journal is held


def write_one(*, row: Mapping[str, Any], dated: Dated, actor: Actor, at: datetime) -> Bill:
    """Write a single bill; `row` has what `_ONE` names."""
    write_bills(source=_ONE, values=row, dated=dated, actor=actor, at=at)
    return Bill.objects.get(pk=row["bill"])


def _owe(dated: Dated, actor: Actor, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(OWING)
        words = {period: words_of(period) for (period,) in _rows("SELECT DISTINCT period FROM written")}
        cursor.execute(_OWING, {"kind": PAYABLE, "words": json.dumps(words)})
    post_owing(about=dated.about, actor=actor, at=at)
    for payer, amount, number in _rows(_CREDITED):
        grant_credit(payer=payer, amount=amount, about=number, actor=actor, at=at, day=dated.issued_on)


def words_of(period: str) -> dict[str, str]:
    """What a bill is called where it is paid."""
    year, month = map(int, period.split("-"))
    country = current_agency().country
    named = {each: f"{month_name(month, each, country)} {year}" for each in ("ar", "fr", "en")}
    return {
        "ar": f"فاتورة {named['ar']}",
        "fr": f"Facture ({named['fr']})",
        "en": f"Bill of {named['en']}",
    }


def _rows(statement: str) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        yield from cursor.fetchall()
