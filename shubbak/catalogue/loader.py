"""Reads a pack's YAML safely and remembers on which line each part stands.

Only plain data: no tags, no aliases, no repeated keys; ``true`` and ``false`` are the only truth values, so
that ``no`` and ``off`` stay words.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Where = tuple[str | int, ...]

_TRUTH = "tag:yaml.org,2002:bool"
_INTEGER = "tag:yaml.org,2002:int"
_NUMBER = "tag:yaml.org,2002:float"
_NOTHING = "tag:yaml.org,2002:null"
_WORD = "tag:yaml.org,2002:str"
_LARGEST = 1_000_000


class PackUnreadable(Exception):
    """The file is not a readable pack. ``line`` counts from 1."""

    def __init__(self, words: str, line: int = 1) -> None:
        super().__init__(words)
        self.words, self.line = words, line


@dataclass(frozen=True, slots=True)
class PackSource:
    """The data of a pack and the line of each of its parts."""

    path: Path
    data: dict[str, Any]
    lines: dict[Where, int] = field(repr=False)

    def line(self, *where: str | int) -> int:
        """Line of a part, or of the nearest part around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(canonical(self.data).encode()).hexdigest()


_READERS: dict[str, Callable[[str], object]] = {
    _WORD: str,
    _TRUTH: lambda text: text == "true",
    _INTEGER: int,
    _NUMBER: float,
    _NOTHING: lambda _: None,
}


class _PlainLoader(yaml.CSafeLoader):
    """Resolves true and false, whole numbers, decimals and null; everything else is a word."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for _tag, _pattern, _first in (
    (_TRUTH, r"^(?:true|false)$", "tf"),
    (_INTEGER, r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    (_NUMBER, r"^-?[0-9]+\.[0-9]+$", "-0123456789"),
    (_NOTHING, r"^(?:null|~|)$", ["n", "~", ""]),
):
    _PlainLoader.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))


def load_pack(path: Path) -> PackSource:
    """Read one pack.

    :raises PackUnreadable: with the line, for anything but one plain mapping.
    """
    if path.stat().st_size > _LARGEST:
        raise PackUnreadable("the pack is larger than a megabyte")
    return read_pack(path.read_bytes(), path)


def read_pack(content: bytes, path: Path) -> PackSource:
    """Read a pack that is at hand; `path` is the name by which findings call it.

    :raises PackUnreadable: as :func:`load_pack`.
    """
    if len(content) > _LARGEST:
        raise PackUnreadable("the pack is larger than a megabyte")
    try:
        node = yaml.compose(content.decode("utf-8"), Loader=_PlainLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise PackUnreadable(
            f"not readable as YAML: {error.problem}", mark.line + 1 if mark else 1
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PackUnreadable(f"not readable as YAML: {error}") from error
    if not isinstance(node, yaml.MappingNode):
        raise PackUnreadable("a pack is a mapping of names to parts")
    lines: dict[Where, int] = {}
    return PackSource(path, _mapping(node, (), lines, set()), lines)


def pack_paths(root: Path) -> list[Path]:
    """Packs of a folder (or the one file), in order of their names."""
    return [root] if root.is_file() else sorted(root.glob("**/*.yaml"))


def canonical(data: dict[str, Any]) -> str:
    """One text per content: comments and layout do not count, the order of parts does."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _value(node: yaml.Node, where: Where, lines: dict[Where, int], seen: set[int]) -> Any:
    if id(node) in seen:
        raise PackUnreadable("aliases are not used in packs", node.start_mark.line + 1)
    seen.add(id(node))
    lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, where, lines, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_value(part, (*where, rank), lines, seen) for rank, part in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, where: Where, lines: dict[Where, int], seen: set[int]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in result:
            raise PackUnreadable(f"“{key}” is written twice", line)
        lines[(*where, key)] = line
        result[key] = _value(value_node, (*where, key), lines, seen)
    return result


def _scalar(node: yaml.Node) -> Any:
    if node.tag not in _READERS:
        raise PackUnreadable(f"the tag {node.tag} is not used in packs", node.start_mark.line + 1)
    return _READERS[node.tag](node.value)
