"""Which requirement is proven by which tests, answered by a page, absent by its nature, or open."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TESTS = Path(__file__).resolve().parents[1]
STATES = ("proven", "written", "absent", "open")


@dataclass(frozen=True)
class Requirement:
    """One line of the standard. At most one of `absent`, `written` and `open` says something."""

    number: str
    chapter: str
    level: int
    asks: str
    absent: str = ""
    written: str = ""
    open: str = ""
    proofs: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """What is known to be missing counts for more than what is proven beside it."""
        if self.open:
            return "open"
        if self.proofs:
            return "proven"
        return "written" if self.written else "absent" if self.absent else "open"

    @property
    def answer(self) -> str:
        said = self.open or self.absent or self.written
        return "; ".join([said, *self.proofs] if said else self.proofs)


@cache
def requirements() -> tuple[Requirement, ...]:
    """All of them, in the order of the standard."""
    chapters: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
        Path(__file__).with_name("requirements.yaml").read_text(encoding="utf-8")
    )
    proofs = marked()
    return tuple(
        Requirement(number, chapter, proofs=tuple(proofs.get(number, ())), **said)
        for chapter, asked in chapters.items()
        for number, said in asked.items()
    )


@cache
def marked() -> Mapping[str, list[str]]:
    """The tests that carry the number of a requirement, by number: ``room/test_file.py::test``."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for number, name in _marks_of(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(number, []).append(f"{path.relative_to(TESTS)}{name}")
    return found


def _marks_of(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Number and test of each mark; those of a whole module have no test."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                yield from ((number, f"::{node.name}") for number in _numbers(decorator))
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "pytestmark":
            yield from ((number, "") for number in _numbers(node.value))


def _numbers(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "asvs":
            yield from (str(argument.value) for argument in call.args if isinstance(argument, ast.Constant))


def counted(lines: tuple[Requirement, ...]) -> dict[str, int]:
    """How many are in each state."""
    return {state: sum(line.state == state for line in lines) for state in STATES}
