"""Who checks mandates: whoever receives people, or leads those who do."""

from shubbak.accounts.permissions import may_check_mandates
from shubbak.desk.access import Door, P, View, Visit, hidden


def mandate_checkers(view: View[P]) -> Door[P]:
    return hidden(view, _may)


def _may(visit: Visit) -> bool:
    return may_check_mandates(visit.roles)
