"""A plan comes in."""

import hashlib
from datetime import datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.planning.zoning.models import UrbanPlan, Zone
from shubbak.planning.zoning.rules import ZoneFacts, read_plan


@action
def import_plan(*, file: bytes, actor: Actor, at: datetime) -> UrbanPlan:
    """Take in a plan with its zones, as the version that counts from now on. The same file again
    changes nothing.

    :raises NotZones: with each fault of the file; nothing is taken in then.
    """
    (facts, zones), digest = read_plan(file), hashlib.sha256(file).digest()
    newest = UrbanPlan.objects.filter(code=facts.code).order_by("-version").first()
    if newest and bytes(newest.sha256) == digest:
        return newest
    version = newest.version + 1 if newest else 1
    plan = UrbanPlan.objects.create(**vars(facts), version=version, sha256=digest, imported_at=at)
    Zone.objects.bulk_create((_row(plan, zone) for zone in zones), batch_size=500)
    told: dict[str, Fact] = {"plan": facts.code, "version": version, "zones": len(zones)}
    told["sha256"] = digest.hex()
    record(what="zoning.plan_imported", about=f"plan:{facts.code}", actor=actor, at=at, facts=told)
    return plan


def _row(plan: UrbanPlan, zone: ZoneFacts) -> Zone:
    west, south, east, north = zone.outline.bounds
    return Zone(
        plan=plan,
        code=zone.code,
        title=dict(zone.title),
        rules={name: dict(words) for name, words in zone.rules.items()},
        outline=zone.geometry,
        west=west,
        south=south,
        east=east,
        north=north,
    )
