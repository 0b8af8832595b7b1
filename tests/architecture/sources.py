"""The files that the checks read, and how they name what they found."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYRAMID: tuple[tuple[str, ...], ...] = (
    ("foundation",),
    ("agencies",),
    ("journal",),
    ("people",),
    ("announcements",),
    ("documents",),
    ("notifications",),
    ("search",),
    ("payments",),
    ("catalogue",),
    ("registry",),
    ("cases",),
    ("accounts", "utility", "planning", "contact", "reception", "fieldwork"),
    ("feedback",),
    ("insights",),
    ("privacy",),
    ("portal", "desk", "board", "api"),
    ("config",),
)
RANK = {room: rank for rank, layer in enumerate(PYRAMID) for room in layer}


def rooms(root: Path) -> list[Path]:
    """Every room's folder."""
    return sorted(path for path in (root / "shubbak").iterdir() if path.name in RANK)


def modules(root: Path, *, tests: bool = False) -> Iterator[Path]:
    """Python files that people wrote: no migration, which Django writes."""
    folder = root / ("tests" if tests else "shubbak")
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts and "node_modules" not in path.parts:
            yield path


def files(root: Path, pattern: str) -> Iterator[Path]:
    """Files of the package with that ending which are ours: nothing below a `vendor` folder."""
    return (path for path in sorted((root / "shubbak").rglob(pattern)) if "vendor" not in path.parts)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(root: Path, path: Path, line: int = 1) -> str:
    """`shubbak/cases/actions.py:12`, which an editor opens."""
    return f"{path.relative_to(root)}:{line}"
