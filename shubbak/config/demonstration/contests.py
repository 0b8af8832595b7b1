"""Complaints about bills that are really there: they hold the bill until they are answered."""

from datetime import datetime
from uuid import UUID

from shubbak.agencies.models import Agency
from shubbak.config.demonstration.crowd import read_story, seeded
from shubbak.config.demonstration.dwellings import contract_of_rank
from shubbak.config.demonstration.lateness import Fate, ranks_of
from shubbak.config.demonstration.moves import bring
from shubbak.config.demonstration.stage import Stage
from shubbak.utility.bills.models import Contest
from shubbak.utility.subscriptions.queries import holding_on

_SUBJECT = "bill"
"""What the crowd of a body that bills complains about."""


def tell_contests(agency: Agency, at: datetime) -> None:
    """One of the dozen, and some of the crowd, contest their last bill, each once; after the story, whose
    deposits come first.
    """
    stage = Stage(story=read_story(agency.code), agency=agency)
    if _SUBJECT not in stage.story["subjects"]:
        return
    for rank in ranks_of(Fate.CONTESTED):
        contract = contract_of_rank(agency.code, rank)
        holding = holding_on(contract, at.date()) if contract else None
        if contract is None or holding is None:
            continue
        last = contract.bills.standing().order_by("-last", "-number").first()
        if last is None or Contest.objects.filter(bill__contract=contract).exists():
            continue
        person = {"name": holding.person.name, "phone": holding.person.phone, "email": holding.person.email}
        described = {
            "subject": _SUBJECT,
            "person": person | {"channel": "phone"},
            "answers": {"contract": contract.number, "bill_month": last.number},
        }
        submission = UUID(int=seeded(agency.code, "contest", rank).getrandbits(128))
        bring(stage, f"c{rank}", described, submission, at)
