"""What this room hears of: money that came, bills contested or put in instalments; and what metering asks."""

from datetime import datetime

from shubbak.journal.rules import Actor
from shubbak.payments.ledger.extension import register_eased, register_settled
from shubbak.payments.ledger.models import Payable
from shubbak.utility.arrears.actions import reconsider
from shubbak.utility.arrears.queries import cuts_of
from shubbak.utility.bills.rules import PAYABLE
from shubbak.utility.metering.extension import register_cuts


def note_settled(payable: Payable, settled: bool, actor: Actor, at: datetime) -> None:
    if settled:
        reconsider(payer=payable.payer_id, actor=actor, at=at)


def note_eased(payable: Payable, actor: Actor, at: datetime) -> None:
    reconsider(payer=payable.payer_id, actor=actor, at=at)


register_settled(PAYABLE, note_settled)
register_eased(PAYABLE, note_eased)
register_cuts(cuts_of)
