"""Who comes through: those who oversee units. For all other staff these pages do not exist."""

from shubbak.desk.access import Door, P, View, hidden


def overseers(view: View[P]) -> Door[P]:
    """Heads, whoever stands in for one, directors and general secretaries."""
    return hidden(view, lambda visit: visit.oversees)


def heads(view: View[P]) -> Door[P]:
    """Heads and whoever stands in for one."""
    return hidden(view, lambda visit: visit.leads)
