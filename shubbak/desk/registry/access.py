"""Who comes to the registry office: its clerks, and those who lead the body or audit it."""

from shubbak.desk.access import Door, P, View, Visit, hidden
from shubbak.registry.permissions import keeps_registers, reads_registers, signs_days


def register_readers(view: View[P]) -> Door[P]:
    return hidden(view, reads)


def register_keepers(view: View[P]) -> Door[P]:
    return hidden(view, keeps)


def day_signers(view: View[P]) -> Door[P]:
    return hidden(view, signs)


def reads(visit: Visit) -> bool:
    return reads_registers(visit.roles)


def keeps(visit: Visit) -> bool:
    return keeps_registers(visit.roles)


def signs(visit: Visit) -> bool:
    return signs_days(visit.roles)
