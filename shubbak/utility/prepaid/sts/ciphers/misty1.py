"""MISTY1 with eight rounds, EA11 (RFC 2994): 64 bits under a key of 128.

Our own, as the library of the house has no such cipher. Names are those of the RFC.
"""

from shubbak.utility.prepaid.sts.ciphers.misty1_boxes import S7, S9

_HALF = 0xFFFFFFFF
_WORD = 0xFFFF


def encrypt(key: int, block: int) -> int:
    """64 bits under a key of 128 bits."""
    words = _schedule(key)
    left, right = block >> 32, block & _HALF
    for round_ in range(0, 8, 2):
        left, right = _fl(left, words, round_), _fl(right, words, round_ + 1)
        right ^= _fo(left, words, round_)
        left ^= _fo(right, words, round_ + 1)
    left, right = _fl(left, words, 8), _fl(right, words, 9)
    return right << 32 | left


def decrypt(key: int, block: int) -> int:
    """What `encrypt` was given."""
    words = _schedule(key)
    left, right = block & _HALF, block >> 32
    left, right = _fl_back(left, words, 8), _fl_back(right, words, 9)
    for round_ in range(6, -1, -2):
        left ^= _fo(right, words, round_ + 1)
        right ^= _fo(left, words, round_)
        left, right = _fl_back(left, words, round_), _fl_back(right, words, round_ + 1)
    return left << 32 | right


def _schedule(key: int) -> list[int]:
    """Eight words of the key, and eight that are made of each and the next."""
    words = [key >> 16 * (7 - n) & _WORD for n in range(8)]
    return words + [_fi(words[n], words[(n + 1) % 8]) for n in range(8)]


def _fi(word: int, key: int) -> int:
    nine, seven = word >> 7, word & 0x7F
    nine = S9[nine] ^ seven
    seven = S7[seven] ^ nine & 0x7F ^ key >> 9
    nine = S9[nine ^ key & 0x1FF] ^ seven
    return seven << 9 | nine


def _fo(half: int, words: list[int], k: int) -> int:
    first, second = half >> 16, half & _WORD
    first = _fi(first ^ words[k], words[(k + 5) % 8 + 8]) ^ second
    second = _fi(second ^ words[(k + 2) % 8], words[(k + 1) % 8 + 8]) ^ first
    first = _fi(first ^ words[(k + 7) % 8], words[(k + 3) % 8 + 8]) ^ second
    return (second ^ words[(k + 4) % 8]) << 16 | first


def _fl(half: int, words: list[int], k: int) -> int:
    with_and, with_or = _fl_keys(words, k)
    first, second = half >> 16, half & _WORD
    second ^= first & with_and
    first ^= second | with_or
    return first << 16 | second


def _fl_back(half: int, words: list[int], k: int) -> int:
    with_and, with_or = _fl_keys(words, k)
    first, second = half >> 16, half & _WORD
    first ^= second | with_or
    second ^= first & with_and
    return first << 16 | second


def _fl_keys(words: list[int], k: int) -> tuple[int, int]:
    n = k // 2
    if k % 2:
        return words[(n + 2) % 8 + 8], words[(n + 4) % 8]
    return words[n], words[(n + 6) % 8 + 8]
