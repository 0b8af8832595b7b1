"""A bank that takes payments as the desk shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency
from shubbak.desk.cashier.shown import Row, money
from shubbak.desk.money.shown import KINDS, Line
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import Words, word
from shubbak.foundation.text import isolate_ltr
from shubbak.payments.biller.models import Bank, DayDifference, Key
from shubbak.payments.biller.queries import DaySum, day_at, last_days
from shubbak.payments.online.models import DayDifference as GatewayDifference

_DAYS = 14
DAY_KINDS: Words = {
    "only_theirs": _("In the bank’s file, and not here"),
    "only_ours": _("Paid here, and not in the bank’s file"),
    "amount_differs": _("The amounts differ"),
    "state_differs": _("One of us has it reversed, or on another day"),
}


@dataclass(frozen=True)
class BankLine:
    """A bank in a list; `alarm`: it looks no numbers up now."""

    code: str
    name: str
    keys: int
    alarm: str


@dataclass(frozen=True)
class KeyLine:
    key: Key
    state: str
    is_live: bool


@dataclass(frozen=True)
class DayLine:
    day: str
    count: int
    total: str
    file: str | Promise


def name_of(bank: object) -> str:
    return tongue().pick(bank.words) if isinstance(bank, Bank) and bank.words else str(bank)


def bank_line(bank: Bank, at: datetime) -> BankLine:
    live = sum(key.withdrawn_at is None for key in bank.keys.all())
    return BankLine(bank.code, name_of(bank), live, _alarm(bank, at))


def bank_rows(bank: Bank, at: datetime) -> Sequence[Row]:
    today = tongue().long_day(day_at(bank, at))
    order = gettext("The oldest bill first") if bank.oldest_first else gettext("Any bill")
    return [
        Row(gettext("Payments count now for"), today),
        Row(gettext("Cut-off of the day"), isolate_ltr(f"{bank.cut_off}:00")),
        Row(gettext("What it may be paid"), order),
        Row(gettext("Requests a minute"), str(bank.per_minute)),
        Row(gettext("Unknown numbers an hour"), str(bank.unknown_per_hour)),
        Row(gettext("Certificate"), bank.tls_subject or gettext("None is asked for")),
    ]


def key_lines(bank: Bank) -> Sequence[KeyLine]:
    """Live ones first."""
    return sorted(map(_key, bank.keys.all()), key=lambda line: not line.is_live)


def days_of(bank: Bank) -> Sequence[DayLine]:
    return [_day(each) for each in last_days(bank, _DAYS)]


def difference_line(found: DayDifference) -> Line:
    amount = money(found.theirs or found.ours, current_agency().currency)
    note = tongue().short_day(found.file.day)
    return Line(found.pk, word(DAY_KINDS, found.kind), amount, found.file_number or found.reference, note)


def difference_rows(found: DayDifference) -> Sequence[Row]:
    currency = current_agency().currency
    return [
        Row(word(DAY_KINDS, found.kind), tongue().long_day(found.file.day), found.reference),
        Row(gettext("The bank says"), money(found.theirs, currency)),
        Row(gettext("We hold"), money(found.ours, currency)),
    ]


def gateway_rows(found: GatewayDifference) -> Sequence[Row]:
    currency = current_agency().currency
    return [
        Row(word(KINDS, found.kind), tongue().long_day(found.file.day), found.oid),
        Row(gettext("The gateway says"), money(found.theirs, currency)),
        Row(gettext("We hold"), money(found.ours, currency)),
    ]


def _key(key: Key) -> KeyLine:
    told = {"day": tongue().day(key.withdrawn_at or key.made_at)}
    if key.withdrawn_at:
        return KeyLine(key, gettext("Withdrawn: %(day)s") % told, is_live=False)
    return KeyLine(key, gettext("In use since: %(day)s") % told, is_live=True)


def _alarm(bank: Bank, at: datetime) -> str:
    if bank.shut_until is None or bank.shut_until <= at:
        return ""
    until = tongue().hour(bank.shut_until)
    return gettext("It named too many numbers that nobody has: none is looked up until %(hour)s.") % {
        "hour": until
    }


def _day(found: DaySum) -> DayLine:
    file: str = pgettext("bank", "No file yet")
    if found.file:
        file = pgettext("bank", "Its file was read")
    return DayLine(
        tongue().short_day(found.day), found.count, money(found.total, current_agency().currency), file
    )
