"""Amounts in sixteen bits: a mantissa of fourteen and a power of ten (TransferAmount, IEC 62055-41, 6.3.6).

Each step that leaves a digit out does so in favour of the customer: no meter gets less than was asked for.
"""

from decimal import Decimal

from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused

_MANTISSA = 1 << 14
_LARGEST_POWER = 3
_LARGEST_POWER_OF_CURRENCY = 31
_NEGATIVE = 1 << 19
_BEYOND_ALL = 10**40
TENTHS = 10
"""Steps of a unit: 0.1 kWh, 0.1 m³, 0.1 minute."""
OF_CURRENCY = 100_000
"""Steps of one unit of the currency."""


def encode(steps: int) -> int:
    """Sixteen bits that stand for so many steps, or for the next number above that they can tell."""
    if steps < 0:
        raise TokenRefused(Reason.AMOUNT, "An amount of units is not negative.")
    mantissa, power = _narrowed(steps, _LARGEST_POWER, upwards=True)
    return power << 14 | mantissa


def decode(field: int) -> int:
    """How many steps sixteen bits stand for."""
    return _widened(field % _MANTISSA, field >> 14)


def encode_currency(steps: int) -> int:
    """Twenty bits: sign, power (5), mantissa (14); a debit is rounded down where a credit is rounded up."""
    mantissa, power = _narrowed(abs(steps), _LARGEST_POWER_OF_CURRENCY, upwards=steps > 0)
    return (_NEGATIVE if steps < 0 else 0) | power << 14 | mantissa


def decode_currency(field: int) -> int:
    """How many steps of the currency twenty bits stand for."""
    steps = _widened(field % _MANTISSA, field % _NEGATIVE >> 14)
    return -steps if field & _NEGATIVE else steps


def steps_of(quantity: Decimal, size: int) -> int:
    """A quantity in steps of one ``size``-th, exactly; a part of a step is a step for the customer."""
    if not quantity.is_finite() or quantity.copy_abs() > _BEYOND_ALL:
        raise TokenRefused(Reason.AMOUNT, "No token carries so large an amount.")
    above, below = quantity.as_integer_ratio()
    return -(-above * size // below)


def _narrowed(steps: int, largest_power: int, *, upwards: bool) -> tuple[int, int]:
    """The mantissa and its power; what is cut off counts as one at every step, not only at the last."""
    power = 0
    while steps >= _MANTISSA and power < largest_power:
        rest = steps - _MANTISSA
        steps = -(-rest // 10) if upwards else rest // 10
        power += 1
    if steps >= _MANTISSA:
        raise TokenRefused(Reason.AMOUNT, "No token carries so large an amount.")
    return steps, power


def _widened(mantissa: int, power: int) -> int:
    """Each power begins where the one below ends."""
    scale: int = 10**power
    return mantissa * scale + _MANTISSA * (scale - 1) // 9
