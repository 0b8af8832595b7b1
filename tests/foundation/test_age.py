"""Encryption of backups: the format of age, so that a body can open its backup without us."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.foundation.age import CHUNK, AgeError, Opened, Sealed

PASSPHRASE, WORK = "كلمة سرّ طويلة".encode(), 4


def sealed(content, *, piece=10_000):
    out = io.BytesIO()
    with Sealed(out, PASSPHRASE, WORK) as file:
        for start in range(0, len(content), piece):
            file.write(content[start : start + piece])
    return out.getvalue()


def opened(encrypted, passphrase=PASSPHRASE):
    return Opened(io.BytesIO(encrypted), passphrase).read()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_sealed_is_read_again(size):
    content = bytes(number % 251 for number in range(size))
    encrypted = sealed(content)
    assert encrypted.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert opened(encrypted) == content
    reader, pieces = Opened(io.BytesIO(encrypted), PASSPHRASE), []
    while piece := reader.read(777):
        pieces.append(piece)
    assert b"".join(pieces) == content


def test_another_passphrase_opens_nothing():
    with pytest.raises(AgeError, match="another passphrase"):
        opened(sealed(b"secret"), b"guess")


@given(st.data())
@settings(max_examples=40)
def test_no_byte_can_be_changed(data):
    encrypted = bytearray(sealed(b"x" * 1000))
    place = data.draw(st.integers(0, len(encrypted) - 1))
    encrypted[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(AgeError):
        opened(bytes(encrypted))


def test_an_end_that_is_missing_a_chunk_that_was_moved_and_one_too_many_are_found():
    encrypted = sealed(bytes(3 * CHUNK))
    chunk = CHUNK + 16
    body = len(encrypted) - 3 * chunk
    first, second = (encrypted[body + n * chunk : body + (n + 1) * chunk] for n in (0, 1))
    swapped = encrypted[:body] + second + first + encrypted[body + 2 * chunk :]
    for forged in (
        encrypted[: body + 2 * chunk],
        encrypted[:-1],
        swapped,
        encrypted + first,
        encrypted[:body],
    ):
        with pytest.raises(AgeError):
            opened(forged)


def test_what_failed_in_the_middle_is_no_whole_file():
    out = io.BytesIO()

    def fail():
        with Sealed(out, PASSPHRASE, WORK) as file:
            file.write(bytes(2 * CHUNK))
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        fail()
    with pytest.raises(AgeError):
        opened(out.getvalue())


def test_what_asks_for_endless_work_is_refused():
    encrypted = sealed(b"x").replace(b" 4\n", b" 40\n", 1)
    with pytest.raises(AgeError, match="more work"):
        opened(encrypted)
