"""Keeping left-to-right words in their place inside plain Arabic text (Unicode bidi algorithm, UAX 9)."""

FIRST_STRONG_ISOLATE = "\u2068"
LEFT_TO_RIGHT_ISOLATE = "\u2066"
POP_ISOLATE = "\u2069"
_CONTROLS = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C],
)


def isolate(words: str) -> str:
    """`words` between FSI and PDI: their direction is their own and moves nothing around them.

    For text messages and e-mails; a page uses `<bdi>`.
    """
    return f"{FIRST_STRONG_ISOLATE}{without_controls(words)}{POP_ISOLATE}"


def isolate_ltr(words: str) -> str:
    """The same for phones, codes and signed amounts, which read from left to right whatever they hold."""
    return f"{LEFT_TO_RIGHT_ISOLATE}{without_controls(words)}{POP_ISOLATE}"


def without_controls(words: str) -> str:
    """`words` without the characters that could turn the text after them round."""
    return words.translate(_CONTROLS)
