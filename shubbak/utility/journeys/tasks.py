"""Each night, once plans have lapsed in the ledger: their files go on, and those of contracts for a time."""

from shubbak.notifications.periodic import register_periodic
from shubbak.utility.journeys.following import follow_nightly

register_periodic("journeys.follow", "27 3 * * *", lambda at: follow_nightly(at=at))
