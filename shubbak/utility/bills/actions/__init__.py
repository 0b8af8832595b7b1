"""Every write of billing."""

from shubbak.utility.bills.actions.correcting import decide_correction, propose_correction
from shubbak.utility.bills.actions.delivering import resume_paper, send_copy, suspend_paper
from shubbak.utility.bills.actions.ending import bill_at_the_end
from shubbak.utility.bills.actions.issuing import issue_block, issue_run
from shubbak.utility.bills.actions.running import approve_run, begin_run, clear_drafts, compute_run, drop_run

__all__ = [
    "approve_run",
    "begin_run",
    "bill_at_the_end",
    "clear_drafts",
    "compute_run",
    "decide_correction",
    "drop_run",
    "issue_block",
    "issue_run",
    "propose_correction",
    "resume_paper",
    "send_copy",
    "suspend_paper",
]
