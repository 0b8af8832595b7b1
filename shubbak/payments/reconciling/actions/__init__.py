"""Every write of what banks say."""

from shubbak.payments.reconciling.actions.clearing import (
    match_difference,
    refer_difference,
    settle_difference,
)
from shubbak.payments.reconciling.actions.importing import declare_account, import_statements

__all__ = [
    "declare_account",
    "import_statements",
    "match_difference",
    "refer_difference",
    "settle_difference",
]
