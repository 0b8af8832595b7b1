"""Every write of the ledger."""

from shubbak.payments.ledger.actions.bulk import OWING, post_owing
from shubbak.payments.ledger.actions.credit import use_credit
from shubbak.payments.ledger.actions.granting import grant_credit
from shubbak.payments.ledger.actions.guarantees import keep_guarantee, release_guarantee
from shubbak.payments.ledger.actions.moving import move
from shubbak.payments.ledger.actions.numbers import take_numbers
from shubbak.payments.ledger.actions.passing import pass_guarantee, take_over_dues
from shubbak.payments.ledger.actions.payers import open_payer, open_payers, pay_for
from shubbak.payments.ledger.actions.plans import lapse_plans, make_plan
from shubbak.payments.ledger.actions.posting import (
    cancel_payable,
    hold_payable,
    post_payable,
    release_payable,
)
from shubbak.payments.ledger.actions.receiving import receive
from shubbak.payments.ledger.actions.relief import ask_refund, ask_write_off, decide_request
from shubbak.payments.ledger.actions.reversing import reverse_payment

__all__ = [
    "OWING",
    "ask_refund",
    "ask_write_off",
    "cancel_payable",
    "decide_request",
    "grant_credit",
    "hold_payable",
    "keep_guarantee",
    "lapse_plans",
    "make_plan",
    "move",
    "open_payer",
    "open_payers",
    "pass_guarantee",
    "pay_for",
    "post_owing",
    "post_payable",
    "receive",
    "release_guarantee",
    "release_payable",
    "reverse_payment",
    "take_numbers",
    "take_over_dues",
    "use_credit",
]
