"""Home, the guide to services, the sheet of one, the offices, and the list of bodies."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shubbak.portal.pages.parts import Draft, Link, Notice, OpeningLine, Phone, Row, Where


@dataclass(frozen=True, slots=True)
class LifeEvent:
    icon: str
    title: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class HomePage:
    """`registry_url`: where a letter is brought to the registry office, of a body that keeps one (S0.22)."""

    example: str
    frequent: Sequence[Link]
    start_url: str
    registry_url: str
    life_events: Sequence[LifeEvent]
    phones: Sequence[Phone]
    opening: Sequence[OpeningLine]
    address: str
    open_until: datetime | None = None
    drafts: Sequence[Draft] = ()
    notices: Sequence[Notice] = ()


@dataclass(frozen=True, slots=True)
class ServiceLine:
    title: str
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class ServicesPage:
    """The guide to services, and the answers to a search when there are `words`."""

    services: Sequence[ServiceLine]
    words: str = ""


@dataclass(frozen=True, slots=True)
class RequiredPaper:
    title: str
    hint: str
    required: bool


@dataclass(frozen=True, slots=True)
class ServicePage:
    title: str
    summary: str
    start_url: str
    sheet: Sequence[Row]
    papers: Sequence[RequiredPaper]
    receives: Where | None = None
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A body on the bare host; `seal` is its drawing in its own colours."""

    seal: str
    title: str
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class AgenciesPage:
    agencies: Sequence[Body]
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class ContactPage:
    phones: Sequence[Phone]
    opening: Sequence[OpeningLine]
    address: str
    email: str
    units: Sequence[Where] = field(default_factory=tuple)
