"""What returns in direct debit: each night mandates lapse that nobody used."""

from datetime import datetime

from shubbak.agencies.queries import in_its_zone
from shubbak.notifications.periodic import register_periodic
from shubbak.payments.debiting.actions import lapse_mandates


def lapse(at: datetime) -> None:
    lapse_mandates(at=at, day=in_its_zone(at).date())


register_periodic("debiting.lapse", "17 3 * * *", lapse)
