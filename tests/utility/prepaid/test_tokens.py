"""What a token says, read again, is what was asked; what was not written for a meter is refused."""

import csv
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.utility.prepaid.sts import amounts, coding, contents
from shubbak.utility.prepaid.sts.contents import (
    Credit,
    CurrencyCredit,
    Instruction,
    MeterTest,
    Order,
    Service,
)
from shubbak.utility.prepaid.sts.meters import KeyType
from shubbak.utility.prepaid.sts.pan import pan_of
from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused
from shubbak.utility.prepaid.sts.tokens import Block, to_digits, with_check
from shubbak.utility.prepaid.sts.vectors import PUBLISHED_KEYS
from shubbak.utility.prepaid.sts.vending_keys import decoder_key
from tests.utility.prepaid.lab import CHANCES, METERS, MISTY1, OLD_STA, STA, TIDS, VECTORS

FIELDS = st.integers(0, 0xFFFF)
SERVICES = st.sampled_from(Service)
AMOUNTS = FIELDS.map(amounts.decode)
SUMS = st.integers(0, (1 << 19) - 1).map(amounts.decode_currency) | st.integers(-16383, -1)
VALUES = {
    Order.CLEAR_CREDIT: st.integers(0, 7) | st.just(contents.ALL_REGISTERS),
    Order.CLEAR_TAMPER: st.just(0),
    Order.MAXIMUM_POWER: AMOUNTS,
    Order.MAXIMUM_PHASE_UNBALANCE: AMOUNTS,
}
INSTRUCTIONS = st.sampled_from(Order).flatmap(
    lambda order: st.builds(Instruction, st.just(order), VALUES.get(order, FIELDS), TIDS, CHANCES)
)
TESTS = st.builds(MeterTest, st.integers(0, 2**36 - 1), st.integers(0, 2**8 - 1)) | st.builds(
    MeterTest, st.integers(0, 2**28 - 1), st.integers(0, 2**16 - 1), st.just(True)
)
CONTENTS = (
    st.builds(Credit, SERVICES, AMOUNTS, TIDS, CHANCES)
    | st.builds(CurrencyCredit, SERVICES, SUMS, TIDS)
    | INSTRUCTIONS
    | TESTS
)


def key_of(meter):
    return decoder_key(PUBLISHED_KEYS[meter.derivation], meter)


def read(digits, meter):
    return coding.meaning(coding.block_of(digits, meter.cipher, key_of(meter)), meter.cipher)


def refused(reason):
    return pytest.raises(TokenRefused, check=lambda error: error.reason is reason)


@given(METERS, CONTENTS)
def test_what_is_written_for_a_meter_is_read_by_it(meter, content):
    digits = coding.written(content.block(), meter.cipher, key_of(meter))
    assert len(digits) == 20
    assert read(digits, meter) == content


@given(METERS, SERVICES, st.integers(0, 18_201_624), TIDS)
def test_a_meter_gets_at_least_what_was_paid(meter, service, tenths, tid):
    digits = coding.written(Credit(service, tenths, tid, 0).block(), meter.cipher, key_of(meter))
    assert read(digits, meter).tenths >= tenths


@pytest.mark.parametrize("token", ["66475648316756821785", "45753099596249311388"])
def test_a_changed_digit_of_a_published_token_is_refused(token):
    for place in range(20):
        for digit in set("0123456789") - {token[place]}:
            with pytest.raises(TokenRefused):
                read(token[:place] + digit + token[place + 1 :], OLD_STA)


def test_a_changed_digit_is_refused_by_a_meter_with_the_long_key():
    token = coding.written(Credit(Service.WATER, 250, 77, 3).block(), MISTY1.cipher, key_of(MISTY1))
    for place in range(20):
        for digit in set("0123456789") - {token[place]}:
            with pytest.raises(TokenRefused):
                read(token[:place] + digit + token[place + 1 :], MISTY1)


def test_no_other_meter_reads_a_published_token():
    tokens = [row["token"] for row in csv.DictReader(VECTORS.open()) if row["dkga"] == "DKGA02"]
    for token in tokens:
        for other in (STA, MISTY1):
            with pytest.raises(TokenRefused):
                read(token, other)


@pytest.mark.parametrize("digits", ["", "1234", "9" * 20, "73786976294838206464", "x" * 20, "٠" * 20])
def test_what_is_no_number_below_two_to_the_sixty_six_is_refused(digits):
    with refused(Reason.NOT_TWENTY_DIGITS):
        read(digits, STA)


@pytest.mark.parametrize("block", [(0, 8, 0), (1, 2, 0), (2, 15, 0), (2, 9, 0)])
def test_a_kind_that_nobody_has_defined_is_refused(block):
    with refused(Reason.UNKNOWN_KIND):
        read(coding.written(Block(*block), STA.cipher, key_of(STA)), STA)


def test_the_reserved_class_is_refused():
    with refused(Reason.NOT_OF_THIS_METER):
        read(to_digits(with_check(Block(3, 0, 0)), 3), STA)


@pytest.mark.parametrize(
    "content",
    [
        Instruction(Order.CLEAR_CREDIT, 8, 0, 0),
        Instruction(Order.CLEAR_TAMPER, 1, 0, 0),
        Instruction(Order.EXTENDED, 0x10000, 0, 0),
        Instruction(Order.MAXIMUM_POWER, -1, 0, 0),
        Credit(Service.GAS, -1, 0, 0),
        MeterTest(2**28, 0, four_digits=True),
        MeterTest(0, 256),
        MeterTest(-1, 0),
    ],
)
def test_a_value_that_does_not_fit_is_refused(content):
    with refused(Reason.AMOUNT):
        content.block()


@pytest.mark.parametrize("order", [Order.MAXIMUM_POWER, Order.MAXIMUM_PHASE_UNBALANCE])
def test_watts_are_coded_as_amounts_are(order):
    assert Instruction(order, 20_004, 0, 0).block().body == 0x416A


@pytest.mark.parametrize(
    ("meter", "changed"),
    [
        (OLD_STA, {"base": STA.base}),
        (OLD_STA, {"cipher": MISTY1.cipher}),
        (STA, {"key_type": KeyType.COMMON}),
        (STA, {"key_type": KeyType.INITIALISATION}),
        (STA, {"key_revision": 0}),
        (STA, {"key_revision": 16}),
        (STA, {"key_expiry": 256}),
        (STA, {"supply_group": "12345"}),
        (STA, {"tariff_index": "1"}),
    ],
)
def test_a_configuration_that_no_meter_has_is_refused(meter, changed):
    with refused(Reason.CONFIGURATION):
        replace(meter, **changed)


def test_a_vending_key_of_the_other_derivation_is_refused():
    with refused(Reason.CONFIGURATION):
        decoder_key(PUBLISHED_KEYS[STA.derivation], OLD_STA)


def test_a_common_key_is_that_of_every_meter_of_its_issuer():
    other = replace(OLD_STA, pan=pan_of("12345678903"))
    assert key_of(OLD_STA).number != key_of(other).number
    common = {key_of(replace(meter, key_type=KeyType.COMMON)).number for meter in (OLD_STA, other)}
    assert len(common) == 1
