"""A bill beside the one that it is compared with, for its page and for its paper."""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import get_language

from shubbak.agencies.models import Agency
from shubbak.utility.bills.explaining import LeakSigns, may_leak
from shubbak.utility.bills.manner import Manner
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.shown import billed_of, month_words
from shubbak.utility.bills.why_words import Comparison, Why, why_words
from shubbak.utility.bills.written import Billed
from shubbak.utility.tariffs.shelf import shelf
from shubbak.utility.tariffs.tariff import Tariff


def why_of(bill: Bill, before: Bill | None, agency: Agency, *, unit_words: str = "") -> Why | None:
    """In the active language; nothing without another bill, or where both are alike.

    `unit_words` name the unit where its sign would not do.
    """
    if before is None:
        return None
    now, earlier, unit = billed_of(bill), billed_of(before), unit_of(bill)
    signs = LeakSigns(**getattr(settings, "SHUBBAK_LEAK_SIGNS", {}))
    leaks = unit == "m3" and may_leak(now, earlier, signs)
    month = month_words(before.period, get_language() or "ar", agency)
    manner = Manner.of(agency, bill.currency, unit)
    manner = replace(manner, unit=unit_words or manner.unit)
    return why_words(Comparison(now, earlier, month, leaks), shelf(), manner)


def main_tariff(told: Billed) -> Tariff | None:
    """That of the first line which one asks."""
    return next((shelf()[line.tariff] for line in told.lines if line.tariff in shelf()), None)


def unit_of(bill: Bill) -> str:
    """In which its consumption is told: that of its first tariff."""
    tariff = main_tariff(billed_of(bill))
    return tariff.data["unit"] if tariff else "m3"
