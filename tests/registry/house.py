"""A small house that writes letters: two units, and who drafts, agrees, signs and sends."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import appoint, grant_role, open_position, open_unit
from shubbak.people.models import Staff, Unit
from shubbak.registry.actions import address, ask_visas, begin_draft
from shubbak.registry.models import Draft
from shubbak.registry.rules import AskedVisa, Destination, DraftFacts, Kind, Sender
from tests.registry.office import clerk, open_books

WALI = Sender(Kind.AUTHORITY, "ولاية الجهة", email="wilaya@example.ma", address="شارع الحسن الثاني، سطات")
PEOPLE = (
    ("writer", "water", "agent", False),
    ("water_head", "water", "head", True),
    ("lawyer", "legal", "agent", False),
    ("legal_head", "legal", "head", True),
    ("registrar", "", "registrar", False),
    ("director", "", "director", False),
    ("stranger", "legal", "counter", False),
)


@dataclass
class House:
    at: datetime
    units: dict[str, Unit] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Staff:
        return self.staff[name]

    def drafted(self, *going: Destination, **more: Any) -> Draft:
        """A letter of the water unit, written by its agent."""
        facts = DraftFacts(
            **{"subject": "جواب", "body": "سلام تام،\n\nوبعد، فإن الربط ممكن.", **more.pop("facts", {})}
        )
        told = {"facts": facts, "author": self.writer, "unit": self.units["water"], "at": self.at}
        draft = begin_draft(**told | more)
        for to in going or (Destination(WALI, "email"),):
            address(draft=draft, to=to, staff=draft.author, at=self.at)
        return draft

    def asked(self, *visas: tuple[str, int], by: str = "director", draft: Draft | None = None) -> Draft:
        """A draft that goes round to these, in their ranks, and then to whoever signs."""
        draft = draft or self.drafted()
        asked = [AskedVisa(self.staff[name].pk, rank) for name, rank in visas]
        ask_visas(draft=draft, signatory=self.staff[by], visas=asked, staff=draft.author, at=self.at)
        draft.refresh_from_db()
        return draft


def open_house(at: datetime) -> House:
    open_books(at)
    house, since = House(at), at - timedelta(days=30)
    for code in ("water", "legal"):
        house.units[code] = open_unit(code=code, name={"ar": code, "fr": code}, actor=SYSTEM, at=since)
    for name, unit, role, heads in PEOPLE:
        _employ(house, name, unit, role, heads, since)
    return house


def _employ(house: House, name: str, unit: str, role: str, heads: bool, since: datetime) -> None:
    staff, place = clerk(name), house.units.get(unit)
    if place is not None:
        titled = {"ar": f"منصب {name}", "fr": f"poste {name}"}
        position = open_position(
            code=name.replace("_", "-"), title=titled, unit=place, is_head=heads, actor=SYSTEM, at=since
        )
        appoint(staff=staff, position=position, actor=SYSTEM, starts=since, at=since)
    grant_role(staff=staff, role=role, unit=place, actor=SYSTEM, starts=since, at=since)
    house.staff[name] = staff
