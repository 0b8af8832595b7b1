"""Each night: what is over ends, whoever is late is reminded."""

from shubbak.notifications.periodic import register_periodic
from shubbak.utility.arrears.actions.warning import follow

register_periodic("arrears.follow", "37 6 * * *", lambda at: follow(at=at))
