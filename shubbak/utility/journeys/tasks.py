"""Each night, once plans have lapsed in the ledger: their files go on."""

from shubbak.notifications.periodic import register_periodic
from shubbak.utility.journeys.following import follow_plans

register_periodic("journeys.follow", "27 3 * * *", lambda at: follow_plans(at=at))
