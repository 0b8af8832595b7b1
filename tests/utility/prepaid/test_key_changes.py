"""The next key of a meter: as published, and as the meter puts it together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.utility.prepaid.sts import coding, key_changes
from shubbak.utility.prepaid.sts.key_changes import FirstSection, GroupSection, SecondSection
from shubbak.utility.prepaid.sts.meters import Cipher, KeyType
from shubbak.utility.prepaid.sts.pan import Pan
from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused
from shubbak.utility.prepaid.sts.times import BaseDate
from shubbak.utility.prepaid.sts.vectors import PUBLISHED_KEYS
from shubbak.utility.prepaid.sts.vending_keys import decoder_key
from tests.utility.prepaid.lab import MISTY1, OLD_STA, STA, module

OTHER_PAN = Pan("000001000000000082")
IN_2014 = replace(STA, supply_group="123457", key_revision=4)
IN_2035 = replace(IN_2014, key_revision=5, base=BaseDate.YEAR_2035)
GROUP_2035 = replace(STA, supply_group="203557", tariff_index="02", key_revision=6, base=BaseDate.YEAR_2035)
MISTY1_IN_2014 = replace(MISTY1, tariff_index="02", key_revision=4, base=BaseDate.YEAR_2014)
OLD_SECOND = replace(OLD_STA, tariff_index="02")
PUBLISHED = [
    ("25365690080149305690", OLD_SECOND, replace(OLD_SECOND, key_expiry=0xF5), False),
    ("26556810679164981397", IN_2014, IN_2035, False),
    ("09658886361133612086", replace(IN_2014, pan=OTHER_PAN), replace(IN_2035, pan=OTHER_PAN), False),
    ("22434017728466234784", replace(IN_2014, pan=OTHER_PAN), replace(IN_2035, pan=OTHER_PAN), False),
    ("34812744915211133004", MISTY1, replace(MISTY1, tariff_index="02"), False),
    ("51757380361191578258", MISTY1, MISTY1_IN_2014, False),
    ("55900126766830063715", MISTY1, replace(MISTY1, key_revision=2), False),
    ("70168064023104948668", MISTY1, replace(MISTY1, key_revision=2), False),
    ("14459740122691785207", MISTY1, replace(MISTY1, supply_group="123461"), False),
    ("38603700611597183668", MISTY1, replace(MISTY1, supply_group="123461"), False),
    ("07926972461094669048", MISTY1, replace(MISTY1, supply_group="123461"), False),
    ("65413070543688156280", STA, GROUP_2035, False),
    (
        "50707058479539046218",
        replace(STA, pan=OTHER_PAN),
        replace(STA, pan=OTHER_PAN, tariff_index="02"),
        False,
    ),
    ("52506022850399603630", STA, replace(STA, tariff_index="02"), True),
    ("39620459059615037790", STA, replace(STA, tariff_index="02"), True),
    ("13792319674136070115", STA, replace(STA, key_revision=2), False),
    ("24338605666375437668", STA, replace(STA, key_revision=2), False),
    (
        "45083024084434287694",
        replace(STA, key_revision=2),
        replace(STA, key_revision=4, key_expiry=0xAF),
        False,
    ),
]
NEXT = {
    "tariff_index": st.integers(0, 99).map("{:02}".format),
    "key_revision": st.integers(1, 6),
    "key_expiry": st.integers(0, 255),
    "base": st.sampled_from([BaseDate.YEAR_2014, BaseDate.YEAR_2035]),
    "supply_group": st.sampled_from(["123457", "201457", "203557"]),
    "key_type": st.sampled_from([KeyType.DEFAULT, KeyType.UNIQUE]),
}


@pytest.mark.parametrize(("token", "old", "new", "with_group"), PUBLISHED)
def test_a_published_section_is_made_of_the_next_configuration(token, old, new, with_group):
    result = module().issue_key_change(message_id="m", old=old, new=new, with_group=with_group)
    assert token in result.tokens


@given(st.sampled_from([STA, MISTY1]), st.fixed_dictionaries(NEXT), st.booleans())
def test_a_meter_that_has_seen_all_sections_holds_the_next_key(old, changes, with_group):
    new = replace(old, **changes)
    key = decoder_key(PUBLISHED_KEYS[new.derivation], new)
    first, second, *more = _read_again(old, new, key, with_group)
    assert isinstance(first, FirstSection)
    assert isinstance(second, SecondSection)
    assert (first.expiry_high << 4 | second.expiry_low) == new.key_expiry
    assert (first.key_revision, first.key_type) == (new.key_revision, new.key_type)
    assert first.rollover == (new.base > old.base)
    assert first.with_group == (with_group and new.cipher is Cipher.STA)
    assert second.tariff_index == int(new.tariff_index)
    middle = [part.key_bits for part in more if not isinstance(part, GroupSection)]
    assert _joined([first.key_bits, *middle, second.key_bits]) == key.number
    assert _group(more) == (int(new.supply_group) if more else None)


def _read_again(old, new, key, with_group):
    old_key = decoder_key(PUBLISHED_KEYS[old.derivation], old)
    for part in key_changes.sections(old, new, key, with_group=with_group):
        digits = coding.written(part.block(), old.cipher, old_key)
        block = coding.block_of(digits, old.cipher, old_key)
        assert coding.meaning(block, old.cipher) == part
        yield part


def _joined(parts):
    whole = 0
    for part in parts:
        whole = whole << 32 | part
    return whole


def _group(more):
    if not more:
        return None
    first, *rest = more
    return rest[0].half_of_group << 12 | first.half_of_group if rest else first.supply_group


@pytest.mark.parametrize(
    ("meter", "with_group", "count"), [(STA, False, 2), (STA, True, 3), (MISTY1, False, 4), (MISTY1, True, 4)]
)
def test_a_key_change_takes_two_three_or_four_tokens(meter, with_group, count):
    new = replace(meter, key_revision=2)
    result = module().issue_key_change(message_id="m", old=meter, new=new, with_group=with_group)
    assert len(result.tokens) == count


def test_a_key_in_a_section_is_not_shown():
    new = replace(MISTY1, key_revision=2)
    for token in module().issue_key_change(message_id="m", old=MISTY1, new=new).tokens:
        assert "key_bits" not in repr(module().verify(meter=MISTY1, token=token))


@pytest.mark.parametrize(
    ("old", "changed"),
    [(STA, {"pan": OTHER_PAN}), (STA, {"cipher": Cipher.MISTY1}), (STA, {"base": BaseDate.YEAR_1993})],
)
def test_a_key_change_keeps_the_meter_and_never_goes_back(old, changed):
    with pytest.raises(TokenRefused) as refusal:
        module().issue_key_change(message_id="m", old=old, new=replace(old, **changed))
    assert refusal.value.reason is Reason.KEY_CHANGE
