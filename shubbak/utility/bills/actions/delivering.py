"""How bills reach people: on paper or not, for all of them (S0.31); and one of them sent again by e-mail."""

from datetime import datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.notifications.actions import post
from shubbak.notifications.models import Message
from shubbak.notifications.rules import About
from shubbak.utility.bills.actions.telling import BILL
from shubbak.utility.bills.models import Bill, PaperSuspension

COPY = "copy"


@action
def suspend_paper(*, actor: Actor, at: datetime) -> PaperSuspension:
    """No bill is brought on paper any more: who has an e-mail address gets each one there. Twice is once."""
    suspension, is_new = PaperSuspension.objects.get_or_create(until=None, defaults={"since": at})
    if is_new:
        record(what="bills.paper_suspended", about="bills", actor=actor, at=at)
    return suspension


@action
def resume_paper(*, actor: Actor, at: datetime) -> bool:
    """Bills are brought again. False if they never ceased to be."""
    ended = PaperSuspension.objects.filter(until=None).update(until=at)
    if ended:
        record(what="bills.paper_resumed", about="bills", actor=actor, at=at)
    return bool(ended)


@action
def send_copy(*, bill: Bill, at: datetime) -> Message | None:
    """The bill once more, by e-mail to the address that its holder gave; None where they gave none."""
    about = About(BILL, str(bill.pk))
    return post(about=about, person=bill.holding.person, template=COPY, at=at, channel="email")
