"""The units of the body that a service speaks of."""

from collections.abc import Iterator

from shubbak.catalogue.spec.service import ServiceSpec
from shubbak.catalogue.spec.workflow import Effect


def units_named(spec: ServiceSpec) -> frozenset[str]:
    """Codes of the units that receive, deliver, fill a role or are sent the file."""
    return frozenset(_named(spec)) - {"", "case", "chosen"}


def _named(spec: ServiceSpec) -> Iterator[str]:
    yield from (spec.card.receives, spec.card.delivers)
    yield from (route.unit for route in spec.deposit.routes)
    yield from (binding.unit for binding in spec.roles.values())
    for effect in _effects(spec):
        if effect.name == "move_to":
            yield effect.argument


def _effects(spec: ServiceSpec) -> Iterator[Effect]:
    yield from spec.deposit.effects
    for step in spec.steps.values():
        yield from step.effects
