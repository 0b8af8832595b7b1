"""Contract numbers, and the second fact without which a number shows nothing. Pure."""

import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shubbak.foundation import damm
from shubbak.foundation.text import to_western_digits
from shubbak.payments.ledger.references import is_rf

_FIGURES = 7
_GROUP, _RF_SIGNS = "G", 4
_BETWEEN = dict.fromkeys(map(ord, " -/.\u00a0\u200e\u200f"))
FACT_LENGTH = 4
TRY_WINDOW = timedelta(days=1)
"""Five wrong tries in a day are free, then a contract is shut for a growing time (promises §2, Codes)."""


class Commodity(StrEnum):
    """What a meter counts, or a contract is about: kWh, or cubic metres."""

    ELECTRICITY = "electricity"
    WATER = "water"
    SEWERAGE = "sewerage"


class Fact(StrEnum):
    """What besides the number shows that somebody may see a contract: the last four characters of it."""

    IDENTITY = "identity"
    PHONE = "phone"


class SubscriptionRefused(Exception):
    """What is asked of a contract, a meter or a place cannot be; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Site:
    """Where something is consumed. `sector` is the round of whoever reads the meters, `region` where uptake
    is counted; latitude and longitude in millionths of a degree, or None.
    """

    code: str
    commodity: Commodity
    place: str
    sector: str = ""
    region: str = ""
    latitude: int | None = None
    longitude: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a contract is agreed on: its tariffs (a water contract may carry sewerage), power in VA, calibre
    in millimetres; where no meter stands, the volume of thirty days in thousandths.
    """

    tariffs: tuple[str, ...]
    power_va: int | None = None
    calibre_mm: int | None = None
    volume: int | None = None

    def __post_init__(self) -> None:
        if not self.tariffs or len(set(self.tariffs)) != len(self.tariffs):
            raise SubscriptionRefused("no_tariff")


def contract_number(serial: int) -> str:
    """Seven figures and Damm's check digit.

    :raises ValueError: beyond ten million contracts.
    """
    if not 0 < serial < 10**_FIGURES:
        raise ValueError("a contract number has seven figures")
    figures = f"{serial:0{_FIGURES}d}"
    return figures + damm.check_digit(figures)


def read_number(typed: str) -> str:
    """The eight figures of a contract number as typed, in any script, with spaces or hyphens; else ""."""
    figures = to_western_digits(typed).translate(_BETWEEN)
    whole = len(figures) == _FIGURES + 1 and figures.isascii() and figures.isdigit()
    return figures if whole and damm.is_valid(figures) else ""


def print_contract_number(number: str) -> str:
    """As it is shown and dictated: two groups of four."""
    return f"{number[:4]} {number[4:]}"


def group_number(serial: int) -> str:
    """G, six figures and Damm's check digit: never the number of a contract.

    :raises ValueError: beyond a million groups.
    """
    if not 0 < serial < 10 ** (_FIGURES - 1):
        raise ValueError("the number of a group has six figures")
    figures = f"{serial:0{_FIGURES - 1}d}"
    return _GROUP + figures + damm.check_digit(figures)


def read_group_number(typed: str) -> str:
    """The number of a group as typed, or as a bank carries it (ISO 11649); else ""."""
    plain = to_western_digits(typed).translate(_BETWEEN).upper()
    if is_rf(plain):
        plain = plain[_RF_SIGNS:]
    figures = plain.removeprefix(_GROUP)
    whole = plain != figures and len(figures) == _FIGURES and figures.isascii() and figures.isdigit()
    return plain if whole and damm.is_valid(figures) else ""


def read_fact(typed: str) -> str:
    """The last four characters of what was typed, letters in capitals, without signs between them."""
    plain = "".join(filter(str.isalnum, to_western_digits(typed))).upper()
    return plain[-FACT_LENGTH:]


def fact_matches(typed: str, kept: str) -> bool:
    """Whether the end of what was typed is the end of what is kept; nothing kept matches nothing."""
    wanted = read_fact(kept)
    alike = hmac.compare_digest(read_fact(typed).encode(), (wanted or "-" * FACT_LENGTH).encode())
    return alike and len(wanted) == FACT_LENGTH


def end_of(last: date | None) -> date | None:
    """Periods are kept half open: their `ends` is the day after the last one."""
    return last + timedelta(days=1) if last else None
