"""One value, one sequence of bytes: what is hashed and signed is never JSON text.

Each value is a tag of one byte, a length of eight bytes (big endian) and its body; a mapping is sorted by
key. Integers are written in decimal, so that any reader can check them without a library.
"""

from collections.abc import Mapping, Sequence

Value = str | int | bool | bytes | None | Sequence["Value"] | Mapping[str, "Value"]


def encode(value: Value) -> bytes:
    """The canonical bytes of ``value``.

    :raises TypeError: for a type that has no canonical form (a float, a date, a set).
    """
    if value is None:
        return _framed(b"n", b"")
    if isinstance(value, bool):
        return _framed(b"b", b"1" if value else b"0")
    if isinstance(value, int):
        return _framed(b"i", str(value).encode("ascii"))
    if isinstance(value, str):
        return _framed(b"s", value.encode("utf-8"))
    if isinstance(value, bytes):
        return _framed(b"x", value)
    return _encode_container(value)


def _encode_container(value: Sequence[Value] | Mapping[str, Value]) -> bytes:
    if isinstance(value, Mapping):
        pairs = sorted((key.encode("utf-8"), item) for key, item in value.items())
        return _framed(b"m", b"".join(_framed(b"s", key) + encode(item) for key, item in pairs))
    if isinstance(value, list | tuple):
        return _framed(b"l", b"".join(encode(item) for item in value))
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _framed(tag: bytes, body: bytes) -> bytes:
    return tag + len(body).to_bytes(8, "big") + body
