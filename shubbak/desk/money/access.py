"""Who comes through: the head cashier and those who lead the body; auditors to read. Others find nothing."""

from shubbak.desk.access import Door, P, View, hidden
from shubbak.payments.reconciling.permissions import clears_money, reads_money


def clearers(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: clears_money(visit.roles))


def readers_of_money(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: reads_money(visit.roles))
