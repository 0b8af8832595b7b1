"""Hard limits of docs/architecture.md, "Sizes and gates".

A room is measured by sub-package: each folder that is named for a noun stands for itself, and what remains is
the room. Folders that hold one kind of file (`actions`, `queries`) are no sub-packages: they are the room.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import files, modules, parsed, place

FUNCTION, VIEW, TEST_FUNCTION, MODULE, ROOM = 50, 30, 40, 400, 5000
KINDS = {"actions", "forms", "models", "queries", "views"}
YET_TO_BE_CUT = {"shubbak/cases": 9000}
"""Cut by kind of file alone, from before the rule: it may not grow beyond this until it is cut by noun."""
DATA = {"sample_pages.py"}
"""What a page shows, spelled out whole: a picture in words, not code to follow."""
FILES = {"*.html": 200, "*.css": 250, "*.js": 150}
DOORS = {"portal", "desk", "board", "api"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def faults(root: Path) -> list[str]:
    """Functions, views, modules, templates, style sheets and scripts that are too long."""
    found = [fault for path in modules(root) for fault in _of_module(root, path, FUNCTION)]
    found += [fault for path in modules(root, tests=True) for fault in _of_module(root, path, TEST_FUNCTION)]
    for pattern, limit in FILES.items():
        for path in files(root, pattern):
            found += _too_long(root, path, limit)
    return found + list(_too_large(root))


def _of_module(root: Path, path: Path, limit: int) -> Iterator[str]:
    yield from _too_long(root, path, MODULE)
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function) and path.name not in DATA:
            allowed = VIEW if _is_view(root, path, node) else limit if _is_test(node) else FUNCTION
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > allowed:
                yield f"{place(root, path, node.lineno)}: {node.name} has {length} lines, at most {allowed}"


def _too_long(root: Path, path: Path, limit: int) -> list[str]:
    length = len(path.read_text(encoding="utf-8").splitlines())
    return [f"{place(root, path)}: {length} lines, at most {limit}"] if length > limit else []


def _too_large(root: Path) -> Iterator[str]:
    """Rooms and sub-packages of more lines than one head holds, without their migrations."""
    lengths: Counter[str] = Counter()
    for path in modules(root):
        lengths[_part(root, path)] += len(path.read_text(encoding="utf-8").splitlines())
    for part, length in sorted(lengths.items()):
        allowed = YET_TO_BE_CUT.get(part, ROOM)
        if length > allowed:
            yield f"{part}: {length} lines in all, at most {allowed}: cut it by noun"


def _part(root: Path, path: Path) -> str:
    """The sub-package in which a module lies, else its room."""
    folder = path.parent.relative_to(root).parts[:3]
    return "/".join(folder[:2] if folder[-1] in KINDS else folder)


def _is_test(node: Function) -> bool:
    return node.name.startswith("test_")


def _is_view(root: Path, path: Path, node: Function) -> bool:
    """A function of a door that takes a request first."""
    room = path.relative_to(root).parts[1]
    return room in DOORS and bool(node.args.args) and node.args.args[0].arg == "request"
