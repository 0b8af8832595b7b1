"""What the bank says of a file of ours before any money moves; said again, it changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.debiting.actions.answering import take_back
from shubbak.payments.debiting.models import Collection, Debit
from shubbak.payments.debiting.rules import DebitingRefused
from shubbak.payments.statements.report import Report

_MESSAGE = "pain.008"
_WITH_BANK = (Debit.State.SENT, Debit.State.UNANSWERED)


@dataclass(frozen=True)
class Heard:
    """How many debits the bank newly took, or refused."""

    collection: Collection
    accepted: int
    refused: int


@action
def hear_report(*, report: Report, actor: Actor, at: datetime, day: date) -> Heard:
    """Note what is accepted; take back what is refused, as a statement would, which then need not say it.

    :raises DebitingRefused: ``other_file``: it is of no file of ours, or names a debit that is not in it.
    """
    known = Collection.objects.select_for_update(of=("self",)).filter(state=Collection.State.SENT)
    found = next(
        (each for each in known.filter(**_named(report.original)) if each.name == report.original), None
    )
    if found is None or not report.message.startswith(_MESSAGE):
        raise DebitingRefused("other_file")
    asked = _asked(found)
    if not set(report.debits) <= {debit.end_to_end for debit in asked}:
        raise DebitingRefused("other_file")
    heard = Heard(found, _accept(report, asked, day), _refuse(report, asked, actor, at, day))
    told: dict[str, Fact] = {"accepted": heard.accepted, "refused": heard.refused}
    if heard.accepted or heard.refused:
        record(what="debits.report_heard", about=found.name, actor=actor, at=at, facts=told)
    return heard


def _named(name: str) -> dict[str, int]:
    """Year and number of a name that is like one of ours."""
    year, _, serial = name.removeprefix("D").partition("-")
    if not (year.isdecimal() and serial.isdecimal() and len(name) < 20):
        raise DebitingRefused("other_file")
    return {"year": int(year), "serial": int(serial)}


def _asked(collection: Collection) -> Sequence[Debit]:
    """What the file asked for, locked, in its order."""
    known = collection.debits.select_for_update(of=("self",)).select_related(
        "collection", "mandate", "payable"
    )
    return list(known.exclude(state__in=[Debit.State.PICKED, Debit.State.LEFT_OUT]).order_by("pk"))


def _accept(report: Report, asked: Sequence[Debit], day: date) -> int:
    taken = [
        debit.pk
        for debit in asked
        if debit.state in _WITH_BANK
        and not debit.accepted_on
        and report.verdict_on(debit.end_to_end, debit.lot).is_accepted
    ]
    return Debit.objects.filter(pk__in=taken).update(accepted_on=day)


def _refuse(report: Report, asked: Sequence[Debit], actor: Actor, at: datetime, day: date) -> int:
    count = 0
    for debit in asked:
        verdict = report.verdict_on(debit.end_to_end, debit.lot)
        if verdict.is_refused and debit.state != Debit.State.RETURNED:
            debit.refused_on = day
            count += take_back(debit, verdict.reason, day, actor, at)
    return count
