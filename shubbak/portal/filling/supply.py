"""Whether the supply of a contract may be cut, is cut, or comes back; and what to do about it."""

from django.utils.translation import gettext

from shubbak.agencies.queries import in_its_zone
from shubbak.foundation.text import clock_time, long_date
from shubbak.portal.pages import Notice
from shubbak.utility.arrears.models import Arrear, Order
from shubbak.utility.arrears.queries import arrear_of
from shubbak.utility.bills.manner import Manner
from shubbak.utility.subscriptions.models import Contract


def supply_notice(contract: Contract, manner: Manner) -> Notice | None:
    """Nothing as long as nobody was given notice."""
    arrear = arrear_of(contract)
    if arrear is None or arrear.state == Arrear.State.REMINDED:
        return None
    if arrear.state == Arrear.State.CUT:
        title = gettext("The supply is cut")
        text = gettext("Once the bills past their day are paid it is restored without your asking.")
        return Notice(title, text, "late", "alert")
    if arrear.state == Arrear.State.RESTORING:
        return Notice(gettext("The supply will be restored"), _until(arrear, manner), "done", "clock")
    day = (
        long_date(arrear.cut_from, manner.language, manner.country, manner.digits) if arrear.cut_from else ""
    )
    title = gettext("The supply may be cut from %(day)s") % {"day": day}
    text = gettext("Paying, contesting a bill or taking instalments stops it.")
    return Notice(title, text, "risk", "alert")


def _until(arrear: Arrear, manner: Manner) -> str:
    order = arrear.orders.filter(kind=Order.Kind.RECONNECTION, closed_at=None).first()
    if order is None or order.by is None:
        return ""
    by = in_its_zone(order.by)
    said = {
        "day": long_date(by.date(), manner.language, manner.country, manner.digits),
        "hour": clock_time(by, manner.language, manner.digits),
    }
    return gettext("By %(day)s at %(hour)s. You need do nothing.") % said
