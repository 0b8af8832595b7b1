"""Work of accounts that returns, run by the worker in every agency."""

from datetime import datetime

from shubbak.accounts.actions import end_over, forget_over, sweep
from shubbak.notifications.periodic import register_periodic


def forget(at: datetime) -> None:
    sweep(at=at)
    forget_over(at=at)


def end(at: datetime) -> None:
    end_over(at=at)


register_periodic("accounts.sweep", "27 3 * * *", forget)
register_periodic("accounts.end_mandates", "*/10 * * * *", end)
