"""Who comes through: administrators of the body. For all other staff these pages do not exist."""

from shubbak.desk.access import Door, P, View, hidden


def administration(view: View[P]) -> Door[P]:
    """Administrators only; other staff are answered as for an address that is not there."""
    return hidden(view, lambda visit: visit.administers)
