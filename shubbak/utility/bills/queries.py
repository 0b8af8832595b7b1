"""Reads of runs and bills."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shubbak.payments.ledger.models import Payable
from shubbak.utility.bills.models import Bill, Correction, Draft, PaperSuspension, Run
from shubbak.utility.bills.rules import NEVER_ISSUED, PAYABLE, Kind, RunFacts
from shubbak.utility.subscriptions.models import Contract


def facts_of(run: Run) -> RunFacts:
    return RunFacts(run.period, run.issue_on, run.due_on, tuple(run.sectors))


def ready(run: Run) -> QuerySet[Draft]:
    """The drafts of a run that may be issued: nothing was found, or somebody looked."""
    looked_at = Q(cleared_by__isnull=False) & ~Q(finding__in=NEVER_ISSUED)
    return Draft.objects.filter(Q(finding="") | looked_at, run=run)


def to_look_at(run: Run) -> QuerySet[Draft]:
    """Drafts that wait for somebody, what costs most first."""
    found = Draft.objects.filter(run=run, cleared_by=None).exclude(finding="")
    return found.select_related("contract__point", "holding__person").order_by("finding", "-total", "pk")


def findings_counted(run: Run) -> dict[str, int]:
    """How many drafts wait for each reason."""
    rows = to_look_at(run).order_by().values_list("finding").annotate(Count("pk"))
    return dict(rows.order_by("finding"))


def bills_of(contract: Contract) -> QuerySet[Bill]:
    """All bills of a contract, the last first, each with whether it was cancelled."""
    undone = Bill.objects.filter(corrects=OuterRef("pk"), kind=Kind.CANCELLING)
    bills: QuerySet[Bill] = Bill.objects.filter(contract=contract).annotate(is_cancelled=Exists(undone))
    return bills.select_related("holding__person", "contract__point", "corrects")


def corrections_to_decide() -> QuerySet[Correction]:
    """What waits for a second person, the oldest first."""
    known = Correction.objects.select_related("bill__contract", "bill__holding__person")
    return known.filter(decided_at=None)


def paper_suspension() -> PaperSuspension | None:
    """Since when no bill is brought on paper; None where they are."""
    return PaperSuspension.objects.filter(until=None).first()


def on_paper(run: Run) -> QuerySet[Bill]:
    """The bills of a run that are brought to their holders, round by round, in the order of their numbers."""
    brought = Bill.objects.filter(run=run, contract__paperless=False).standing()
    known = brought.select_related("contract__point", "holding__person", "corrects")
    return known.order_by("contract__point__sector", "number")


def rounds_on_paper(run: Run) -> list[tuple[str, int]]:
    """How many of them each round brings."""
    counted = on_paper(run).order_by().values_list("contract__point__sector").annotate(Count("pk"))
    return sorted(counted)


def bill_before(bill: Bill) -> Bill | None:
    """The standing bill to compare with: that of the same month a year ago, else the one before."""
    year, month = bill.period.split("-")
    others = Bill.objects.filter(contract=bill.contract_id, holding=bill.holding_id).standing()
    last_year = others.filter(period=f"{int(year) - 1}-{month}").first()
    return last_year or others.filter(last__lt=bill.first).first()


def unpaid_among(bills: Iterable[Bill]) -> frozenset[UUID]:
    """Those of which something is left to pay."""
    keys = [bill.pk for bill in bills]
    return frozenset(
        Payable.objects.open().filter(kind=PAYABLE, origin__in=keys).values_list("origin", flat=True)
    )
