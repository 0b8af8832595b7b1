"""RFC 6962's own recursive definitions are the oracle of the quick forms."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.foundation import merkle

# The test vectors of the certificate-transparency project: eight leaves and the roots of the trees they make.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOT_OF_EIGHT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def split(count):
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def root_by_definition(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    middle = split(len(leaves))
    return sha256(
        b"\x01" + root_by_definition(leaves[:middle]) + root_by_definition(leaves[middle:])
    ).digest()


class Tree:
    def __init__(self, size):
        self.leaves = [merkle.leaf_hash(str(number).encode()) for number in range(size)]
        self.stored, self.frontier = {}, []
        for index, leaf in enumerate(self.leaves):
            self.frontier, completed = merkle.append(index, self.frontier, leaf)
            for level, node in enumerate([leaf, *completed]):
                self.stored[level, index >> level] = node

    def root(self, size=None):
        return root_by_definition(self.leaves[:size])

    def proof(self, ranges):
        return merkle.proof(ranges, self.stored.__getitem__)


def test_the_published_vectors_hold():
    leaves = [merkle.leaf_hash(bytes.fromhex(text)) for text in INPUTS]
    assert merkle.root(merkle.frontier_of(leaves)).hex() == ROOT_OF_EIGHT
    assert merkle.root([]) == sha256(b"").digest()


@given(st.integers(0, 300))
def test_the_appended_root_is_that_of_the_definition(size):
    tree = Tree(size)
    assert merkle.root(tree.frontier) == tree.root()
    assert merkle.frontier_of(tree.leaves) == tree.frontier


@pytest.mark.parametrize("size", [*range(1, 34), 64, 65])
def test_each_leaf_is_proved_from_the_stored_subtrees(size):
    tree = Tree(size)
    for index, leaf in enumerate(tree.leaves):
        path = tree.proof(merkle.inclusion_ranges(index, size))
        assert merkle.includes(tree.root(), size, index, leaf, path)


@pytest.mark.parametrize("new", [*range(1, 34), 64, 65])
def test_each_older_tree_is_proved_to_begin_the_newer(new):
    tree = Tree(new)
    for old in range(1, new + 1):
        path = tree.proof(merkle.consistency_ranges(old, new))
        assert merkle.extends(old, tree.root(old), new, tree.root(), path)


@given(st.integers(2, 80), st.data())
def test_a_proof_for_another_leaf_place_or_path_is_refused(size, data):
    tree = Tree(size)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda number: number != index))
    path = tree.proof(merkle.inclusion_ranges(index, size))
    leaf = tree.leaves[index]
    assert not merkle.includes(tree.root(), size, index, tree.leaves[other], path)
    assert not merkle.includes(tree.root(), size, other, leaf, path)
    assert not merkle.includes(tree.root(), size, size, leaf, path)
    assert not merkle.includes(tree.root(), size, index, leaf, path[:-1])
    assert not merkle.includes(tree.root(), size, index, leaf, [*path, leaf])


@given(st.integers(2, 80), st.data())
def test_a_forked_or_shortened_tree_extends_nothing(new, data):
    tree, old = Tree(new), data.draw(st.integers(1, new - 1))
    path = tree.proof(merkle.consistency_ranges(old, new))
    forged = sha256(b"forged").digest()
    assert not merkle.extends(old, forged, new, tree.root(), path)
    assert not merkle.extends(old, tree.root(old), new, forged, path)
    assert not merkle.extends(new, tree.root(), old, tree.root(old), path)
    assert not merkle.extends(old, tree.root(old), new, tree.root(), path[:-1])
    assert not merkle.extends(new, tree.root(), new, forged, [])


def test_every_tree_extends_the_empty_one():
    assert merkle.extends(0, merkle.EMPTY_ROOT, 3, Tree(3).root(), [])
    assert not merkle.extends(0, b"other", 3, Tree(3).root(), [])


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_no_proof_is_made_of_what_cannot_be(old, new):
    with pytest.raises(ValueError, match="cannot begin"):
        merkle.consistency_ranges(old, new)
    with pytest.raises(ValueError, match="has no leaf"):
        merkle.inclusion_ranges(new, new)
