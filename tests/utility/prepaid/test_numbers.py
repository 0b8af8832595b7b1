"""Numbers of meters, amounts and minutes: the small arithmetic of tokens."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.utility.prepaid.sts import amounts
from shubbak.utility.prepaid.sts.pan import Pan, luhn_digit, pan_of
from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused
from shubbak.utility.prepaid.sts.times import LAST, BaseDate, instant_of, next_tid, refuse_expired, tid_of

BASES = st.sampled_from(BaseDate)
MINUTE = timedelta(minutes=1)


def refused(reason):
    return pytest.raises(TokenRefused, check=lambda error: error.reason is reason)


@pytest.mark.parametrize(
    ("drn", "issuer", "pan"),
    [
        ("00000000000", "600727", "600727000000000009"),
        ("0100000000008", "0000", "000001000000000082"),
    ],
)
def test_a_meter_has_the_published_number(drn, issuer, pan):
    assert str(pan_of(drn, issuer)) == pan
    assert pan_of(drn, issuer).drn == drn


@pytest.mark.parametrize(
    "drn", ["12345678904", "11111111113", "", "0000000000", "٠٠٠٠٠٠٠٠٠٠0", "0000000000x"]
)
def test_a_wrong_number_of_a_meter_is_refused(drn):
    with refused(Reason.NUMBER_OF_METER):
        pan_of(drn)


def test_a_pan_with_a_wrong_number_of_a_meter_inside_is_refused():
    inside = "60072712345678904"
    with refused(Reason.NUMBER_OF_METER):
        Pan(inside + luhn_digit(inside))


@given(st.text("0123456789", min_size=10, max_size=10), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_of_a_pan_is_always_found(body, place, more):
    digits = pan_of(body + luhn_digit(body)).digits
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    with refused(Reason.NUMBER_OF_METER):
        Pan(wrong)


@pytest.mark.parametrize(
    ("steps", "field"),
    [(1, 1), (16383, 0x3FFF), (16384, 0x4000), (16385, 0x4001), (180223, 0x8000), (18_201_624, 0xFFFF)],
)
def test_amounts_have_their_published_fields(steps, field):
    assert amounts.encode(steps) == field


@given(st.integers(0, 18_201_624))
def test_an_amount_is_never_less_than_asked_and_never_a_step_too_much(steps):
    field = amounts.encode(steps)
    assert amounts.decode(field) >= steps
    assert field == 0 or amounts.decode(field - 1) < steps


@given(st.integers(0, 0xFFFF))
def test_every_field_of_an_amount_stands_for_one_amount(field):
    assert amounts.encode(amounts.decode(field)) == field


@given(st.integers(0, 0xFFFFF).filter(lambda field: field != 1 << 19))
def test_every_field_of_money_stands_for_one_sum(field):
    assert amounts.encode_currency(amounts.decode_currency(field)) == field


@given(st.integers(-(10**30), 10**30))
def test_money_is_rounded_for_the_customer_and_keeps_its_sign(steps):
    given_ = amounts.decode_currency(amounts.encode_currency(steps))
    assert given_ >= steps
    assert given_ * steps >= 0


@pytest.mark.parametrize("steps", [-1, 18_201_625])
def test_an_amount_that_no_token_carries_is_refused(steps):
    with refused(Reason.AMOUNT):
        amounts.encode(steps)


@pytest.mark.parametrize(
    ("quantity", "size", "steps"),
    [
        ("18022.3", amounts.TENTHS, 180223),
        ("0.01", amounts.TENTHS, 1),
        ("18022.3000000000000000000000000000000001", amounts.TENTHS, 180224),
        ("12.345678", amounts.OF_CURRENCY, 1234568),
        ("-12.345678", amounts.OF_CURRENCY, -1234567),
    ],
)
def test_a_part_of_a_step_is_a_step_for_the_customer(quantity, size, steps):
    assert amounts.steps_of(Decimal(quantity), size) == steps


@pytest.mark.parametrize("quantity", ["NaN", "Infinity", "1e999999"])
def test_what_is_no_quantity_is_refused(quantity):
    with refused(Reason.AMOUNT):
        amounts.steps_of(Decimal(quantity), amounts.TENTHS)


@pytest.mark.parametrize(
    ("base", "last"),
    [
        (BaseDate.YEAR_1993, datetime(2024, 11, 24, 20, 15, tzinfo=UTC)),
        (BaseDate.YEAR_2014, datetime(2045, 11, 24, 20, 15, tzinfo=UTC)),
        (BaseDate.YEAR_2035, datetime(2066, 11, 24, 20, 15, tzinfo=UTC)),
    ],
)
def test_a_base_date_has_its_first_and_its_last_minute(base, last):
    assert tid_of(base.start, base) == 0
    assert tid_of(last + timedelta(seconds=59), base) == LAST
    for outside in (base.start - timedelta(microseconds=1), last + MINUTE):
        with refused(Reason.TIME):
            tid_of(outside, base)


@given(BASES, st.integers(0, LAST))
def test_the_minute_00_01_is_kept_free(base, minutes):
    at = base.start + minutes * MINUTE
    tid = tid_of(at, base)
    assert instant_of(tid, base).strftime("%H:%M") != "00:01"
    assert instant_of(tid, base) - at == (MINUTE if at.strftime("%H:%M") == "00:01" else 0 * MINUTE)


def test_a_minute_is_that_of_the_world_and_not_of_the_clock_on_the_wall():
    in_rabat = datetime.fromisoformat("2026-03-01T14:00+01:00")
    assert tid_of(in_rabat, BaseDate.YEAR_2014) == tid_of(in_rabat.astimezone(UTC), BaseDate.YEAR_2014)


def test_several_tokens_of_one_minute_take_those_that_follow():
    at, base, last = datetime(2026, 7, 29, 0, 0, tzinfo=UTC), BaseDate.YEAR_2014, None
    minutes = []
    for _ in range(4):
        last = next_tid(at, base, last)
        minutes.append(f"{instant_of(last, base):%H:%M}")
    assert minutes == ["00:00", "00:02", "00:03", "00:04"]


@given(st.lists(st.integers(-5, 5), max_size=40))
def test_identifiers_grow_however_the_clock_jumps(jumps):
    at, base, last = datetime(2026, 7, 28, 23, 50, tzinfo=UTC), BaseDate.YEAR_2014, None
    for jump in jumps:
        at += jump * MINUTE
        following = next_tid(at, base, last)
        assert following >= tid_of(at, base)
        assert last is None or following > last
        last = following


def test_after_the_last_minute_of_a_base_date_there_is_none():
    with refused(Reason.TIME):
        next_tid(datetime(2045, 11, 24, 20, 15, tzinfo=UTC), BaseDate.YEAR_2014, LAST)


@pytest.mark.parametrize(("tid", "expiry"), [(0x100000, 0x0F), (LAST, 254)])
def test_a_key_that_has_expired_is_refused(tid, expiry):
    with refused(Reason.KEY_EXPIRED):
        refuse_expired(tid, expiry)


@pytest.mark.parametrize(("tid", "expiry"), [(0x0FFFFF, 0x0F), (LAST, 255)])
def test_a_key_serves_until_its_expiry(tid, expiry):
    refuse_expired(tid, expiry)
