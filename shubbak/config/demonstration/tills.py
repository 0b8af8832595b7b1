"""The window of a utility: a day at the till, counted and signed, and one that goes on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.config.demonstration.crowd import seeded
from shubbak.config.demonstration.dwellings import TOWN, contract_of_rank
from shubbak.config.demonstration.lateness import Fate, ranks_of
from shubbak.payments.cashier.actions import close_shift, make_till, open_shift, sign_shift, take_money
from shubbak.payments.cashier.models import Shift, Till
from shubbak.payments.cashier.queries import duty_of, expected_in
from shubbak.payments.cashier.rules import ChequeFacts, Means, Taking, coins_of
from shubbak.payments.ledger.queries import open_payables
from shubbak.people.models import Staff
from shubbak.utility.subscriptions.queries import holding_on
from shubbak.utility.subscriptions.rules import print_contract_number

_CODE = "C1"
_STEP = timedelta(minutes=11)


def tell_tills(agency: Agency, now: datetime) -> None:
    """The last worked day, closed and signed, and the shift of now; once."""
    window = TOWN[agency.code].till
    if Till.objects.exists():
        return
    names = (window.cashier, window.head)
    cashier, head = (Staff.objects.get(email=f"{name}@{agency.code}.example") for name in names)
    day = _worked_before(agency, now)
    morning = datetime.combine(day, time(9), calendar_of(agency).zone)
    till = make_till(code=_CODE, name=window.name, staff=head, at=morning - timedelta(hours=1))
    shift = open_shift(till_id=till.pk, pieces=window.pieces, staff=cashier, at=morning)
    _take(agency, shift, ranks_of(Fate.TILL), morning + _STEP)
    evening = morning + timedelta(hours=7)
    pieces = _pieces(expected_in(shift), agency.currency)
    close_shift(shift_id=shift.pk, pieces=pieces, explanation="", staff=cashier, is_head=False, at=evening)
    sign_shift(shift_id=shift.pk, staff=head, at=evening + _STEP)
    since = now - timedelta(hours=1)
    standing = open_shift(till_id=till.pk, pieces=window.pieces, staff=cashier, at=since)
    _take(agency, standing, ranks_of(Fate.OPEN), since + _STEP)


def _take(agency: Agency, shift: Shift, ranks: Sequence[int], at: datetime) -> None:
    """Each pays what is asked; whose bill is to stay open pays an advance."""
    for place, rank in enumerate(ranks):
        contract = contract_of_rank(agency.code, rank)
        holding = holding_on(contract, at.date()) if contract else None
        if contract is None or holding is None:
            continue
        means = (Means.CASH, Means.CHEQUE)[place % 2]
        take_money(
            shift_id=shift.pk,
            taking=_taking(agency, rank, means, holding.payer_id, at.date()),
            payer=holding.payer_id,
            about=print_contract_number(contract.number),
            submission=UUID(int=seeded(agency.code, "till", rank).getrandbits(128)),
            staff=shift.cashier,
            at=at + place * _STEP,
        )


def _taking(agency: Agency, rank: int, means: Means, payer: UUID, day: date) -> Taking:
    owed = [] if rank in ranks_of(Fate.OPEN) else list(open_payables(payer))
    wanted = tuple((each.pk, each.left) for each in owed)
    advance = 0 if wanted else 50_00
    if means is Means.CHEQUE:
        bank = TOWN[agency.code].till.bank
        return Taking(means, wanted, advance, cheque=ChequeFacts(f"{4_410_000 + rank}", bank, "", day))
    bare = Taking(means, wanted, advance)
    total = bare.amount + duty_of(bare)
    return Taking(means, wanted, advance, handed=-(-total // 100_00) * 100_00)


def _pieces(amount: int, currency: str) -> Mapping[int, int]:
    """The notes and coins that make an amount."""
    found = {}
    for value in coins_of(currency):
        found[value], amount = divmod(amount, value)
    return found


def _worked_before(agency: Agency, now: datetime) -> date:
    calendar = calendar_of(agency)
    day = calendar.local_day(now) - timedelta(days=1)
    while not calendar.is_worked(day):
        day -= timedelta(days=1)
    return day
