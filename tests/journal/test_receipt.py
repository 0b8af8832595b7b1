from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.journal.receipt import (
    KINDS,
    LENGTH,
    PAYLOAD_LENGTH,
    ReceiptError,
    ReceiptFacts,
    decode,
    encode,
    from_text,
    to_address,
    to_text,
)

FACTS = ReceiptFacts(
    b"key1", 3, "complaints", 2026, 1482, datetime(2026, 11, 17, 9, 0, tzinfo=UTC), bytes(8), bytes(32)
)
SIGNED = encode(FACTS) + bytes(range(64))
ORIGIN = "https://miyah.example.ma"

FACTS_OF_ANY_KIND = st.builds(
    ReceiptFacts,
    st.binary(min_size=4, max_size=4),
    st.integers(1, 2**16 - 1),
    st.sampled_from(sorted(KINDS)),
    st.just(2030),
    st.integers(1, 2**32 - 1),
    st.integers(1893456000, 1893456000 + 364 * 86400).map(
        lambda seconds: datetime.fromtimestamp(seconds, UTC)
    ),
    st.binary(min_size=8, max_size=8),
    st.binary(min_size=32, max_size=32),
)


@given(FACTS_OF_ANY_KIND)
def test_what_is_encoded_is_decoded(facts):
    assert len(encode(facts)) == PAYLOAD_LENGTH == 58
    assert decode(encode(facts)) == facts


def test_a_signed_receipt_has_122_bytes_and_196_letters():
    assert len(SIGNED) == LENGTH == 122
    assert len(to_text(SIGNED)) == 196
    assert from_text(to_text(SIGNED)) == SIGNED


def test_the_address_uses_only_what_a_qr_code_holds_in_little_room():
    address = to_address(SIGNED, ORIGIN)
    assert set(address) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert address.startswith("HTTPS://MIYAH.EXAMPLE.MA/V/")
    assert from_text(address) == SIGNED


def test_small_letters_spaces_and_line_breaks_are_accepted():
    text = to_text(SIGNED).lower()
    assert from_text("\n ".join(text[start : start + 14] for start in range(0, 196, 14)) + "\n") == SIGNED


@pytest.mark.parametrize("wrong", ["", "A", "1" * 196, "é" * 196, "A" * 195, "A" * 197])
def test_what_is_no_receipt_is_refused(wrong):
    with pytest.raises(ReceiptError):
        from_text(wrong)


def test_a_last_letter_that_hides_other_bits_is_refused():
    text = to_text(SIGNED)
    with pytest.raises(ReceiptError, match="canonical"):
        from_text(text[:-1] + chr(ord(text[-1]) + 1))


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 0},
        {"number": 2**32},
        {"agency": 0},
        {"year": 2024},
        {"receipt_id": b"short"},
        {"key_id": b"12345"},
    ],
)
def test_facts_that_do_not_fit_are_refused(changes):
    with pytest.raises(ReceiptError):
        encode(ReceiptFacts(**vars(FACTS) | changes))


@given(st.text(max_size=250))
def test_no_text_breaks_the_reader(text):
    with pytest.raises(ReceiptError):
        from_text(text)
