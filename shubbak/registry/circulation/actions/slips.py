"""A dispatch slip: what goes to a unit at once, under a number of the book of slips."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shubbak.foundation.localized import pick
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import actor_of
from shubbak.registry.books.actions.enter import Numbered, enter
from shubbak.registry.books.actions.registers import declare_register
from shubbak.registry.books.manifest import manifest_of
from shubbak.registry.books.models import Register
from shubbak.registry.books.rules import EntryFacts, PartyFacts, RegistryRefused, to_whole_second
from shubbak.registry.circulation.models import Handover, Slip
from shubbak.registry.circulation.queries.slips import to_hand_over
from shubbak.registry.circulation.rules import SLIPS

AT_ONCE = 60


@action
def make_slip(*, unit: Unit, staff: Staff, at: datetime) -> UUID:
    """Write every letter that is on its way to a unit, and on no slip yet, on one slip (60 at most); the id
    of its entry.

    :raises RegistryRefused: ``nothing_to_hand_over``.
    """
    actor = actor_of(staff)
    _see_that_the_book_is_there(actor, at)
    lines = list(to_hand_over(unit).select_for_update(of=("self",))[:AT_ONCE])
    if not lines:
        raise RegistryRefused("nothing_to_hand_over")
    entry_id = uuid.uuid4()
    Handover.objects.filter(pk__in=[line.pk for line in lines]).update(slip=entry_id)
    slip = Slip(entry_id=entry_id, unit=unit, made_by=staff, made_at=to_whole_second(at))

    def written(numbered: Numbered) -> list[Slip]:
        facts: dict[str, Fact] = {"unit": unit.code, "letters": len(lines)}
        record(what="registry.slip_made", about=numbered.printed, actor=actor, at=at, facts=facts)
        return [slip]

    enter(facts=_entry_facts(slip, lines), actor=actor, rows=written)
    return entry_id


def _see_that_the_book_is_there(actor: Actor, at: datetime) -> None:
    if not Register.objects.filter(code=SLIPS.code).exists():
        declare_register(facts=SLIPS, actor=actor, at=at)


def _entry_facts(slip: Slip, lines: Sequence[Handover]) -> EntryFacts:
    """The slip commits to the letters that stand on it; its nonce is its own id."""
    told = {"unit": slip.unit.code, "letters": [str(line.letter_id) for line in lines]}
    manifest = manifest_of(nonce=slip.entry_id.bytes, service=SLIPS.code, answers=told, files=())
    return EntryFacts(
        id=slip.entry_id,
        register=SLIPS.code,
        submission_id=slip.entry_id,
        channel="internal",
        manifest_sha256=manifest.digest(),
        receipt_id=slip.entry_id.bytes[-8:],
        at=slip.made_at,
        parties=(PartyFacts("addressee", pick(slip.unit.name, "ar")),),
    )
