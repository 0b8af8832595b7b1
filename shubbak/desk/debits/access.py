"""Who comes through: the head cashier and those who lead the body; auditors to read. Others find nothing."""

from shubbak.desk.access import Door, P, View, hidden
from shubbak.payments.debiting.permissions import collects, reads_collections


def collectors(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: collects(visit.roles))


def readers_of_collections(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: reads_collections(visit.roles))
