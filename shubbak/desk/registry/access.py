"""Who comes to the registry office: its clerks, and those who lead the body or audit it."""

from shubbak.desk.access import Door, P, View, Visit, hidden
from shubbak.registry.permissions import (
    dispatches,
    keeps_registers,
    leads_archives,
    reads_registers,
    sends_circulars,
    signs_days,
)


def register_readers(view: View[P]) -> Door[P]:
    return hidden(view, reads)


def register_keepers(view: View[P]) -> Door[P]:
    return hidden(view, keeps)


def letter_readers(view: View[P]) -> Door[P]:
    """Whoever reads the registers, and the people of units: which letter, `letter_visible` says."""
    return hidden(view, meets_letters)


def unit_people(view: View[P]) -> Door[P]:
    return hidden(view, has_unit)


def dispatchers(view: View[P]) -> Door[P]:
    return hidden(view, sends)


def circular_senders(view: View[P]) -> Door[P]:
    return hidden(view, tells)


def archivists(view: View[P]) -> Door[P]:
    return hidden(view, leads)


def day_signers(view: View[P]) -> Door[P]:
    return hidden(view, signs)


def reads(visit: Visit) -> bool:
    return reads_registers(visit.roles)


def keeps(visit: Visit) -> bool:
    return keeps_registers(visit.roles)


def signs(visit: Visit) -> bool:
    return signs_days(visit.roles)


def leads(visit: Visit) -> bool:
    return leads_archives(visit.roles)


def has_unit(visit: Visit) -> bool:
    return bool(visit.roles.units)


def meets_letters(visit: Visit) -> bool:
    return reads(visit) or has_unit(visit)


def sends(visit: Visit) -> bool:
    return dispatches(visit.roles)


def tells(visit: Visit) -> bool:
    return sends_circulars(visit.roles)
