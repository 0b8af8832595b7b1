"""What a file has to do with a contract, and what that contract still owes."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.models import Case, CaseEvent
from shubbak.payments.ledger.queries import credit_of, dues_of, guarantee_of
from shubbak.utility.subscriptions.models import Contract, Fitting, Holding, Meter
from shubbak.utility.subscriptions.queries import contract_of, holding_on

QUESTION = "contract"
"""The question of a pack whose answer is the contract that the file is about."""
OPENED, ENDED, PLANNED = "contract_opened", "contract_ended", "plan_agreed"
MOVING_IN = (("last_contract", "index"), ("last_water_contract", "water_index"))
"""The questions about each place where somebody moves in: its contract before, the index of its meter."""
HEIR = "heir"
"""In what capacity an heir asks."""
LIMITED, OFFERED = "term_agreed", "more_time_offered"
EXCHANGED, SWITCHED = "meter_exchanged", "contract_prepaid"


def contract_in(case: Case) -> Contract | None:
    """The contract that the person named; without one, the last that the file has opened."""
    if named := case.answers.get(QUESTION):
        return contract_of(str(named))
    opened = opened_by(case)
    return contract_of(opened[-1]) if opened else None


def place_told(case: Case) -> tuple[str, str]:
    """Number of the contract before and index of the meter, as told of the first place of which the file has
    no contract yet; empty where nothing is told.
    """
    taken = set(Contract.objects.filter(number__in=opened_by(case)).values_list("point", flat=True))
    for number, index in places_told(case):
        before = contract_of(number)
        if before is None or before.point_id not in taken:
            return number, index
    return "", ""


def places_told(case: Case) -> list[tuple[str, str]]:
    told = [tuple(str(case.answers.get(name) or "") for name in names) for names in MOVING_IN]
    return [(number, index) for number, index in told if number or index]


def last_meter(contract: Contract) -> Meter | None:
    """The one that stands at its place, or stood there last."""
    last = Fitting.objects.filter(point=contract.point_id).select_related("meter").last()
    return last.meter if last else None


def opened_by(case: Case) -> list[str]:
    """The numbers of the contracts that the file opened, in order."""
    events = CaseEvent.objects.filter(case=case, what=OPENED).order_by("at", "id")
    return [str(facts["contract"]) for facts in events.values_list("facts", flat=True)]


def kept_by(case: Case) -> int:
    """How much of its advance the file has laid into contracts."""
    events = CaseEvent.objects.filter(case=case, what=OPENED)
    return sum(int(facts.get("advance", 0)) for facts in events.values_list("facts", flat=True))


def passes_deposit(case: Case) -> bool:
    """Whether heirs want the deposit kept for the contract that they get."""
    return case.answers.get("capacity") == HEIR and case.answers.get("deposit") is True


def has_ended(case: Case) -> bool:
    """Whether the file has ended its contract."""
    return CaseEvent.objects.filter(case=case, what=ENDED).exists()


def planned_by(plan: UUID) -> Sequence[Case]:
    """Files in hand that agreed on these instalments."""
    cases = Case.objects.in_hand().filter(events__what=PLANNED, events__facts__plans__icontains=str(plan))
    return list(cases.distinct())


def ended_for(contract: Contract) -> Sequence[Case]:
    """Files in hand that ended a contract."""
    cases = Case.objects.in_hand().filter(events__what=ENDED, events__facts__contract=contract.number)
    return list(cases.distinct())


def holding_of(case: Case, day: date) -> Holding | None:
    contract = contract_in(case)
    return holding_on(contract, day) if contract else None


def owed_by(case: Case, at: datetime) -> int:
    """What the holder of the file's contract owes of it."""
    held = holding_of(case, in_its_zone(at).date())
    return dues_of(held.payer_id) if held else 0


def kept_for(case: Case, at: datetime) -> int:
    """What the body still has of the holder: credit, and the deposit."""
    held = holding_of(case, in_its_zone(at).date())
    return credit_of(held.payer_id) + guarantee_of(held.payer_id) if held else 0


def payer_of(case: Case, day: date) -> UUID | None:
    held = holding_of(case, day)
    return held.payer_id if held else None
