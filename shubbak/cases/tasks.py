"""Work of the case engine that returns, run by the worker in every agency."""

from datetime import datetime

from shubbak.agencies.actions import forget_used
from shubbak.cases.actions import (
    follow_calendar,
    read_again,
    read_papers,
    remind_opinions,
    run_clocks,
    sweep_drafts,
    sweep_unsent,
    sweep_uploads,
)
from shubbak.cases.charges.actions import follow_payments
from shubbak.notifications.periodic import EACH_MINUTE, register_periodic


def turn_clocks_on(at: datetime) -> None:
    """Follow the calendar first, so that nobody is warned by a date that has moved."""
    follow_calendar(at=at)
    follow_payments(at=at)
    run_clocks(at=at)


def sweep(at: datetime) -> None:
    sweep_drafts(at=at)
    sweep_uploads(at=at)
    sweep_unsent(at=at)
    forget_used(at=at)


def remind(at: datetime) -> None:
    remind_opinions(at=at)


def read(at: datetime) -> None:
    read_papers(at=at)


def look_again(at: datetime) -> None:  # noqa: ARG001  the shape of a turn
    read_again()


register_periodic("cases.read_again", "41 2 * * *", look_again)
register_periodic("cases.read_papers", EACH_MINUTE, read)
register_periodic("cases.remind_opinions", "23 7 * * *", remind)
register_periodic("cases.run_clocks", EACH_MINUTE, turn_clocks_on)
register_periodic("cases.sweep_drafts", "17 3 * * *", sweep)
