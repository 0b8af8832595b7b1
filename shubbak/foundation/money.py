"""Money is whole minor units of its currency (ISO 4217): never a float, and rounded in one place."""

from collections.abc import Sequence

from babel.numbers import get_currency_precision


def minor_digits(currency: str) -> int:
    """How many digits the minor unit has: 2 for MAD and AED, 3 for TND, 0 for JPY."""
    return get_currency_precision(currency)


def divide_half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number; a half goes away from zero: a credit is the exact negative of its charge.

    :raises ValueError: unless the denominator is positive.
    """
    if denominator <= 0:
        raise ValueError("a share is of something")
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return rounded if numerator >= 0 else -rounded


def divide_up(numerator: int, denominator: int) -> int:
    """The next whole number that is not smaller; both are not negative."""
    return -(-numerator // denominator)


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Whole parts of `total` in proportion to `weights`, which add up to it (largest remainder).

    :raises ValueError: if a weight is negative, or if there is something to share and nobody has a weight.
    """
    whole = sum(weights)
    if min(weights, default=0) < 0 or (total and not whole):
        raise ValueError("shares are in proportion to weights")
    if not whole:
        return [0] * len(weights)
    sign = -1 if total < 0 else 1
    parts = [divmod(abs(total) * weight, whole) for weight in weights]
    missing = abs(total) - sum(part for part, _ in parts)
    first_served = sorted(range(len(parts)), key=lambda place: (-parts[place][1], place))[:missing]
    return [sign * (part + (place in first_served)) for place, (part, _) in enumerate(parts)]
