"""What a token says, and the bits in which it says it (IEC 62055-41, 6.2).

A credit and a management token bear the minute of their issue (`tid`) and four bits of chance (`chance`).
"""

from dataclasses import dataclass
from enum import IntEnum

from shubbak.utility.prepaid.sts import amounts
from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused
from shubbak.utility.prepaid.sts.times import LAST
from shubbak.utility.prepaid.sts.tokens import CREDIT, CURRENCIES, MANAGEMENT, TEST, Block

ALL_REGISTERS = 0xFFFF
_FIELD = 0xFFFF


class Service(IntEnum):
    """For what a meter is prepaid; money for it lies four subclasses higher."""

    ELECTRICITY = 0
    WATER = 1
    GAS = 2
    TIME = 3


class Order(IntEnum):
    """What a management token tells one meter to do; key changes have their own shape (`key_changes`)."""

    MAXIMUM_POWER = 0
    CLEAR_CREDIT = 1
    TARIFF_RATE = 2
    CLEAR_TAMPER = 5
    MAXIMUM_PHASE_UNBALANCE = 6
    WATER_FACTOR = 7
    EXTENDED = 10


IN_WATTS = (Order.MAXIMUM_POWER, Order.MAXIMUM_PHASE_UNBALANCE)
"""Orders whose value is coded as amounts are (6.3.9, 6.3.10)."""


@dataclass(frozen=True, slots=True)
class Credit:
    """So many tenths of a kilowatt-hour, a cubic metre or a minute."""

    service: Service
    tenths: int
    tid: int
    chance: int

    def block(self) -> Block:
        return Block(CREDIT, self.service, _timed(self.chance, self.tid, amounts.encode(self.tenths)))


@dataclass(frozen=True, slots=True)
class CurrencyCredit:
    """Money, in hundred-thousandths, or a debit. Sign and power stand in the place of chance."""

    service: Service
    steps: int
    tid: int

    def block(self) -> Block:
        field = amounts.encode_currency(self.steps)
        return Block(CREDIT, CURRENCIES[self.service], _timed(field >> 16, self.tid, field & _FIELD))


@dataclass(frozen=True, slots=True)
class Instruction:
    """An order to one meter, with its watts, register or other value."""

    order: Order
    value: int
    tid: int
    chance: int

    def block(self) -> Block:
        value = amounts.encode(self.value) if self.order in IN_WATTS else self.value
        if not _is_allowed(self.order, value):
            raise TokenRefused(Reason.AMOUNT, f"{self.order.name} does not take {self.value}.")
        return Block(MANAGEMENT, self.order, _timed(self.chance, self.tid, value))


@dataclass(frozen=True, slots=True)
class MeterTest:
    """Which tests a meter of this maker runs and shows: one bit each. The same for all its meters."""

    control: int
    maker: int
    four_digits: bool = False
    """Whether makers have four digits: then 16 bits name the maker, and 28 the tests."""

    def block(self) -> Block:
        width = 16 if self.four_digits else 8
        if self.control >> (44 - width) or self.maker >> width or min(self.control, self.maker) < 0:
            raise TokenRefused(Reason.AMOUNT, "This test does not fit into a token.")
        return Block(TEST, int(self.four_digits), self.control << width | self.maker)


Content = Credit | CurrencyCredit | Instruction | MeterTest


def read(block: Block) -> Content:
    """What a block says; key changes are read by `key_changes`."""
    if block.token_class == TEST and block.subclass in (0, 1):
        width = 16 if block.subclass else 8
        return MeterTest(block.body >> width, block.body % (1 << width), bool(block.subclass))
    if block.token_class == CREDIT and block.subclass <= CURRENCIES[-1]:
        return _credit(block)
    if block.token_class == MANAGEMENT and block.subclass in tuple(Order):
        return _instruction(block)
    raise TokenRefused(Reason.UNKNOWN_KIND, f"Class {block.token_class}.{block.subclass} is not known.")


def _credit(block: Block) -> Credit | CurrencyCredit:
    chance, tid, field = _parts(block.body)
    if block.subclass in CURRENCIES:
        service = Service(block.subclass - CURRENCIES[0])
        return CurrencyCredit(service, amounts.decode_currency(chance << 16 | field), tid)
    return Credit(Service(block.subclass), amounts.decode(field), tid, chance)


def _instruction(block: Block) -> Instruction:
    order = Order(block.subclass)
    chance, tid, field = _parts(block.body)
    return Instruction(order, amounts.decode(field) if order in IN_WATTS else field, tid, chance)


def _timed(chance: int, tid: int, field: int) -> int:
    if chance not in range(16) or tid not in range(LAST + 1):
        raise TokenRefused(Reason.TIME, "A token has four bits of chance and twenty-four of time.")
    return chance << 40 | tid << 16 | field


def _parts(body: int) -> tuple[int, int, int]:
    return body >> 40, body >> 16 & LAST, body & _FIELD


def _is_allowed(order: Order, value: int) -> bool:
    """One of eight registers or all of them; nothing at all to clear a tamper (6.3.13)."""
    if order is Order.CLEAR_CREDIT:
        return value in range(8) or value == ALL_REGISTERS
    return value == 0 if order is Order.CLEAR_TAMPER else value in range(_FIELD + 1)
