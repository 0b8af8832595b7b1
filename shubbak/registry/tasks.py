"""What the worker does for the registry."""

from shubbak.notifications.periodic import EACH_MINUTE, register_periodic
from shubbak.registry.books.actions.days import close_forgotten_days
from shubbak.registry.books.refilling import refill, refill_where_marked
from shubbak.registry.books.signing import sign_pending
from shubbak.registry.circulation.actions.remind import remind_units
from shubbak.registry.departure.actions.signing import ISSUE
from shubbak.registry.departure.issuing import issue_waiting
from shubbak.registry.exchange.actions.parcels import note_parcels, take_parcels
from shubbak.registry.filing.actions.eliminate import eliminate_approved
from shubbak.registry.letters.actions.read import read_again
from shubbak.registry.letters.reading import read_pending
from shubbak.registry.letters.stamping import stamp_pending
from shubbak.registry.scans.parting import cut_batches, forget_scans
from shubbak.registry.scans.reading import read_parts
from shubbak.registry.scans.watching import take_scans

register_periodic("registry.sign_pending", EACH_MINUTE, lambda at: sign_pending(at=at))
register_periodic("registry.refill_marked", EACH_MINUTE, lambda at: refill_where_marked(at=at))
register_periodic("registry.refill", "37 2 * * *", lambda at: refill(at=at))
register_periodic("registry.close_days", EACH_MINUTE, lambda at: close_forgotten_days(at=at))
register_periodic(ISSUE, EACH_MINUTE, lambda at: issue_waiting(at=at))
register_periodic("registry.stamp", EACH_MINUTE, lambda at: stamp_pending(at=at))
register_periodic("registry.eliminate", "*/10 * * * *", lambda at: eliminate_approved(at=at))
register_periodic("registry.read_papers", EACH_MINUTE, lambda at: read_pending(at=at))
register_periodic("registry.take_parcels", EACH_MINUTE, lambda at: take_parcels(at=at))
register_periodic("registry.note_parcels", EACH_MINUTE, lambda at: note_parcels(at=at))
register_periodic("registry.remind_units", "43 7 * * *", lambda at: remind_units(at=at))
register_periodic("registry.take_scans", EACH_MINUTE, lambda at: take_scans(at=at))
register_periodic("registry.cut_scans", EACH_MINUTE, lambda at: cut_batches(at=at))
register_periodic("registry.read_scans", EACH_MINUTE, lambda at: read_parts(at=at))
register_periodic("registry.forget_scans", "51 2 * * *", lambda at: forget_scans(at=at))
register_periodic("registry.read_again", "51 2 * * *", lambda _at: read_again())
