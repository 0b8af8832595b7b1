"""What is owed and paid, and the accounts between which it moves."""

from shubbak.payments.ledger.models.accounts import Account, Payer, Transfer
from shubbak.payments.ledger.models.decisions import Plan, Request
from shubbak.payments.ledger.models.payables import Payable, Payment, Series

__all__ = ["Account", "Payable", "Payer", "Payment", "Plan", "Request", "Series", "Transfer"]
