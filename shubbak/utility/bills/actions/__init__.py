"""Every write of billing."""

from shubbak.utility.bills.actions.correcting import bill_at_the_end, cancel_bill, rectify_bill
from shubbak.utility.bills.actions.issuing import issue_block, issue_run
from shubbak.utility.bills.actions.running import approve_run, begin_run, clear_drafts, compute_run, drop_run

__all__ = [
    "approve_run",
    "begin_run",
    "bill_at_the_end",
    "cancel_bill",
    "clear_drafts",
    "compute_run",
    "drop_run",
    "issue_block",
    "issue_run",
    "rectify_bill",
]
