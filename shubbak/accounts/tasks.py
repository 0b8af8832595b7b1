"""Work of accounts that returns, run by the worker in every agency."""

from datetime import datetime

from shubbak.accounts.actions import sweep
from shubbak.notifications.periodic import register_periodic


def forget(at: datetime) -> None:
    sweep(at=at)


register_periodic("accounts.sweep", "27 3 * * *", forget)
