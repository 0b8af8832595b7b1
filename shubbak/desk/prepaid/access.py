"""Who comes through: whoever serves people sees a meter, whoever leads orders something of it."""

from shubbak.desk.access import Door, P, View, hidden
from shubbak.utility.prepaid.vending.permissions import orders_meters, sees_meters


def meter_people(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: sees_meters(visit.roles))


def meter_heads(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: orders_meters(visit.roles))
