"""Hard limits of docs/architecture.md §3."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import files, modules, parsed, place

FUNCTION, VIEW, TEST_FUNCTION, MODULE = 50, 30, 40, 400
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
    return found


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


def _is_test(node: Function) -> bool:
    return node.name.startswith("test_")


def _is_view(root: Path, path: Path, node: Function) -> bool:
    """A function of a door that takes a request first."""
    room = path.relative_to(root).parts[1]
    return room in DOORS and bool(node.args.args) and node.args.args[0].arg == "request"
