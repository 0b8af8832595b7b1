"""The bank whose customers pay their bills in its application: its key, and a day that it tells otherwise."""

import json
from datetime import date, datetime
from typing import Any

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.config.demonstration.dwellings import TOWN
from shubbak.foundation.localized import Localized
from shubbak.journal.rules import SYSTEM
from shubbak.payments.biller.actions import draw_secret, read_day, register_bank
from shubbak.payments.biller.files import JSON
from shubbak.payments.biller.models import Bank, DayFile
from shubbak.payments.biller.queries import held
from shubbak.payments.biller.rules import State
from shubbak.payments.ledger.models import Payment

_WORDS: dict[str, Localized] = {
    "atlas": {"ar": "بنك الأطلس", "fr": "Banque de l’Atlas", "en": "Atlas Bank"},
    "muscat": {"ar": "بنك السيف", "fr": "Banque d’As-Sif", "en": "As-Sif Bank"},
}
_NOT_OURS = {"MAD": 185_40, "OMR": 12_500}
"""What the bank says it took, and did not tell us."""


def open_bank(agency: Agency, at: datetime) -> None:
    """The body's bank, with a key; once. For a secret that somebody knows, `shubbak bank key`."""
    code = TOWN[agency.code].bank
    if not Bank.objects.filter(code=code).exists():
        bank = register_bank(code=code, words=_WORDS[code], actor=SYSTEM, at=at)
        draw_secret(bank=bank, name=f"{code}-1", actor=SYSTEM, at=at)


def tell_day_of_bank(agency: Agency, now: datetime) -> None:
    """The bank's file of the last day on which it was paid something: one line more than we have."""
    bank = Bank.objects.get(code=TOWN[agency.code].bank)
    today = calendar_of(agency).local_day(now)
    last = (
        Payment.objects.filter(source=bank.source, business_day__lt=today).order_by("-business_day").first()
    )
    if last is None or DayFile.objects.exists():
        return
    day = last.business_day
    read_day(bank=bank, day=day, content=_file(agency, bank, day), media_type=JSON, at=now)


def _file(agency: Agency, bank: Bank, day: date) -> bytes:
    lines: list[dict[str, Any]] = [
        {"reference": reference, "amount": ours.amount, "currency": ours.currency, "state": ours.state}
        for reference, ours in held(bank, day, []).items()
    ]
    amount = _NOT_OURS[agency.currency]
    lines.append(
        {
            "reference": f"A{day:%y%m%d}7731",
            "amount": amount,
            "currency": agency.currency,
            "state": State.PAID,
        }
    )
    total = sum(line["amount"] for line in lines)
    told = {"day": day.isoformat(), "payments": lines, "count": len(lines), "total": total}
    return json.dumps(told).encode()
