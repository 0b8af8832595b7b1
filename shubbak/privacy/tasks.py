"""Erasure that returns, run by the worker in every agency."""

from datetime import datetime

from shubbak.notifications.periodic import register_periodic
from shubbak.people.actions import sweep_sessions
from shubbak.privacy.actions import carry_out, erase_again, list_due


def prepare(at: datetime) -> None:
    """Every night: what came back with a backup goes again; what is due is listed for two to look at; what is
    known of ended sessions is forgotten.
    """
    erase_again(at=at)
    list_due(at=at)
    sweep_sessions(at=at)


def erase_approved(at: datetime) -> None:
    carry_out(at=at)


register_periodic("privacy.prepare", "37 2 * * *", prepare)
register_periodic("privacy.erase", "*/10 * * * *", erase_approved)
