"""Keeping lists of the queue under a name."""

from datetime import datetime

from django.db import transaction

from shubbak.cases.models import SavedFilter
from shubbak.cases.permissions import roles_of_actor
from shubbak.cases.queries.queue import QueueFilter
from shubbak.cases.rules import Refused
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import unit_in_charge

MOST_KEPT = 30


@action
def keep_filter(
    *,
    staff: Staff,
    name: str,
    tab: str,
    only: QueueFilter,
    shared_with: Unit | None,
    actor: Actor,
    at: datetime,
) -> SavedFilter:
    """Keep a tab and what narrows it under a name, for oneself or for all of a unit.

    :raises Refused: ``not_of_this_unit`` where one holds no position there, ``enough_filters``.
    :raises django.db.IntegrityError: ``one_filter_of_a_name``.
    """
    _require_own_unit(shared_with, actor, at)
    if SavedFilter.objects.filter(owner=staff).count() >= MOST_KEPT:
        raise Refused("enough_filters")
    with transaction.atomic():
        kept = SavedFilter.objects.create(
            owner=staff,
            shared_with=shared_with,
            name=name,
            tab=tab,
            service=only.service,
            channel=only.channel,
            assignee_id=only.assignee,
            label_id=only.label,
            unit=unit_in_charge(only.unit) if only.unit else None,
        )
    _record("filter.kept", kept, actor, at)
    return kept


@action
def rename_filter(
    *, kept: SavedFilter, name: str, shared_with: Unit | None, actor: Actor, at: datetime
) -> None:
    """Another name, or shared with others; its owner alone.

    :raises Refused: ``not_yours``, ``not_of_this_unit``.
    :raises django.db.IntegrityError: ``one_filter_of_a_name``.
    """
    _require_owner(kept, actor)
    _require_own_unit(shared_with, actor, at)
    kept.name, kept.shared_with = name, shared_with
    with transaction.atomic():
        kept.save(update_fields=["name", "shared_with"])
    _record("filter.renamed", kept, actor, at)


@action
def drop_filter(*, kept: SavedFilter, actor: Actor, at: datetime) -> None:
    """Keep the list no longer; its owner alone.

    :raises Refused: ``not_yours``.
    """
    _require_owner(kept, actor)
    SavedFilter.objects.filter(pk=kept.pk).delete()
    _record("filter.dropped", kept, actor, at)


def _require_owner(kept: SavedFilter, actor: Actor) -> None:
    if str(kept.owner_id) != actor.id:
        raise Refused("not_yours")


def _require_own_unit(unit: Unit | None, actor: Actor, at: datetime) -> None:
    if unit is not None and unit.code not in roles_of_actor(actor, at).units:
        raise Refused("not_of_this_unit")


def _record(what: str, kept: SavedFilter, actor: Actor, at: datetime) -> None:
    facts = {"tab": kept.tab, "shared_with": kept.shared_with.code if kept.shared_with else None}
    private = {"name": kept.name}
    record(what=what, about=f"filter/{kept.pk}", actor=actor, at=at, facts=facts, private=private)
