"""The standard transfer algorithm, EA07 (IEC 62055-41, 6.5.4): sixteen rounds of substituting and moving.

The tables hold, for each byte of the block, where its bits arrive: eight look-ups a round, not eighty steps.
"""

from collections.abc import Iterable

ROUNDS = 16
_ALL = (1 << 64) - 1
_BOXES = (
    (14, 10, 7, 9, 12, 3, 2, 5, 13, 0, 15, 1, 4, 8, 6, 11),
    (12, 8, 2, 13, 7, 6, 1, 3, 11, 5, 9, 15, 0, 4, 10, 14),
)
"""One of the two for each four bits, as a bit of the key says."""
_BACK_BOXES = (
    (12, 6, 2, 7, 13, 9, 5, 4, 1, 10, 14, 8, 0, 3, 15, 11),
    (9, 11, 6, 5, 12, 7, 14, 2, 13, 3, 1, 15, 4, 8, 0, 10),
)
_GOALS = """
    55 42 10 18 24 21 44 35  2 22 56 43 27 58  9 50
     6 36 12 61 37 38 53 16 62  3  7  4 32 20 63 25
    51 52 54 33 49 19 46 29 48 31 23 30 41 28 13  5
    40 60 39 11 15 17  1  0 57 34 59  8 47 14 45 26
"""
_MOVES = tuple(map(int, _GOALS.split()))
"""Where bit 0, 1, 2 … of the block goes."""
_HIGH, _LOW = 0x8888888888888888, 0x1111111111111111
"""Which bits of the key choose a box: the highest of four when writing, the lowest when reading."""


def encrypt(key: int, block: int) -> int:
    """64 bits under a key of 64 bits."""
    key = _turned(~key & _ALL, 64 - 12)
    for _ in range(ROUNDS):
        choices, octets = (key & _HIGH).to_bytes(8, "little"), block.to_bytes(8, "little")
        block = 0
        for table, choice, octet in zip(_SUBSTITUTED_AND_MOVED, choices, octets, strict=True):
            block |= table[choice][octet]
        key = _turned(key, 1)
    return block


def decrypt(key: int, block: int) -> int:
    """What `encrypt` was given."""
    for _ in range(ROUNDS):
        choices, moved = (key & _LOW).to_bytes(8, "little"), 0
        for table, octet in zip(_MOVED_BACK, block.to_bytes(8, "little"), strict=True):
            moved |= table[octet]
        found = zip(choices, moved.to_bytes(8, "little"), strict=True)
        block = int.from_bytes(bytes(_SUBSTITUTED_BACK[choice][octet] for choice, octet in found), "little")
        key = _turned(key, 63)
    return block


def _turned(key: int, places: int) -> int:
    """The key with its bits moved up in a circle."""
    return (key << places | key >> (64 - places)) & _ALL


def _substituted(boxes: tuple[tuple[int, ...], ...], marks: tuple[int, int]) -> dict[int, bytes]:
    """Every byte with its two halves substituted, by the bits of the key's byte that choose the boxes."""
    low, high = marks
    return {
        low * first | high * second: bytes(
            boxes[second][byte >> 4] << 4 | boxes[first][byte & 15] for byte in range(256)
        )
        for first in (0, 1)
        for second in (0, 1)
    }


def _moved(bits: int, moves: Iterable[int]) -> int:
    return sum((bits >> place & 1) << goal for place, goal in enumerate(moves))


_SUBSTITUTED_AND_MOVED = tuple(
    {
        choice: tuple(_moved(byte, _MOVES[8 * place : 8 * place + 8]) for byte in row)
        for choice, row in _substituted(_BOXES, (0x08, 0x80)).items()
    }
    for place in range(8)
)
_MOVES_BACK = tuple(_MOVES.index(place) for place in range(64))
_MOVED_BACK = tuple(
    tuple(_moved(byte, _MOVES_BACK[8 * place : 8 * place + 8]) for byte in range(256)) for place in range(8)
)
_SUBSTITUTED_BACK = _substituted(_BACK_BOXES, (0x01, 0x10))
