"""The Merkle tree of RFC 6962 (section 2.1), appended to without reading it again.

A *frontier* is the list of the roots of the complete subtrees that cover the tree from left to right
("peaks"), largest first; it is all that an append needs. A *part* is a complete subtree: (level, index)
covers the leaves ``index * 2**level`` up to ``(index + 1) * 2**level``; level 0 is a leaf hash.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

Part = tuple[int, int]
Hashes = Callable[[Part], bytes]

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """RFC 6962: SHA-256 of 0x00 and the leaf."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962: SHA-256 of 0x01 and the two children."""
    return sha256(b"\x01" + left + right).digest()


def append(size: int, frontier: Sequence[bytes], leaf: bytes) -> tuple[list[bytes], list[bytes]]:
    """Add the leaf hash ``leaf`` to a tree of ``size`` leaves.

    Returns the new frontier, and the roots of the subtrees that this leaf completed, level 1 first.
    """
    peaks, completed = list(frontier), []
    current = leaf
    while size & 1:
        current = node_hash(peaks.pop(), current)
        completed.append(current)
        size >>= 1
    return [*peaks, current], completed


def root(frontier: Sequence[bytes]) -> bytes:
    """The root hash of the tree with this frontier."""
    if not frontier:
        return EMPTY_ROOT
    current = frontier[-1]
    for peak in reversed(frontier[:-1]):
        current = node_hash(peak, current)
    return current


def frontier_of(leaves: Iterable[bytes]) -> list[bytes]:
    """The frontier of a whole list of leaf hashes."""
    peaks: list[bytes] = []
    for size, leaf in enumerate(leaves):
        peaks, _ = append(size, peaks, leaf)
    return peaks


def parts(start: int, end: int) -> list[Part]:
    """The complete subtrees that cover the leaves ``start`` to ``end``, a range that the tree itself has."""
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """The ranges whose roots prove that leaf ``index`` is in the tree of ``size``: PATH of RFC 6962.

    :raises ValueError: if the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    ranges, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """The ranges whose roots prove that the first ``old`` leaves began the tree: PROOF of RFC 6962.

    :raises ValueError: if not 0 < old <= new.
    """
    if not 0 < old <= new:
        raise ValueError(f"a tree of {old} leaves cannot begin a tree of {new}")
    ranges, start, end, whole = [], 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start, whole = middle, False
    return ([] if whole else [(start, end)]) + ranges[::-1]


def proof(ranges: Sequence[tuple[int, int]], hashes: Hashes) -> list[bytes]:
    """The roots of ``ranges``, read from the stored subtrees."""
    return [root([hashes(part) for part in parts(start, end)]) for start, end in ranges]


def includes(root_hash: bytes, size: int, index: int, leaf: bytes, path: Sequence[bytes]) -> bool:
    """Verify an inclusion proof (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, current = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            current = node_hash(step, current)
            position, last = _climb(position, last)
        else:
            current = node_hash(current, step)
        position, last = position >> 1, last >> 1
    return last == 0 and current == root_hash


def extends(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Verify a consistency proof (RFC 9162, section 2.1.4.2). Every tree extends the empty one."""
    if old == new or old == 0:
        return not path and (old_root == new_root if old == new else old_root == EMPTY_ROOT)
    if old > new or not path:
        return False
    steps = list(path) if old & (old - 1) else [old_root, *path]
    return _walk_consistency(old, old_root, new, new_root, steps)


def _walk_consistency(old: int, old_root: bytes, new: int, new_root: bytes, steps: list[bytes]) -> bool:
    position, last = old - 1, new - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            first, second = node_hash(step, first), node_hash(step, second)
            position, last = _climb(position, last)
        else:
            second = node_hash(second, step)
        position, last = position >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _climb(position: int, last: int) -> tuple[int, int]:
    """Past the levels at which a right edge stands alone and has no sibling."""
    while not position & 1 and position:
        position, last = position >> 1, last >> 1
    return position, last


def _split(count: int) -> int:
    return 1 << ((count - 1).bit_length() - 1)
