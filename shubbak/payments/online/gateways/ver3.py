"""Hash version 3 of the hosted card pages of the CMI kind.

Values stand in the order of their names, as people sort: no case, and figures count as numbers.
The names themselves are in no hash: whoever reads a message must not rest on one value alone.
"""

import base64
import hashlib
import hmac
import html
import re
from collections.abc import Iterable

from shubbak.payments.online.gateways.rules import BadMessage, Fields

_LEFT_OUT = {"hash", "encoding"}
_PIECES = re.compile(r"\d+|\D", re.ASCII)
_MARK = re.compile(r"&#?\w+;", re.ASCII)


def hash_of(fields: Fields, store_key: str) -> str:
    """The hash of what goes out or came in; names that differ only in case keep the order they came in."""
    values = [value for name, value in sorted(fields, key=_rank) if name.lower() not in _LEFT_OUT]
    joined = "|".join(_escaped([*values, store_key]))
    return base64.b64encode(hashlib.sha512(joined.encode()).digest()).decode()


def believed(posted: Fields, store_key: str) -> dict[str, str]:
    """What a callback says, by lower-case names, if its hash is right.

    :raises BadMessage: ``no_hash``, ``twice`` (one name, two values), ``wrong_hash``.
    """
    fields = [(name, _as_meant(value)) for name, value in posted]
    told = {name.lower(): value for name, value in fields}
    if len(told) != len(fields):
        raise BadMessage("twice")
    if not told.get("hash"):
        raise BadMessage("no_hash")
    if not hmac.compare_digest(told["hash"].encode(), hash_of(fields, store_key).encode()):
        raise BadMessage("wrong_hash")
    return told


def _as_meant(value: str) -> str:
    """The gateway writes marks as HTML does, and may end a value with a line: its hash is of neither."""
    return _MARK.sub(lambda mark: html.unescape(mark[0]), value.removesuffix("\n"))


def _escaped(values: Iterable[str]) -> list[str]:
    return [value.replace("\\", "\\\\").replace("|", "\\|") for value in values]


def _rank(field: tuple[str, str]) -> list[tuple[int, int]]:
    """Natural order: runs of figures by their number, anything else by its capital."""
    pieces = _PIECES.findall(field[0].upper())
    return [(ord("0"), int(piece)) if piece.isdecimal() else (ord(piece), 0) for piece in pieces]
