"""A difference is cleared up by hand: whose the money is, that it went back, or why it is none."""

from datetime import date, datetime
from functools import partial
from uuid import UUID

from shubbak.journal.actions import action, before_flush, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions import receive
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.referring import Differing, NumberOf, open_file
from shubbak.payments.ledger.rules import LedgerRefused, in_order
from shubbak.payments.reconciling.actions.importing import money_of
from shubbak.payments.reconciling.models import Difference, Line
from shubbak.payments.reconciling.rules import DifferenceRefused


@action
def settle_difference(
    *, difference_id: int, note: str, actor: Actor, at: datetime, way: str = "explained"
) -> Difference:
    """Somebody has cleared up where a bank and we differed, and says how: explained, or given back."""
    difference = _held(difference_id)
    if difference.settled_at is None:
        _settle(difference, way, note, actor, at)
    return difference


@action
def match_difference(
    *, difference_id: int, payer: UUID, payable: UUID | None, actor: Actor, at: datetime, day: date
) -> Difference:
    """Money that came without a reference is somebody's: it pays what is named, the rest is their credit.

    :raises DifferenceRefused: ``settled_before``, ``no_money``: nothing came that nobody knows.
    :raises LedgerRefused: as of `receive`.
    """
    difference = _held(difference_id)
    line = difference.line
    if difference.settled_at:
        raise DifferenceRefused("settled_before")
    if line is None or line.state != Line.State.UNKNOWN:
        raise DifferenceRefused("no_money")
    wanted = _wanted(payable, line.amount)
    line.payment = receive(money=money_of(line, at, day), payer=payer, wanted=wanted, actor=actor, at=at)
    line.state = Line.State.RECEIVED
    line.save(update_fields=["payment", "state"])
    _settle(difference, Difference.Way.MATCHED, "", actor, at)
    return difference


@action
def refer_difference(*, difference_id: int, actor: Actor, at: datetime) -> Difference:
    """A file is opened about it, by whichever room above offers one; the difference stays until it is clear.

    :raises DifferenceRefused: ``settled_before``, ``referred_before``, ``no_service``.
    """
    difference = _held(difference_id)
    if difference.settled_at:
        raise DifferenceRefused("settled_before")
    if difference.file_number:
        raise DifferenceRefused("referred_before")
    number_of = open_file(_differing(difference), actor, at)
    if number_of is None:
        raise DifferenceRefused("no_service")
    before_flush(partial(_note_file, difference, number_of, actor, at))
    return difference


def _differing(difference: Difference) -> Differing:
    return Differing(
        key=f"difference/{difference.pk}",
        about=difference.statement.name,
        theirs=difference.theirs,
        ours=difference.ours,
        currency=difference.currency,
        account=difference.statement.account.iban,
        text=difference.line.text if difference.line else "",
    )


def _note_file(difference: Difference, number_of: NumberOf, actor: Actor, at: datetime) -> None:
    """The file has taken its number by now."""
    difference.file_number = number_of()
    difference.save(update_fields=["file_number"])
    about, facts = difference.statement.name, {"file": difference.file_number}
    record(what="payments.difference_referred", about=about, actor=actor, at=at, facts=facts)


def _held(difference_id: int) -> Difference:
    known = Difference.objects.select_for_update(of=("self",)).select_related(
        "statement__account", "line__account"
    )
    return known.get(pk=difference_id)


def _wanted(payable_id: UUID | None, amount: int) -> list[tuple[UUID, int]]:
    """No more than is left of it: what came beyond is credit."""
    if payable_id is None:
        return []
    payable = Payable.objects.filter(pk=payable_id).first()
    if payable is None:
        raise LedgerRefused("no_such_payable")
    return in_order(amount, [(payable.pk, payable.left)])


def _settle(difference: Difference, way: str, note: str, actor: Actor, at: datetime) -> None:
    difference.settled_at, difference.settled_by = at, actor.id
    difference.way, difference.note = way, note[:500]
    difference.save(update_fields=["settled_at", "settled_by", "way", "note"])
    moved = difference.theirs - difference.ours
    facts: dict[str, Fact] = {"kind": difference.kind, "amount": moved, "way": way}
    about = difference.statement.name
    record(what="payments.difference_settled", about=about, actor=actor, at=at, facts=facts)
