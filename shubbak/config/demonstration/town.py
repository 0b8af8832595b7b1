"""The demonstration town: four bodies, fictional, each described in ``town/<code>.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from shubbak.agencies.actions import open_agency
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.loader import load_pack, pack_paths
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import appoint, enlist_staff, grant_role, open_position, open_unit
from shubbak.people.models import Unit
from shubbak.registry.actions import declare_register
from shubbak.registry.rules import RegisterFacts

FOLDER = Path(__file__).resolve().parent / "town"
PASSWORD = "shubbak-demo"  # noqa: S105 (printed at every start: it opens a fictional town only)
LONG_AGO = timedelta(days=400)
WHOLE_AGENCY_ROLES = frozenset(
    {"director", "general_secretary", "complaints", "auditor", "administrator", "counter"}
)


@dataclass(frozen=True)
class Described:
    """One body as its file describes it."""

    code: str
    agency: Mapping[str, Any]
    registers: tuple[Mapping[str, Any], ...]
    units: tuple[Mapping[str, Any], ...]
    staff: tuple[Mapping[str, Any], ...]


@cache
def agencies_of_town() -> tuple[Described, ...]:
    """The bodies in the order in which the bare host lists them."""
    return tuple(_read(FOLDER / f"{code}.yaml") for code in ("miyah", "omran", "madina", "kahraba"))


def open_agency_of_town(*, description: Described, at: datetime) -> Agency | None:
    """Open a body with its units, staff, registers and services; None if it stands already.

    :param at: now; whoever works here was appointed long before.
    """
    if Agency.objects.filter(code=description.code).exists():
        return None
    host = f"{description.code}.{settings.SHUBBAK_BASE_DOMAIN}"
    agency = open_agency(code=description.code, host=host, at=at - LONG_AGO, description=description.agency)
    look_at(agency)
    since = at - LONG_AGO
    for register in description.registers:
        declare_register(facts=RegisterFacts(**register), actor=SYSTEM, at=since)
    units = _open_units(description, since)
    for rank, staff in enumerate(description.staff):
        _enlist(staff, units, rank, since)
    _publish_services(agency, since)
    return agency


def _read(path: Path) -> Described:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Described(
        code=path.stem,
        agency=data["agency"],
        registers=tuple(data["registers"]),
        units=tuple(data["units"]),
        staff=tuple(data["staff"]),
    )


def _open_units(description: Described, since: datetime) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for unit in description.units:
        units[unit["code"]] = open_unit(
            code=unit["code"],
            name=unit["name"],
            parent=units.get(unit.get("parent", "")),
            actor=SYSTEM,
            at=since,
            description={
                "phones": [{"label": {}, "number": unit["phone"]}],
                "place": unit.get("place") or description.agency["address"],
                "is_counter": unit.get("counter", False),
            },
        )
    return units


def _enlist(described: Mapping[str, Any], units: Mapping[str, Unit], rank: int, since: datetime) -> None:
    unit = units[described["unit"]]
    position = open_position(
        code=f"{unit.code}-{rank}",
        title=described["title"],
        unit=unit,
        is_head=described.get("head", False),
        actor=SYSTEM,
        at=since,
    )
    staff = enlist_staff(
        email=described["email"],
        name=described["name"],
        name_fr=described["name_fr"],
        password=PASSWORD,
        is_demo=True,
        actor=SYSTEM,
        at=since,
    )
    appoint(staff=staff, position=position, starts=since, actor=SYSTEM, at=since)
    for role in described["roles"]:
        scope = None if role in WHOLE_AGENCY_ROLES else unit
        grant_role(staff=staff, role=role, unit=scope, starts=since, actor=SYSTEM, at=since)


def _publish_services(agency: Agency, since: datetime) -> None:
    for path in pack_paths(settings.SHUBBAK_PACKS):
        source = load_pack(path)
        if source.data["body"] != agency.kind:
            continue
        publish_pack(source=source, actor=SYSTEM, at=since)
