"""A small pack that has every part, and the packs of the house."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shubbak.catalogue.lint import Finding, lint_pack
from shubbak.catalogue.loader import load_pack
from shubbak.catalogue.spec import ServiceSpec
from shubbak.catalogue.spec.build import spec_from

SMALL = Path(__file__).with_name("small.yaml")
PACKS = Path(__file__).resolve().parents[2] / "packs"


@pytest.fixture
def small() -> ServiceSpec:
    return spec_from(load_pack(SMALL).data)


@pytest.fixture
def complaint() -> ServiceSpec:
    return spec_from(load_pack(PACKS / "utility" / "technical-complaint.yaml").data)


@pytest.fixture
def urgent() -> ServiceSpec:
    return spec_from(load_pack(PACKS / "commune" / "access-to-information.yaml").data)


@pytest.fixture
def move_in() -> ServiceSpec:
    return spec_from(load_pack(PACKS / "authority" / "move-in.yaml").data)


@pytest.fixture
def permit() -> ServiceSpec:
    return spec_from(load_pack(PACKS / "commune" / "repair-permit.yaml").data)


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """The small pack with some words put in place of others."""

    def change(*changes: tuple[str, str]) -> Path:
        text = SMALL.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, f"the small pack does not hold {old!r}"
            text = text.replace(old, new, 1)
        path = tmp_path / "small.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return change


@pytest.fixture
def findings(changed: Callable[..., Path]) -> Callable[..., list[Finding]]:
    return lambda *changes: lint_pack(load_pack(changed(*changes)))
