"""A run and its drafts as the desk shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from shubbak.agencies.queries import current_agency
from shubbak.desk.billing.words import FINDINGS, STATES
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import word
from shubbak.foundation.text import amount
from shubbak.utility.bills.models import Draft, Run
from shubbak.utility.bills.queries import findings_counted, to_look_at
from shubbak.utility.bills.rules import NEVER_ISSUED
from shubbak.utility.subscriptions.rules import print_contract_number

MOST = 100
Words = str | Promise


@dataclass(frozen=True)
class DraftShown:
    """One draft that waits: its contract, what it would ask, why it waits, whether it can be cleared."""

    pk: int
    contract: str
    place: str
    total: str
    reason: Words
    can_be_cleared: bool


@dataclass(frozen=True)
class RunShown:
    """A run with what waits in it; `ready` may leave as it is."""

    run: Run
    state: Words
    total: str
    begun_by: str
    approved_by: str
    waiting: Sequence[DraftShown]
    waits: int
    reasons: Sequence[tuple[Words, int]]

    @property
    def ready(self) -> int:
        return self.run.bills - self.waits if self.run.state == Run.State.COMPUTED else self.run.bills


def run_in_line(run: Run) -> tuple[Run, Words]:
    return run, word(STATES, run.state)


def run_shown(run: Run) -> RunShown:
    """At most the hundred that ask for most; the others come once these are dealt with."""
    counted = findings_counted(run)
    drafts = [_draft(draft) for draft in to_look_at(run)[:MOST]]
    reasons = [(word(FINDINGS, finding), count) for finding, count in sorted(counted.items())]
    return RunShown(
        run=run,
        state=word(STATES, run.state),
        total=_money(run.total),
        begun_by=tongue().name(run.begun_by),
        approved_by=tongue().name(run.approved_by) if run.approved_by else "",
        waiting=drafts,
        waits=sum(counted.values()),
        reasons=reasons,
    )


def _draft(draft: Draft) -> DraftShown:
    return DraftShown(
        draft.pk,
        print_contract_number(draft.contract.number),
        draft.contract.point.place,
        _money(draft.total),
        word(FINDINGS, draft.finding),
        draft.finding not in NEVER_ISSUED,
    )


def _money(minor: int) -> str:
    agency = current_agency()
    return amount(minor, agency.currency, tongue().language, agency.country, agency.digits)
