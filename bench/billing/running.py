"""The run itself, with the rights of the application: prints seconds of each step and the memory it took."""

import json
import resource
import sys
from datetime import UTC, date, datetime
from time import perf_counter

import django

from bench.billing.loading import PERIOD
from bench.house import AGENCY


def main(block: int) -> None:
    from shubbak.agencies.models import Agency
    from shubbak.agencies.schema import look_at
    from shubbak.journal.rules import SYSTEM
    from shubbak.people.models import Staff
    from shubbak.utility.bills.actions import approve_run, begin_run, clear_drafts, compute_run, issue_block
    from shubbak.utility.bills.rules import RunFacts

    look_at(Agency.objects.get(code=AGENCY))
    begins, approves = Staff.objects.filter(email__endswith="@bench.test").order_by("email")
    at = datetime.now(UTC)
    facts = RunFacts(PERIOD, date(2026, 11, 3), date(2026, 11, 23))
    run = begin_run(facts=facts, staff=begins, at=at)
    started = perf_counter()
    run = compute_run(run=run, at=at)
    computed = perf_counter()
    found = list(run.drafts.exclude(finding="").values_list("pk", flat=True))
    clear_drafts(run=run, drafts=found, staff=begins, at=at)
    run = approve_run(run=run, staff=approves, at=at)
    blocks, issued = [], 0
    while True:
        begun = perf_counter()
        count = issue_block(run=run, actor=SYSTEM, at=at, most=block)
        if not count:
            break
        issued += count
        blocks.append(perf_counter() - begun)
    ended = perf_counter()
    told = {
        "bills": issued,
        "looked at": len(found),
        "compute": computed - started,
        "issue": ended - computed,
        "slowest block": max(blocks),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
