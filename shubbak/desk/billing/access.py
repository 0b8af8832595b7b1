"""Who comes through: whoever runs bills, and auditors to read. For others these pages do not exist."""

from shubbak.desk.access import Door, P, View, hidden
from shubbak.utility.bills.permissions import proposes_corrections, reads_runs, runs_bills


def billers(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: runs_bills(visit.roles))


def readers_of_runs(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: reads_runs(visit.roles))


def correctors(view: View[P]) -> Door[P]:
    """Whoever proposes corrections of bills, or decides on them."""
    return hidden(view, lambda visit: proposes_corrections(visit.roles))
