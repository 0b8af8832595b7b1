"""What a file asks to be paid of its contract, besides its fees."""

from collections.abc import Sequence
from datetime import datetime

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.models import Case
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import open_payables
from shubbak.utility.journeys.instalments import instalments_for
from shubbak.utility.journeys.queries import has_ended, holding_of


def payables_beside(case: Case, at: datetime) -> Sequence[Payable]:
    """All that is owed of a contract that it ended; else the instalments that it agreed on."""
    if not has_ended(case):
        return instalments_for(case)
    held = holding_of(case, in_its_zone(at).date())
    return list(open_payables(held.payer_id)) if held else []
