"""Who comes through: agents and heads of a body that bills by meters. For others these pages do not exist."""

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import Door, P, View, Visit, hidden
from shubbak.utility.metering.permissions import reviews_readings, suspends_readings


def reading_people(view: View[P]) -> Door[P]:
    return hidden(view, reviews)


def reading_heads(view: View[P]) -> Door[P]:
    return hidden(view, suspends)


def reviews(visit: Visit) -> bool:
    return bool(current_agency().tariffs) and reviews_readings(visit.roles)


def suspends(visit: Visit) -> bool:
    return reviews(visit) and suspends_readings(visit.roles)
