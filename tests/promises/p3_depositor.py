"""A process of P3: threads that enter things in registers; some fail after they took their number."""

import json
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402

from shubbak.agencies.models import Agency  # noqa: E402
from shubbak.agencies.schema import look_at  # noqa: E402
from shubbak.journal.actions import action, before_flush, record  # noqa: E402
from shubbak.journal.rules import SYSTEM  # noqa: E402
from shubbak.registry.actions import Numbered, enter  # noqa: E402
from shubbak.registry.rules import EntryFacts  # noqa: E402

THREADS = 4
FAILING = 0.05
EVE = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
"""Half an hour before the year turns in Casablanca."""
HOUR = timedelta(hours=1)


class Interrupted(Exception):
    """What goes wrong after the number was taken."""


@action
def enter_or_fail(facts: EntryFacts, failing: str, taken: list[Numbered]) -> None:
    """One entry; `failing` says where it is interrupted: with its rows, before the journal, or nowhere.

    `taken` gets the number as soon as it is taken; it counts only if nothing was raised.
    """

    def rows(numbered: Numbered) -> list[object]:
        taken.append(numbered)
        if failing == "rows":
            raise Interrupted
        return []

    enter(facts=facts, actor=SYSTEM, rows=rows)
    record(what="harness.entered", about=facts.register, actor=SYSTEM, at=facts.at)
    if failing == "late":
        before_flush(_interrupt)


def _interrupt() -> None:
    raise Interrupted


def planned(seed: int, count: int) -> Iterator[tuple[str, str, EntryFacts, str]]:
    """Agency, register, facts and failure of each entry; the year turns in the middle."""
    chance = random.Random(seed)
    agencies = {"miyah": ("complaints", "incoming"), "madina": ("permits", "incoming", "outgoing")}
    for rank in range(count):
        agency = chance.choice(sorted(agencies))
        register = chance.choice(agencies[agency])
        entry_id = UUID(bytes=chance.randbytes(16), version=4)
        facts = EntryFacts(
            id=entry_id,
            register=register,
            submission_id=entry_id,
            channel="portal",
            manifest_sha256=sha256(entry_id.bytes).digest(),
            receipt_id=chance.randbytes(8),
            at=EVE + HOUR * rank / count,
        )
        failing = chance.choice(("rows", "late")) if chance.random() < FAILING else ""
        yield agency, register, facts, failing


def work(plans: list[tuple[str, str, EntryFacts, str]]) -> list[tuple[str, str, int, int]]:
    """What was numbered: agency, register, year, number."""
    found = []
    for agency, register, facts, failing in plans:
        look_at(Agency.objects.get(code=agency))
        taken: list[Numbered] = []
        try:
            enter_or_fail(facts, failing, taken)
        except Interrupted:
            continue
        [numbered] = taken
        found.append((agency, register, numbered.entry.series.year, numbered.entry.number))
    connection.close()
    return found


def main(seed: int, count: int) -> None:
    plans = list(planned(seed, count))
    with ThreadPoolExecutor(THREADS) as pool:
        shares = pool.map(work, [plans[rank::THREADS] for rank in range(THREADS)])
        print(json.dumps([entry for share in shares for entry in share]))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
