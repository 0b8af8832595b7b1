"""Money that goes from one account of the body to another: a float, what a till hands over."""

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions.book import Moment, body_account, moved, write
from shubbak.payments.ledger.models import Transfer
from shubbak.payments.ledger.rules import LedgerRefused


@action
def move(
    *, out_of: str, into: str, amount: int, currency: str, about: str, actor: Actor, moment: Moment
) -> None:
    """Note that an amount lies elsewhere now. `about`: what the journal names it by.

    :raises LedgerRefused: ``nothing``.
    """
    if amount <= 0:
        raise LedgerRefused("nothing")
    source, target = body_account(out_of, currency), body_account(into, currency)
    write([moved(Transfer.Kind.MOVED, target, source, amount, moment)])
    told: dict[str, Fact] = {"amount": amount, "currency": currency, "out_of": out_of, "into": into}
    record(what="payments.moved", about=about, actor=actor, at=moment.at, facts=told)
