"""The words of prepaid meters at the desk."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shubbak.desk.words import Words
from shubbak.utility.prepaid.sts.contents import Order

ORDERS: Mapping[Order, Promise] = {
    Order.CLEAR_TAMPER: _("Clear the tamper mark"),
    Order.CLEAR_CREDIT: _("Clear all credit"),
    Order.MAXIMUM_POWER: _("Limit the power"),
}
KINDS: Words = {
    "credit": _("Credit"),
    "key_change": _("New key"),
    "order": _("Order"),
}
