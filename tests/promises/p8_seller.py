"""A process that sells tokens for P8 until it is killed: each request again from its beginning.

Of three sales one has its answer lost after the module made the token; some meters are refused by the module.
What a buyer was shown is written down after the token was kept, and forced to disk.
"""

import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

from django.utils import timezone  # noqa: E402

from shubbak.agencies.models import Agency  # noqa: E402
from shubbak.agencies.schema import look_at  # noqa: E402
from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused  # noqa: E402
from shubbak.utility.prepaid.vending.actions import vend_sale  # noqa: E402
from shubbak.utility.prepaid.vending.models import Sale  # noqa: E402
from shubbak.utility.prepaid.vending.modules import InUse  # noqa: E402
from shubbak.utility.prepaid.vending.queries import printed  # noqa: E402
from shubbak.utility.prepaid.vending.rules import ModuleAway  # noqa: E402
from shubbak.utility.subscriptions.models import Contract  # noqa: E402
from tests.utility.prepaid.lab import module  # noqa: E402
from tests.utility.prepaid.vending.shop import ask, pay  # noqa: E402

SHARE = 3


class Moody:
    """The software module, which loses answers and refuses the meters whose number the test gave."""

    def __init__(self, refused: str) -> None:
        self.module, self.refused, self.asked = module(), refused, 0

    def issue_credit(self, **asked: Any) -> Any:
        if str(asked["meter"].pan) == self.refused:
            raise TokenRefused(Reason.KEY_EXPIRED, "This meter's group has ended.")
        made = self.module.issue_credit(**asked)
        self.asked += 1
        if self.asked % SHARE == 0:
            raise ModuleAway
        return made

    def fetch_token_result(self, *, message_id: str) -> Any:
        return self.module.fetch_token_result(message_id=message_id)


def sell(contract: Contract, key: UUID, used: InUse) -> str:
    """From the offer to what is shown; each step is asked again by whoever does not know its end."""
    at = timezone.now()
    sale = ask(contract, 20_000 + key.int % 9_000, at, key)
    if sale.state == Sale.State.ASKED:
        pay(sale, at, reference=str(key))
    for _ in range(SHARE):
        sale = vend_sale(sale_id=sale.pk, at=at, in_use=used)
        if sale.state != Sale.State.PAID:
            break
    return " ".join(printed(sale)) or sale.state


def main(wanted: Path, shown: Path, refused: str) -> None:
    look_at(Agency.objects.get(code="miyah"))
    used = InUse(Moody(refused), is_laboratory=True)
    done = {line.split("|")[0] for line in shown.read_text().splitlines()}
    contracts = {contract.number: contract for contract in Contract.objects.all()}
    with shown.open("a") as paper:
        for line in wanted.read_text().splitlines():
            key, number = line.split()
            if key not in done:
                paper.write(f"{key}|{sell(contracts[number], UUID(key), used)}\n")
                paper.flush()
                os.fsync(paper.fileno())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
