"""What the worker does for billing: reckons runs that were begun, issues those that were approved, tells
of their bills.
"""

from datetime import datetime

from shubbak.journal.rules import SYSTEM
from shubbak.notifications.periodic import EACH_MINUTE, register_periodic
from shubbak.utility.bills.actions import compute_run, issue_run
from shubbak.utility.bills.actions.telling import tell_of_runs
from shubbak.utility.bills.models import Run


def go_on(*, at: datetime) -> None:
    """One turn; a run that a dead worker left goes on where it was."""
    for run in Run.objects.filter(state=Run.State.BEGUN):
        compute_run(run=run, at=at)
    for run in Run.objects.filter(state=Run.State.APPROVED):
        issue_run(run=run, actor=SYSTEM, at=at)
    tell_of_runs(at=at)


register_periodic("bills.go_on", EACH_MINUTE, lambda at: go_on(at=at))
