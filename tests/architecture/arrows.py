"""Foreign keys point down the pyramid, also those that name their target in a string."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import RANK, modules, parsed, place

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def faults(root: Path) -> list[str]:
    """Relations to a room above one's own."""
    return [fault for path in modules(root) for fault in _of_module(root, path)]


def _of_module(root: Path, path: Path) -> Iterator[str]:
    room = path.relative_to(root).parts[1]
    if room not in RANK:
        return
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and _name(node.func) in RELATIONS and node.args:
            target = _room_of(node.args[0])
            if target in RANK and target != room and RANK[target] >= RANK[room]:
                yield f"{place(root, path, node.lineno)}: a key of {room} points up to {target}"


def _room_of(target: ast.expr) -> str:
    """`cases` of "cases.Case"; `people` of settings.AUTH_USER_MODEL; imported classes are import-linter's."""
    if isinstance(target, ast.Constant) and isinstance(target.value, str):
        return target.value.partition(".")[0] if "." in target.value else ""
    return "people" if _name(target) == "AUTH_USER_MODEL" else ""


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
