"""Notes among staff, and who is named in them."""

from collections.abc import Collection
from datetime import datetime

from shubbak.cases.actions.desk import require_work
from shubbak.cases.actions.effects import notify_staff
from shubbak.cases.actions.history import remember
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case, Mention, Note
from shubbak.cases.queries.asides import mentionable, unit_members
from shubbak.cases.rules import Refused
from shubbak.catalogue.queries import spec_of
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.people.models import Staff, Unit


@action
def note(
    *,
    case: Case,
    words: str,
    actor: Actor,
    at: datetime,
    staff: Collection[int] = (),
    units: Collection[Unit] = (),
) -> Note:
    """A note among staff. Whoever is named in it, by `staff` or as one of `units`, is told, and finds the
    file in a list of its own until they have said that they read it.

    :raises Refused: ``not_yours``, ``may_not_see`` (nobody is named who may not see the file).
    """
    require_work(case, actor, at)
    written = Note.objects.create(case=case, at=at, by=actor.id, by_name=actor.name, words=words)
    named = _named(case, staff, units, at)
    named.pop(int(actor.id), None)
    for colleague, unit in named.values():
        Mention.objects.create(note=written, staff=colleague, unit=unit)
    facts: dict[str, Fact] = {"mentions": len(named)} if named else {}
    remember(case, "noted", actor=actor, at=at, facts=facts)
    occasion = Occasion(case=case, spec=spec_of(case.service_version), step="", actor=actor, at=at)
    for colleague, _unit in named.values():
        notify_staff(occasion, colleague, "mentioned")
    return written


@action
def read_mentions(*, case: Case, actor: Actor, at: datetime) -> int:
    """Say that one has read the notes of a file in which one is named; how many they were."""
    unread = Mention.objects.filter(note__case=case, staff_id=int(actor.id), read_at=None)
    read = unread.update(read_at=at)
    if read:
        record(what="case.mentions_read", about=case.number, actor=actor, at=at, facts={"mentions": read})
    return read


def _named(
    case: Case, staff: Collection[int], units: Collection[Unit], at: datetime
) -> dict[int, tuple[Staff, Unit | None]]:
    """Whoever is named, each once; by name before as one of a unit."""
    if not staff and not units:
        return {}
    found: dict[int, tuple[Staff, Unit | None]] = {
        colleague.pk: (colleague, unit) for unit in units for colleague in unit_members(unit, case, at)
    }
    by_name = mentionable(case, at).filter(pk__in=staff)
    found |= {colleague.pk: (colleague, None) for colleague in by_name}
    if not set(staff) <= found.keys() or (units and not found):
        raise Refused("may_not_see")
    return found
