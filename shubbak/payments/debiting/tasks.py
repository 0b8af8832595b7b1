"""What returns in direct debit: each night unused mandates lapse, and old accounts are forgotten."""

from datetime import datetime

from shubbak.agencies.queries import in_its_zone
from shubbak.notifications.periodic import register_periodic
from shubbak.payments.debiting.actions import forget_accounts, forget_files, lapse_mandates


def lapse(at: datetime) -> None:
    lapse_mandates(at=at, day=in_its_zone(at).date())


def forget(at: datetime) -> None:
    day = in_its_zone(at).date()
    forget_accounts(at=at, day=day)
    forget_files(at=at, day=day)


register_periodic("debiting.lapse", "17 3 * * *", lapse)
register_periodic("debiting.forget", "47 2 * * *", forget)
