"""EA07 and EA11 on bare blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.utility.prepaid.sts.ciphers import misty1, sta

BLOCKS = st.integers(0, 2**64 - 1)
KEY = 0x00112233445566778899AABBCCDDEEFF


@pytest.mark.parametrize(
    ("block", "encrypted"),
    [(0x0123456789ABCDEF, 0x8B1DA5F56AB3D07C), (0xFEDCBA9876543210, 0x04B68240B13BE95D)],
)
def test_misty1_is_that_of_the_rfc(block, encrypted):
    assert misty1.encrypt(KEY, block) == encrypted
    assert misty1.decrypt(KEY, encrypted) == block


def test_sta_is_that_of_the_first_published_token():
    key, block, encrypted = 0xE653341F9D5BF36F, 0x055AB659000A3504, 0x9A88F1F0FE158719
    assert sta.encrypt(key, block) == encrypted
    assert sta.decrypt(key, encrypted) == block


@given(BLOCKS, BLOCKS)
def test_sta_reads_what_it_wrote(key, block):
    assert sta.decrypt(key, sta.encrypt(key, block)) == block


@given(st.integers(0, 2**128 - 1), BLOCKS)
def test_misty1_reads_what_it_wrote(key, block):
    assert misty1.decrypt(key, misty1.encrypt(key, block)) == block
