"""A meter's next key, in two, three or four tokens under its present one (IEC 62055-41, 6.4.4).

Two carry a key of 64 bits, a third its supply group; a key of 128 bits takes four, the group among them. The
meter takes the new key when it has seen them all.
"""

from dataclasses import dataclass, field
from enum import IntEnum

from shubbak.utility.prepaid.sts.meters import Cipher, KeyType, MeterConfiguration
from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused
from shubbak.utility.prepaid.sts.tokens import MANAGEMENT, Block
from shubbak.utility.prepaid.sts.vending_keys import DecoderKey

_PART = 0xFFFFFFFF


class Section(IntEnum):
    """The subclasses of the tokens of a key change."""

    FIRST = 3
    SECOND = 4
    THIRD = 8
    FOURTH = 9


@dataclass(frozen=True, slots=True)
class FirstSection:
    """The highest bits of the key, and what it is. `rollover`: the meter forgets which tokens it has seen."""

    expiry_high: int
    key_revision: int
    rollover: bool
    with_group: bool
    key_type: KeyType
    key_bits: int = field(repr=False)

    def block(self) -> Block:
        flags = self.rollover << 3 | self.with_group << 2 | self.key_type
        return _block(Section.FIRST, self.expiry_high << 8 | self.key_revision << 4 | flags, self.key_bits)


@dataclass(frozen=True, slots=True)
class SecondSection:
    """The lowest bits of the key."""

    expiry_low: int
    tariff_index: int
    key_bits: int = field(repr=False)

    def block(self) -> Block:
        return _block(Section.SECOND, self.expiry_low << 8 | self.tariff_index, self.key_bits)


@dataclass(frozen=True, slots=True)
class GroupSection:
    """The supply group, for a meter with a key of 64 bits."""

    supply_group: int

    def block(self) -> Block:
        return Block(MANAGEMENT, Section.THIRD, self.supply_group << 20)


@dataclass(frozen=True, slots=True)
class MiddleSection:
    """A part of the middle of a key of 128 bits, with half of the supply group."""

    section: Section
    half_of_group: int
    key_bits: int = field(repr=False)

    def block(self) -> Block:
        return _block(self.section, self.half_of_group, self.key_bits)


KeySection = FirstSection | SecondSection | GroupSection | MiddleSection


def sections(
    old: MeterConfiguration, new: MeterConfiguration, new_key: DecoderKey, *, with_group: bool
) -> tuple[KeySection, ...]:
    """The sections in the order of their entry; `with_group`: a meter of 64 bits is told its group too."""
    _refuse_another_meter(old, new)
    is_long = new.cipher is Cipher.MISTY1
    whole, group = new_key.number, int(new.supply_group)
    first = FirstSection(
        expiry_high=new.key_expiry >> 4,
        key_revision=new.key_revision,
        rollover=new.base > old.base,
        with_group=with_group and not is_long,
        key_type=new.key_type,
        key_bits=whole >> (96 if is_long else 32),
    )
    both = first, SecondSection(new.key_expiry & 15, int(new.tariff_index), whole & _PART)
    if is_long:
        third = MiddleSection(Section.THIRD, group & 0xFFF, whole >> 64 & _PART)
        return *both, third, MiddleSection(Section.FOURTH, group >> 12, whole >> 32 & _PART)
    return (*both, GroupSection(group)) if with_group else both


def is_section(block: Block) -> bool:
    return block.token_class == MANAGEMENT and block.subclass in tuple(Section)


def read(block: Block, cipher: Cipher) -> KeySection:
    """What one token of a key change says to a meter with this cipher."""
    head, key_bits = block.body >> 32, block.body & _PART
    section = Section(block.subclass)
    if section is Section.FIRST:
        revision, key_type = head >> 4 & 15, KeyType(head & 3)
        return FirstSection(head >> 8, revision, bool(head & 8), bool(head & 4), key_type, key_bits)
    if section is Section.SECOND:
        return SecondSection(head >> 8, head & 0xFF, key_bits)
    if cipher is Cipher.MISTY1:
        return MiddleSection(section, head, key_bits)
    if section is Section.THIRD:
        return GroupSection(block.body >> 20)
    raise TokenRefused(Reason.UNKNOWN_KIND, "A key of 64 bits has no fourth section.")


def _block(section: Section, head: int, key_bits: int) -> Block:
    return Block(MANAGEMENT, section, head << 32 | key_bits)


def _refuse_another_meter(old: MeterConfiguration, new: MeterConfiguration) -> None:
    if (old.pan, old.cipher) != (new.pan, new.cipher):
        raise TokenRefused(Reason.KEY_CHANGE, "A key change keeps the meter and its cipher.")
    if new.base < old.base:
        raise TokenRefused(Reason.KEY_CHANGE, "A meter does not go back to an earlier base date.")
