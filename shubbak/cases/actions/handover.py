"""Handing over the files of a colleague who is away, or has left, or has too many."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shubbak.cases.actions.history import remember
from shubbak.cases.models import Case
from shubbak.cases.permissions import roles_of_actor, works_on
from shubbak.cases.queries.workload import files_to_hand_over, loads_of
from shubbak.cases.rules import Refused, spread
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor
from shubbak.notifications.actions import post
from shubbak.notifications.rules import About, Recipient
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of, away_at, roles_of

AT_MOST = 500
"""Files in one hand-over: one transaction, which keeps the journal waiting."""
HANDED_OVER = "handover"


@dataclass(frozen=True)
class HandedOver:
    """How many files each receiver got, and the numbers of those that none of them may have."""

    given: Mapping[int, int]
    left: tuple[str, ...]


@action
def hand_over(
    *,
    colleague: Staff,
    receivers: Sequence[Staff],
    reason: str,
    actor: Actor,
    at: datetime,
    only: Collection[UUID] | None = None,
) -> HandedOver:
    """Deal the open files of a colleague, all or `only` those, out to others: each to whoever has the least.

    Only files of units that the actor heads. Each file keeps in its history from whom, to whom, why and by
    whom; each receiver gets one notice.

    :raises Refused: ``guard:reason``, ``guard:assignee``, ``to_themselves``, ``receiver_away``,
        ``nothing_to_hand_over``.
    """
    _check(colleague, receivers, reason, at)
    files = files_to_hand_over(colleague, roles_of_actor(actor, at)).select_related("unit")
    wanted = files if only is None else files.filter(pk__in=only)
    cases = {case.pk: case for case in wanted.select_for_update(of=("self",))[:AT_MOST]}
    dealt = spread(_able(cases.values(), receivers, at), loads_of(staff.pk for staff in receivers))
    if not dealt:
        raise Refused("nothing_to_hand_over")
    for pk, receiver in dealt.items():
        _give(cases[pk], colleague, receiver, reason, actor, at)
    given = Counter(dealt.values())
    for staff in receivers:
        _tell(staff, colleague, given[staff.pk], at)
    return HandedOver(given, tuple(case.number for pk, case in cases.items() if pk not in dealt))


def _check(colleague: Staff, receivers: Sequence[Staff], reason: str, at: datetime) -> None:
    chosen = {staff.pk for staff in receivers}
    if not reason.strip():
        raise Refused("guard:reason")
    if not chosen:
        raise Refused("guard:assignee")
    if colleague.pk in chosen:
        raise Refused("to_themselves")
    if away_at(at).filter(staff__in=chosen).exists():
        raise Refused("receiver_away")


def _able(cases: Collection[Case], receivers: Sequence[Staff], at: datetime) -> dict[UUID, list[int]]:
    roles = {staff.pk: (roles_of(staff, at), actor_of(staff)) for staff in receivers}
    return {case.pk: [pk for pk, (held, who) in roles.items() if works_on(case, held, who)] for case in cases}


def _give(case: Case, colleague: Staff, receiver: int, reason: str, actor: Actor, at: datetime) -> None:
    Case.objects.filter(pk=case.pk).update(assignee=receiver)
    facts = {"from": str(colleague.pk), "staff": str(receiver)}
    remember(case, "handed_over", actor=actor, at=at, words=reason, facts=facts)


def _tell(staff: Staff, colleague: Staff, count: int, at: datetime) -> None:
    if not count:
        return
    person = Recipient(pk=f"staff/{staff.pk}", email=staff.email, language=staff.language)
    facts = {"from": colleague.pk, "count": count}
    post(about=About(HANDED_OVER, str(staff.pk)), person=person, template=HANDED_OVER, at=at, facts=facts)
