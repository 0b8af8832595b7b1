"""Bills leave: a block at a time, each in a transaction of its own, so that nobody else waits for a run.

The lock on the series of bills holds no deposit up; the head of the journal is taken last, as everywhere.
"""

from datetime import datetime

from django.db import connection

from shubbak.journal.actions import action
from shubbak.journal.rules import Actor
from shubbak.payments.ledger.actions import take_numbers
from shubbak.utility.bills.actions.writing import Dated, write_bills
from shubbak.utility.bills.models import Run
from shubbak.utility.bills.queries import ready
from shubbak.utility.bills.rules import SERIES, BillRefused

BLOCK = 10_000
_NOT_BILLED = """
SELECT draft.id FROM bills_draft AS draft JOIN bills_run AS run ON run.id = draft.run_id
WHERE draft.id = ANY(%s) AND NOT EXISTS (
  SELECT 1 FROM bills_bill AS bill WHERE bill.contract_id = draft.contract_id AND bill.period = run.period
    AND bill.kind IN ('ordinary', 'final'))
"""
"""What another run has billed meanwhile is left out. The kinds are spelt out: only so the index serves."""
_ISSUING = """
SELECT uuidv7() AS bill, row_number() OVER (ORDER BY draft.contract_id) AS serial,
  'ordinary' AS kind, run.id AS run_id, run.period, draft.contract_id, draft.holding_id, draft.first,
  draft.last, run.issue_on AS issued_on, run.due_on, draft.quantity, draft.estimated, draft.total, draft.vat,
  draft.lines, draft.facts, NULL::uuid AS corrects_id
FROM bills_draft AS draft JOIN bills_run AS run ON run.id = draft.run_id
WHERE draft.id = ANY(%(drafts)s)
"""


def issue_run(*, run: Run, actor: Actor, at: datetime, block: int = BLOCK) -> int:
    """Issue all bills of an approved run; how many. What was issued before an interruption is not again.

    :raises BillRefused: ``not_approved``.
    """
    issued = 0
    while count := issue_block(run=run, actor=actor, at=at, most=block):
        issued += count
    end_run(run=run, at=at)
    return issued


@action
def issue_block(*, run: Run, actor: Actor, at: datetime, most: int = BLOCK) -> int:
    """Issue some of the bills of an approved run, numbered, owed and journaled; how many drafts were done
    with, 0 once none is left.

    :raises BillRefused: ``not_approved``.
    """
    fresh = Run.objects.select_for_update().get(pk=run.pk)
    if fresh.state != Run.State.APPROVED:
        raise BillRefused("not_approved")
    drafts = _next_of(fresh, most)
    if not drafts:
        return 0
    year = fresh.issue_on.year
    take_numbers(code=SERIES, year=year, count=0)  # another run of the period waits here, then sees ours
    chosen = _not_billed(drafts)
    if chosen:
        numbers = take_numbers(code=SERIES, year=year, count=len(chosen))
        dated = Dated(f"run:{fresh.pk}", numbers.start, fresh.issue_on, fresh.due_on)
        write_bills(source=_ISSUING, values={"drafts": chosen}, dated=dated, actor=actor, at=at)
    _drop(drafts)
    return len(drafts)


@action
def end_run(*, run: Run, at: datetime) -> None:
    """Nothing of the run is left to issue."""
    fresh = Run.objects.select_for_update().get(pk=run.pk)
    if fresh.state == Run.State.APPROVED and not ready(fresh).exists():
        fresh.state, fresh.issued_at, fresh.bills = Run.State.ISSUED, at, fresh.issued.count()
        fresh.save(update_fields=["state", "issued_at", "bills"])


def _next_of(run: Run, most: int) -> list[int]:
    """The next drafts to issue, in the order of the index of a run: it finds them however many there are."""
    return list(ready(run).order_by("run_id", "contract_id").values_list("pk", flat=True)[:most])


def _not_billed(drafts: list[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_NOT_BILLED, [drafts])
        return [draft for (draft,) in cursor.fetchall()]


def _drop(drafts: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM bills_draft WHERE id = ANY(%s)", [drafts])
