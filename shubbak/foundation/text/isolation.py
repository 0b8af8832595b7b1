"""Keeping left-to-right words in their place inside plain Arabic text (Unicode bidi algorithm, UAX 9)."""

from typing import Any

FIRST_STRONG_ISOLATE = "\u2068"
LEFT_TO_RIGHT_ISOLATE = "\u2066"
POP_ISOLATE = "\u2069"
_BREAKS = {ord("\t"), ord("\n"), ord("\r")}
_TURNS = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]
_CONTROLS = dict.fromkeys([*_TURNS, *({*range(0x20), *range(0x7F, 0xA0)} - _BREAKS)])


def isolate(words: str) -> str:
    """`words` between FSI and PDI: their direction is their own and moves nothing around them.

    For text messages and e-mails; a page uses `<bdi>`.
    """
    return f"{FIRST_STRONG_ISOLATE}{without_controls(words)}{POP_ISOLATE}"


def isolate_ltr(words: str) -> str:
    """The same for phones, codes and signed amounts, which read from left to right whatever they hold."""
    return f"{LEFT_TO_RIGHT_ISOLATE}{without_controls(words)}{POP_ISOLATE}"


def without_controls(words: str) -> str:
    """`words` without the characters that could turn the text after them round, and without control
    characters (NUL, which a database refuses, escapes…); tabs and line breaks stay.
    """
    return words.translate(_CONTROLS)


def one_line(words: str) -> str:
    """`words` without control characters, on one line."""
    return without_controls(" ".join(words.splitlines())).replace("\t", " ").strip()


def all_without_controls(value: Any) -> Any:
    """The same for every text in plain data, the names of mappings included."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, dict):
        return {all_without_controls(name): all_without_controls(part) for name, part in value.items()}
    return [all_without_controls(part) for part in value] if isinstance(value, list) else value
