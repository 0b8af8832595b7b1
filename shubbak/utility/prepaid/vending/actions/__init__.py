"""Every write of the sale of tokens."""

from shubbak.utility.prepaid.vending.actions.converting import convert_to_prepaid, exchange_for_prepaid
from shubbak.utility.prepaid.vending.actions.ending import fail_sale, withdraw_sale
from shubbak.utility.prepaid.vending.actions.meters import change_keys, enrol_meter, set_practice
from shubbak.utility.prepaid.vending.actions.ordering import order_meter
from shubbak.utility.prepaid.vending.actions.selling import begin_purchase, lend
from shubbak.utility.prepaid.vending.actions.telling import send_token
from shubbak.utility.prepaid.vending.actions.vending import resume_sales, vend_sale

__all__ = [
    "begin_purchase",
    "change_keys",
    "convert_to_prepaid",
    "enrol_meter",
    "exchange_for_prepaid",
    "fail_sale",
    "lend",
    "order_meter",
    "resume_sales",
    "send_token",
    "set_practice",
    "vend_sale",
    "withdraw_sale",
]
