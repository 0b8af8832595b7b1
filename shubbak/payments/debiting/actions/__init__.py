"""Every write of direct debit."""

from shubbak.payments.debiting.actions.answering import hear_bank
from shubbak.payments.debiting.actions.collecting import (
    approve_collection,
    begin_collection,
    declare_creditor,
    drop_collection,
)
from shubbak.payments.debiting.actions.forgetting import forget_accounts, forget_files
from shubbak.payments.debiting.actions.mandates import end_mandate, lapse_mandates, sign_mandate
from shubbak.payments.debiting.actions.reporting import hear_report
from shubbak.payments.debiting.actions.sending import fetch_file, give_up_debit, send_collection

__all__ = [
    "approve_collection",
    "begin_collection",
    "declare_creditor",
    "drop_collection",
    "end_mandate",
    "fetch_file",
    "forget_accounts",
    "forget_files",
    "give_up_debit",
    "hear_bank",
    "hear_report",
    "lapse_mandates",
    "send_collection",
    "sign_mandate",
]
