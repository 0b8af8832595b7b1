"""What a step brings about comes in one order, however a pack writes it."""

import pytest

from shubbak.cases import extension
from shubbak.cases.extension import PHASES, run_effects
from shubbak.catalogue.spec import Effect


@pytest.fixture
def ran(monkeypatch):
    """Names of effects as they ran, one effect for each phase."""
    names: list[str] = []
    note = lambda _, effect: names.append(effect.name)  # noqa: E731
    monkeypatch.setattr(extension, "_effects", dict.fromkeys([*PHASES, "record_too"], note))
    ranks = {name: rank for rank, name in enumerate(PHASES)}
    monkeypatch.setattr(extension, "_phases", {**ranks, "record_too": ranks["record"]})
    return names


def test_the_file_moves_before_papers_are_made_and_anybody_is_told(ran):
    run_effects(None, [Effect(name) for name in reversed(PHASES)])
    assert ran == ["move", "charge", "record", "paper", "tell"]


def test_within_a_phase_the_order_of_the_pack_holds(ran):
    run_effects(None, [Effect("tell"), Effect("record_too"), Effect("record"), Effect("move")])
    assert ran == ["move", "record_too", "record", "tell"]


def test_an_effect_that_nobody_supplies_stops_the_step_before_anything_happens(ran):
    with pytest.raises(LookupError):
        run_effects(None, [Effect("move"), Effect("fly")])
    assert ran == []


def test_every_effect_of_the_engine_has_its_phase():
    assert extension.supplied_effects() == set(extension._phases)
