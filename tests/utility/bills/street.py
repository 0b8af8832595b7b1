"""A street of contracts that are read and billed, for tests."""

from datetime import date, datetime
from typing import Any

from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import enlist_staff
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.bills.actions import (
    approve_run,
    begin_run,
    clear_drafts,
    compute_run,
    decide_correction,
    issue_run,
    propose_correction,
)
from shubbak.utility.bills.actions.correcting import Right
from shubbak.utility.bills.models import Bill, Correction, Run
from shubbak.utility.bills.rules import RunFacts
from shubbak.utility.metering.models import Reading
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import meters_on
from shubbak.utility.tariffs.quoting import quote_period
from shubbak.utility.tariffs.shelf import shelf

WATER = ("ma-water-household", "ma-sewerage-household")
POWER = ("ma-electricity-household",)


def clerks(at: datetime) -> tuple[Staff, Staff]:
    """Who begins runs, and who approves them."""
    return _clerk("kenza@miyah.test", at), _clerk("omar@miyah.test", at)


def _clerk(email: str, at: datetime) -> Staff:
    known = Staff.objects.filter(email=email).first()
    return known or enlist_staff(email=email, name=email, password="a long enough one", actor=SYSTEM, at=at)


def read(contract: Contract, on: date, cubic_metres: float, **changes: Any) -> Reading:
    """An accepted reading of the meter of a contract, in the period of its day."""
    meter = changes.pop("meter", None) or meters_on(contract, on).get().meter
    source = changes.pop("source", "field")
    return Reading.objects.create(
        contract=contract,
        meter=meter,
        read_on=on,
        index=round(cubic_metres * 1000),
        period=changes.pop("period", f"{on:%Y-%m}"),
        source=source,
        state="accepted",
        way="E1" if source == "estimate" else "",
        taken_at=datetime(2026, 11, 17, 9, 0).astimezone(),
        **changes,
    )


def computed(period: str, at: datetime, **changes: Any) -> Run:
    year, month = map(int, period.split("-"))
    issue_on = date(year + month // 12, month % 12 + 1, 3)
    facts = RunFacts(period, issue_on, issue_on.replace(day=23), **changes)
    return compute_run(run=begin_run(facts=facts, staff=clerks(at)[0], at=at), at=at)


def issued(period: str, at: datetime, **changes: Any) -> Run:
    """A whole run: begun, computed, looked at, approved by another, issued."""
    run = computed(period, at, **changes)
    clear_drafts(run=run, drafts=list(run.drafts.values_list("pk", flat=True)), staff=clerks(at)[0], at=at)
    run = approve_run(run=run, staff=clerks(at)[1], at=at)
    issue_run(run=run, actor=actor_of(clerks(at)[1]), at=at)
    run.refresh_from_db()
    return run


def bill(contract: Contract, period: str) -> Bill:
    return Bill.objects.get(contract=contract, period=period, kind="ordinary")


def proposed(wrong: Bill, right: Right | None, at: datetime) -> Correction:
    actor = actor_of(clerks(at)[0])
    return propose_correction(bill=wrong, right=right, reason="مؤشر خاطئ", actor=actor, at=at)


def corrected(wrong: Bill, right: Right | None, on: date, at: datetime) -> Bill:
    """Proposed by one clerk, granted by the other; what stands in its place, or cancels it."""
    asked, actor = proposed(wrong, right, at), actor_of(clerks(at)[1])
    decide_correction(correction_id=asked.pk, is_granted=True, on=on, actor=actor, at=at)
    found: Bill = wrong.corrections.get(kind="rectifying" if right else "cancelling")
    return found


def cancelled(wrong: Bill, on: date, at: datetime) -> Bill:
    return corrected(wrong, None, on, at)


def costs(tariffs: tuple[str, ...], cubic_metres: float, first: date, last: date) -> int:
    """What the kernel says."""
    quantity = round(cubic_metres * 1000)
    return sum(
        quote_period(shelf()[code], quantity=quantity, first=first, last=last).total for code in tariffs
    )
