"""Who comes through: administrators and heads. For all other staff these pages do not exist."""

from shubbak.desk.access import Door, P, View, hidden


def label_makers(view: View[P]) -> Door[P]:
    """Whoever makes labels; other staff are answered as for an address that is not there."""
    return hidden(view, lambda visit: visit.makes_labels)
