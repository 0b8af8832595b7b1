"""Rows are written in actions.py alone, where the journal line stands beside the change."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import modules, parsed, place

ALWAYS = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
OF_QUERIES = {"update", "delete"}
READS_BEFORE = {"objects", "filter", "exclude", "all", "get", "select_for_update", "order_by"}
RAW_WRITE = ("insert into ", "update ", "delete from ")


def faults(root: Path) -> list[str]:
    """Calls that write rows outside of actions.py, an `actions` package or a ledger."""
    return [fault for path in modules(root) if not _may_write(path) for fault in _of_module(root, path)]


def _may_write(path: Path) -> bool:
    """Actions; the ledger below them; the outlet that keeps what no gateway took; the town's history."""
    ours = path.stem in {"ledger", "sink"} or "demonstration" in path.parts
    return ours or "actions" in (path.stem, *path.parts)


def _of_module(root: Path, path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node.func):
            yield f"{place(root, path, node.lineno)}: .{node.func.attr}() belongs into actions.py"
        if isinstance(node, ast.Call) and _executes_write(node):
            yield f"{place(root, path, node.lineno)}: a writing statement belongs into actions.py"


def _writes(call: ast.Attribute) -> bool:
    receiver = _chain(call.value)
    if call.attr in OF_QUERIES:
        return bool(READS_BEFORE & set(receiver))
    if call.attr == "create":
        return "objects" in receiver
    return call.attr in ALWAYS and not _is_picture(receiver)


def _is_picture(receiver: list[str]) -> bool:
    """Pictures of Pillow and papers of pdfium save themselves to a stream."""
    return bool({"image", "picture", "pdf"} & set(receiver))


def _executes_write(node: ast.Call) -> bool:
    if not (isinstance(node.func, ast.Attribute) and node.func.attr == "execute" and node.args):
        return False
    first = node.args[0]
    return isinstance(first, ast.Constant) and str(first.value).lstrip().lower().startswith(RAW_WRITE)


def _chain(node: ast.expr) -> list[str]:
    """Names along `Case.objects.filter(...)`, from the outside in."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Name):
            return [*names, node.id]
        else:
            return names
