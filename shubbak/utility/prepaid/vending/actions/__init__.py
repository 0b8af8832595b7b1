"""Every write of the sale of tokens."""

from shubbak.utility.prepaid.vending.actions.converting import convert_to_prepaid, exchange_for_prepaid
from shubbak.utility.prepaid.vending.actions.ending import fail_sale, withdraw_sale
from shubbak.utility.prepaid.vending.actions.meters import (
    approve_practice,
    change_keys,
    drop_practice,
    enrol_meter,
    propose_practice,
    set_practice,
)
from shubbak.utility.prepaid.vending.actions.ordering import order_meter
from shubbak.utility.prepaid.vending.actions.selling import begin_purchase, lend
from shubbak.utility.prepaid.vending.actions.telling import send_token
from shubbak.utility.prepaid.vending.actions.vending import resume_sales, vend_sale

__all__ = [
    "approve_practice",
    "begin_purchase",
    "change_keys",
    "convert_to_prepaid",
    "drop_practice",
    "enrol_meter",
    "exchange_for_prepaid",
    "fail_sale",
    "lend",
    "order_meter",
    "propose_practice",
    "resume_sales",
    "send_token",
    "set_practice",
    "vend_sale",
    "withdraw_sale",
]
