"""A bank that takes payments as the desk shows it."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency
from shubbak.desk.cashier.shown import Row, money
from shubbak.desk.money.shown import KINDS, Line, staff_name
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import Words, word
from shubbak.foundation.text import isolate_ltr
from shubbak.payments.biller.messages import Kind
from shubbak.payments.biller.models import Bank, Change, DayDifference, Key
from shubbak.payments.biller.queries import (
    DaySum,
    banks,
    day_at,
    last_days,
    waiting_banks,
    waiting_changes,
    waiting_keys,
)
from shubbak.payments.biller.rules import LIMITS
from shubbak.payments.online.models import DayDifference as GatewayDifference
from shubbak.payments.reconciling.queries import bank_accounts
from shubbak.people.models.two_people import TwoPeople

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
    is_waiting: bool


@dataclass(frozen=True)
class AccountLine:
    """An account of the body; `bank`: whose payments must show on it, "" where nobody has said so."""

    iban: str
    bank: str


@dataclass(frozen=True)
class KeyLine:
    key: Key
    state: str
    is_live: bool
    is_waiting: bool = False


@dataclass(frozen=True)
class WaitingLine:
    """A proposal in the list of those that wait."""

    address: str
    title: str
    name: str
    drop: str = ""
    rows: Sequence[Row] = ()


@dataclass(frozen=True)
class DayLine:
    day: str
    count: int
    total: str
    file: str | Promise


def name_of(bank: object) -> str:
    return tongue().pick(bank.words) if isinstance(bank, Bank) and bank.words else str(bank)


def bank_line(bank: Bank, at: datetime) -> BankLine:
    live = sum(key.withdrawn_at is None and not key.is_waiting for key in bank.keys.all())
    return BankLine(bank.code, name_of(bank), live, _alarm(bank, at), bank.is_waiting)


def account_lines() -> Sequence[AccountLine]:
    names = {bank.source: name_of(bank) for bank in banks()}
    return [AccountLine(each.iban, names.get(each.source, "")) for each in bank_accounts()]


def bank_rows(bank: Bank, at: datetime) -> Sequence[Row]:
    today = tongue().long_day(day_at(bank, at))
    order = gettext("The oldest bill first") if bank.oldest_first else gettext("Any bill")
    return [
        *_people(bank),
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


def key_rows(key: Key) -> Sequence[Row]:
    """What is to be known of a key before it is put in force."""
    kinds = {Kind.HMAC: gettext("A secret of both"), Kind.ED25519: b64encode(bytes(key.public)).decode()}
    return [
        Row(gettext("Bank"), name_of(key.bank)),
        *_people(key),
        Row(gettext("How it signs"), kinds[Kind(key.kind)], key.kind),
    ]


def change_title(change: Change) -> str:
    return gettext("Look numbers up again") if change.ends else gettext("Other limits")


def change_rows(change: Change) -> Sequence[Row]:
    """What holds now, and what shall hold."""
    if change.ends:
        hour = tongue().hour(change.ends)
        return [Row(gettext("Shut until"), hour), *_people(change)]
    return [*_people(change), *(_limit(change, name) for name in LIMITS if _differs(change, name))]


def _differs(change: Change, name: str) -> bool:
    return bool(getattr(change, name) != getattr(change.bank, name))


def _limit(change: Change, name: str) -> Row:
    labels = {
        "cut_off": gettext("Cut-off of the day"),
        "per_minute": gettext("Requests a minute"),
        "unknown_per_hour": gettext("Unknown numbers an hour"),
    }
    told = {
        "new": isolate_ltr(str(getattr(change, name))),
        "old": isolate_ltr(str(getattr(change.bank, name))),
    }
    return Row(labels[name], gettext("%(new)s in place of %(old)s") % told)


def change_lines(bank: Bank, at: datetime) -> Sequence[WaitingLine]:
    """What waits for a second person on the page of a bank."""
    return [_change_line(each) for each in waiting_changes(at).filter(bank=bank)]


def _change_line(change: Change) -> WaitingLine:
    address = reverse("desk_approve_change", args=[change.pk])
    drop = reverse("desk_drop_change", args=[change.pk])
    return WaitingLine(address, change_title(change), name_of(change.bank), drop, change_rows(change))


def waiting_lines(at: datetime) -> Sequence[WaitingLine]:
    """Banks, keys and changes that wait for a second person."""
    banks = [
        WaitingLine(reverse("desk_approve_bank", args=[each]), gettext("A new bank"), name_of(each))
        for each in waiting_banks()
    ]
    keys = [
        WaitingLine(reverse("desk_approve_key", args=[each.pk]), gettext("A new key"), each.name)
        for each in waiting_keys()
    ]
    return [*banks, *keys, *map(_change_line, waiting_changes(at))]


def _people(made: TwoPeople) -> Sequence[Row]:
    """Who proposed it, and who put it in force; nobody is named where the operator wrote it down."""
    told = [(gettext("Proposed by"), made.proposed_by), (gettext("Put in force by"), made.approved_by)]
    return [Row(label, staff_name(who)) for label, who in told if who]


def days_of(bank: Bank) -> Sequence[DayLine]:
    return [_day(each) for each in last_days(bank, _DAYS)]


def difference_line(found: DayDifference) -> Line:
    amount = money(found.theirs or found.ours, current_agency().currency)
    note = tongue().short_day(found.file.day)
    return Line(found.pk, word(DAY_KINDS, found.kind), amount, found.file_number or found.reference, note)


def difference_rows(found: DayDifference) -> Sequence[Row]:
    currency = current_agency().currency
    return [
        Row(gettext("Bank"), name_of(found.file.bank)),
        Row(gettext("Day of the file"), tongue().long_day(found.file.day)),
        Row(gettext("Its reference"), found.reference),
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
    told = {"day": tongue().day(key.withdrawn_at or key.in_force_at or key.made_at)}
    if key.withdrawn_at:
        return KeyLine(key, gettext("Withdrawn: %(day)s") % told, is_live=False)
    if key.is_waiting:
        return KeyLine(key, gettext("Waits for a second person"), is_live=True, is_waiting=True)
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
