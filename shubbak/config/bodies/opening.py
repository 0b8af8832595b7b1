"""Opens a body from its description: schema, registers, units, staff, services. All of it, or nothing."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction

from shubbak.agencies.actions import open_agency
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.loader import PackSource, load_pack, pack_paths
from shubbak.catalogue.standing import what_is_lacking
from shubbak.config.bodies.description import Described
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import appoint, enlist_staff, grant_role, open_position, open_unit
from shubbak.people.models import Staff, Unit
from shubbak.registry.actions import declare_class, declare_letter_model, declare_nature, declare_register
from shubbak.registry.departure.letter_models import LETTER_MODELS
from shubbak.registry.filing.plan import PLAN
from shubbak.registry.letters.natures import NATURES
from shubbak.registry.rules import RegisterFacts

WHOLE_AGENCY_ROLES = frozenset(
    {"director", "general_secretary", "complaints", "auditor", "administrator", "counter", "registrar"}
    | {"cashier", "head_cashier"}
)


class Opened(NamedTuple):
    """A body that stands now; `left_out` has a sentence for each service whose units it does not have."""

    agency: Agency
    staff: list[Staff]
    left_out: list[str]


def open_body(
    *, description: Described, host: str, at: datetime, demo_password: str | None = None
) -> Opened | None:
    """Open a body and look at it; None if one of that code stands already.

    :param at: since when its offices are held and its services offered.
    :param demo_password: of a fictional body only: its accounts share it and need no second factor. The staff
        of a real one sign in once they chose their passwords (`people.welcome`).
    :raises django.db.IntegrityError: if the host name is taken.
    """
    if Agency.objects.filter(code=description.code).exists():
        return None
    with transaction.atomic():
        agency = open_agency(code=description.code, host=host, at=at, description=description.agency)
        look_at(agency)
        for register in description.registers:
            declare_register(facts=RegisterFacts(**register), actor=SYSTEM, at=at)
        for nature in NATURES:
            declare_nature(facts=nature, actor=SYSTEM, at=at)
        for file_class in PLAN:
            declare_class(facts=file_class, actor=SYSTEM, at=at)
        for model in LETTER_MODELS:
            declare_letter_model(facts=model, actor=SYSTEM, at=at)
        units = _open_units(description, at)
        staff = [
            _enlist(described, units, rank, at, demo_password)
            for rank, described in enumerate(description.staff)
        ]
        left_out = _publish_services(agency, at)
    return Opened(agency, staff, left_out)


def _open_units(description: Described, at: datetime) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for unit in description.units:
        units[unit["code"]] = open_unit(
            code=unit["code"],
            name=unit["name"],
            parent=units.get(unit.get("parent", "")),
            actor=SYSTEM,
            at=at,
            description={
                "phones": [{"label": {}, "number": unit["phone"]}],
                "place": unit.get("place") or description.agency["address"],
                "is_counter": unit.get("counter", False),
            },
        )
    return units


def _enlist(
    described: Mapping[str, Any],
    units: Mapping[str, Unit],
    rank: int,
    at: datetime,
    demo_password: str | None,
) -> Staff:
    unit = units[described["unit"]]
    position = open_position(
        code=f"{unit.code}-{rank}",
        title=described["title"],
        unit=unit,
        is_head=described.get("head", False),
        actor=SYSTEM,
        at=at,
    )
    staff = enlist_staff(
        email=described["email"],
        name=described["name"],
        name_fr=described["name_fr"],
        password=demo_password,
        is_demo=demo_password is not None,
        actor=SYSTEM,
        at=at,
    )
    appoint(staff=staff, position=position, starts=at, actor=SYSTEM, at=at)
    for role in described["roles"]:
        scope = None if role in WHOLE_AGENCY_ROLES else unit
        grant_role(staff=staff, role=role, unit=scope, starts=at, actor=SYSTEM, at=at)
    return staff


def _publish_services(agency: Agency, at: datetime) -> list[str]:
    """Publish the services that the body can stand behind; a sentence for each of the others."""
    left_out = []
    for source in _packs(settings.SHUBBAK_PACKS):
        if source.data["body"] != agency.kind:
            continue
        if lacking := what_is_lacking(source):
            left_out.append(lacking)
        else:
            publish_pack(source=source, actor=SYSTEM, at=at)
    return left_out


@cache
def _packs(folder: Path) -> tuple[PackSource, ...]:
    """Read once for all the bodies that one command opens."""
    return tuple(load_pack(path) for path in pack_paths(folder))
