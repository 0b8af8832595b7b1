"""What files about bills bring about: a bill is held while it is contested, then asked for again."""

from collections.abc import Mapping

from shubbak.cases.extension import Occasion, register_effect
from shubbak.catalogue.spec import Effect
from shubbak.utility.bills.actions.contesting import answer_contest, contest_bill
from shubbak.utility.bills.contested import Known, chosen
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.queries import unpaid_among
from shubbak.utility.subscriptions.queries import contract_of

_LATELY = 36


def hold_bill(occasion: Occasion, _effect: Effect) -> None:
    """The bill that the answers name, or the last one that is not paid."""
    for bill in bills_meant(occasion.case.answers):
        contest_bill(bill=bill, file=occasion.case.pk, actor=occasion.actor, at=occasion.at)


def release_bill(occasion: Occasion, _effect: Effect) -> None:
    answer_contest(file=occasion.case.pk, actor=occasion.actor, at=occasion.at)


def bills_meant(answers: Mapping[str, object]) -> list[Bill]:
    """What the answers name by month or number; else the last one that is not paid."""
    contract = contract_of(str(answers.get("contract") or ""))
    if contract is None:
        return []
    bills: list[Bill] = list(contract.bills.standing().order_by("-last", "-number")[:_LATELY])
    unpaid = unpaid_among(bills)
    known = [Known(bill.number, bill.period, bill.pk in unpaid) for bill in bills]
    numbers = chosen(str(answers.get("bill_month") or ""), known)
    return [bill for bill in bills if bill.number in numbers]


register_effect("hold_bill", hold_bill, words="hold the bill that is contested: no reminder, no cut")
register_effect("release_bill", release_bill, words="ask for the contested bill again")
