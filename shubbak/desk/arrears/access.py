"""Who comes through: whoever follows what is not paid; those who lead have cuts made."""

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import Door, P, View, Visit, hidden
from shubbak.utility.arrears.permissions import approves_cuts, follows_arrears


def arrears_people(view: View[P]) -> Door[P]:
    return hidden(view, follows)


def arrears_leaders(view: View[P]) -> Door[P]:
    return hidden(view, leads)


def follows(visit: Visit) -> bool:
    return bool(current_agency().tariffs) and follows_arrears(visit.roles)


def leads(visit: Visit) -> bool:
    return bool(current_agency().tariffs) and approves_cuts(visit.roles)
