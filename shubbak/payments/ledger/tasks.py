"""What returns in the ledger: each night plans lapse of which two instalments are late."""

from datetime import datetime
from zoneinfo import ZoneInfo

from shubbak.agencies.queries import current_agency
from shubbak.notifications.periodic import register_periodic
from shubbak.payments.ledger.actions import lapse_plans


def lapse(at: datetime) -> None:
    lapse_plans(at=at, day=at.astimezone(ZoneInfo(current_agency().zone)).date())


register_periodic("ledger.lapse", "7 3 * * *", lapse)
