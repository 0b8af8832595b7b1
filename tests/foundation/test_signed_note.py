import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from shubbak.foundation.signed_note import Checkpoint, NoteError, key_hash, open_note, parse_checkpoint, seal

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key().public_bytes_raw()
NAME = "miyah/journal/00000001"
CHECKPOINT = Checkpoint(NAME, 42, bytes(32), ("time 2026-11-21T10:00:00Z",))


def verify(public_key, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def note():
    text = CHECKPOINT.text()
    return seal(text, NAME, PUBLIC, PRIVATE.sign(text.encode()))


def test_the_key_hash_is_that_of_the_specification():
    # The example key of Go's sumdb/note: PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW
    public = bytes.fromhex("1a5cd907143c384c41e830c5bce12aa8817ec5649aaabf2c31388b35b2d744d6")
    assert key_hash("PeterNeumann", public).hex() == "c74f20a3"


def test_a_note_opens_with_the_key_that_sealed_it():
    assert parse_checkpoint(open_note(note(), {NAME: PUBLIC}, verify)) == CHECKPOINT


def test_a_note_of_an_unknown_key_is_refused():
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    with pytest.raises(NoteError, match="no known key"):
        open_note(note(), {NAME: other}, verify)


@given(st.data())
def test_a_changed_character_is_always_found(data):
    whole = note()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from("abc019 \n+/").filter(lambda character: character != whole[place]))
    with pytest.raises(NoteError):
        open_note(whole[:place] + other + whole[place + 1 :], {NAME: PUBLIC}, verify)


@pytest.mark.parametrize(
    "text", ["", "a\n", "a\n01\n" + "A" * 43 + "=\n", "a\n1\nAAAA\n", "a\nx\nAAAA\n", "a\n1\n?\n"]
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(NoteError):
        parse_checkpoint(text)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    with pytest.raises(NoteError):
        open_note(text, {NAME: PUBLIC}, verify)
