"""The module made of software: for a laboratory alone, one answer to one message, TEST on all of it."""

import pickle
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shubbak.utility.prepaid.sts.contents import (
    Credit,
    CurrencyCredit,
    Instruction,
    MeterTest,
    Order,
    Service,
)
from shubbak.utility.prepaid.sts.laboratory import laboratory_of
from shubbak.utility.prepaid.sts.module import VendingModule
from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused
from shubbak.utility.prepaid.sts.software import SoftwareModule
from shubbak.utility.prepaid.sts.times import tid_of
from shubbak.utility.prepaid.sts.vectors import PUBLISHED_KEYS
from shubbak.utility.prepaid.sts.vending_keys import decoder_key
from tests.utility.prepaid.lab import MISTY1, OLD_STA, STA, laboratory, module

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
IN_PRODUCTION = replace(STA, supply_group="600001")
FILE = """
purpose = "laboratory"

[[group]]
supply_group = "123456"
key_revision = 1
derivation = "02"
key = "abababababababab"
key_expiry = 200
"""


def sell(vending, message_id="sale-1", meter=STA, tenths=253, at=AT):
    return vending.issue_credit(
        message_id=message_id, meter=meter, service=Service.ELECTRICITY, tenths=tenths, at=at
    )


def refused(reason):
    return pytest.raises(TokenRefused, check=lambda error: error.reason is reason)


def test_credit_is_read_by_the_meter_that_it_was_made_for():
    vending: VendingModule = module()
    said = vending.verify(meter=STA, token=sell(vending).tokens[0])
    assert isinstance(said.content, Credit)
    assert (said.content.service, said.content.tenths) == (Service.ELECTRICITY, 253)
    assert said.issued_at == AT
    assert said.test


def test_money_and_orders_are_read_by_the_meter_that_they_were_made_for():
    vending = module()
    money = vending.issue_currency(message_id="a", meter=STA, service=Service.WATER, steps=5_000_000, at=AT)
    order = vending.issue_mse(message_id="b", meter=STA, order=Order.CLEAR_TAMPER, value=0, at=AT)
    tid = tid_of(AT, STA.base)
    content = vending.verify(meter=STA, token=money.tokens[0]).content
    assert content == CurrencyCredit(Service.WATER, content.steps, tid)
    assert 5_000_000 <= content.steps < 5_001_000
    assert isinstance(vending.verify(meter=STA, token=order.tokens[0]).content, Instruction)


def test_a_test_is_the_published_one_for_every_meter():
    result = module().issue_meter_test(message_id="t", test=MeterTest(0xFFFFFFFFF, 0))
    assert result.tokens == ("56493153725450313471",)
    assert module().verify(meter=MISTY1, token=result.tokens[0]).issued_at is None


def test_every_token_says_that_it_is_a_test():
    result = sell(module())
    first, second = result.printed()
    assert result.test
    assert first == "TEST"
    assert second.replace(" ", "") == result.tokens[0]
    assert len(second.split()) == 5


def test_a_group_in_production_is_refused():
    for asked in (
        lambda vending: sell(vending, meter=IN_PRODUCTION),
        lambda vending: vending.issue_key_change(message_id="k", old=STA, new=IN_PRODUCTION),
        lambda vending: vending.issue_key_change(message_id="k", old=IN_PRODUCTION, new=STA),
        lambda vending: vending.verify(meter=IN_PRODUCTION, token="66475648316756821785"),
        lambda vending: sell(vending, meter=replace(STA, key_revision=9)),
    ):
        with refused(Reason.NO_TEST_GROUP):
            asked(module())


def test_the_same_message_has_the_same_answer_also_from_a_module_that_forgot():
    vending = module()
    assert sell(vending) == sell(vending) == sell(module()) == vending.fetch_token_result(message_id="sale-1")


def test_another_request_with_the_same_message_is_refused():
    vending = module()
    sell(vending)
    for changed in ({"tenths": 254}, {"meter": MISTY1}):
        with refused(Reason.MESSAGE_KNOWN):
            sell(vending, **changed)


def test_a_request_that_was_refused_may_be_mended_under_its_message():
    vending = module()
    with refused(Reason.AMOUNT):
        sell(vending, tenths=18_201_625)
    with refused(Reason.MESSAGE_UNKNOWN):
        vending.fetch_token_result(message_id="sale-1")
    assert sell(vending).tokens


@pytest.mark.parametrize("meter", [replace(STA, key_expiry=10), STA])
def test_a_key_that_has_expired_makes_and_reads_nothing(meter):
    token = sell(module()).tokens[0]
    vending = module() if meter.key_expiry == 10 else module(key_expiry=10)
    with refused(Reason.KEY_EXPIRED):
        sell(vending, meter=meter)
    with refused(Reason.KEY_EXPIRED):
        vending.verify(meter=meter, token=token)


def test_keys_have_no_text():
    key = PUBLISHED_KEYS[OLD_STA.derivation]
    for shown in (key, decoder_key(key, OLD_STA), laboratory().group_of(OLD_STA)):
        assert "ab" * 4 not in f"{shown!r} {shown}"
    with pytest.raises(TypeError):
        pickle.dumps(key)


@pytest.fixture
def keys_file(tmp_path):
    def written(text=FILE, mode=0o600):
        path = tmp_path / "keys.toml"
        path.write_text(text)
        path.chmod(mode)
        return path

    return written


def test_a_laboratory_is_read_from_its_file(keys_file):
    vending = SoftwareModule(laboratory_of(keys_file()))
    assert sell(vending, meter=OLD_STA, at=datetime(2004, 4, 21, 10, 1, tzinfo=UTC)).test
    with refused(Reason.KEY_EXPIRED):
        sell(vending, "sale-2", meter=OLD_STA, at=datetime(2024, 1, 1, tzinfo=UTC))


def test_a_file_that_others_can_read_is_refused(keys_file):
    with refused(Reason.KEYS_FILE):
        laboratory_of(keys_file(mode=0o640))


def test_two_keys_for_one_revision_of_a_group_are_refused(keys_file):
    with refused(Reason.KEYS_FILE):
        laboratory_of(keys_file(FILE + FILE.partition("\n\n")[2]))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('purpose = "laboratory"', 'purpose = "production"'),
        ('purpose = "laboratory"', ""),
        ("abababababababab", "abababababababcd00"),
        ("abababababababab", "no hexadecimal"),
        ('"123456"', "123456"),
        ('derivation = "02"', 'derivation = "03"'),
        ("key_expiry", "key_expirey"),
        ("[[group]]", "[group"),
    ],
)
def test_a_file_of_another_shape_is_refused_without_being_quoted(keys_file, old, new):
    assert old in FILE
    with refused(Reason.KEYS_FILE) as refusal:
        laboratory_of(keys_file(FILE.replace(old, new)))
    assert "abab" not in str(refusal.value)
