"""Why a bill is so much, and two years of consumption, on its paper: lengths are tenths of a millimetre."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils import translation

from shubbak.agencies.models import Agency
from shubbak.documents.sheets import BillWhy, MonthUse, Pair, WhyLine
from shubbak.foundation.text import month_name
from shubbak.utility.bills.compared import why_of
from shubbak.utility.bills.history import History, MonthPair, history
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.shown import month_of
from shubbak.utility.bills.why_words import Reason

_LANGUAGES = ("ar", "fr")
_TALL, _LEAST = 260, 4
_NOTHING = "–"
_Said = Callable[[int], str]


def why_told(bill: Bill, before: Bill | None, agency: Agency, unit: Pair, figures: _Said) -> BillWhy | None:
    """The sentences of its page, in both languages; `unit` in words, for readers of PDF part م from its ³."""
    with translation.override("ar"):
        arabic = why_of(bill, before, agency, unit_words=unit.ar)
    with translation.override("fr"):
        french = why_of(bill, before, agency, unit_words=unit.fr)
    if before is None or arabic is None or french is None:
        return None
    return BillWhy(
        title=Pair(arabic.title, french.title),
        lead=Pair(arabic.lead, french.lead),
        parts=tuple(_part(*both, figures) for both in zip(arabic.reasons, french.reasons, strict=True)),
        whole=_signed(bill.total - before.total, figures),
        leak=Pair(arabic.leak, french.leak),
    )


def years_told(
    months: Mapping[date, int], bill: Bill, agency: Agency, quantity: _Said
) -> tuple[MonthUse, ...]:
    """Twelve months, each beside the same a year earlier; nothing while there is but one."""
    years = history(months, month_of(bill.period))
    return tuple(_month(pair, years, agency, quantity) for pair in years.pairs) if years.has_two else ()


def _part(arabic: Reason, french: Reason, figures: _Said) -> WhyLine:
    return WhyLine(
        title=Pair(arabic.title, french.title),
        text=Pair(arabic.text, french.text),
        amount=_signed(arabic.made, figures),
        share=arabic.share,
    )


def _signed(minor: int, figures: _Said) -> str:
    sign = "+" if minor > 0 else "-" if minor < 0 else ""
    return sign + figures(abs(minor))


def _month(pair: MonthPair, years: History, agency: Agency, quantity: _Said) -> MonthUse:
    return MonthUse(
        month=Pair(*(month_name(pair.month.month, each, agency.country) for each in _LANGUAGES)),
        now=_NOTHING if pair.quantity is None else quantity(pair.quantity),
        before=_NOTHING if pair.before is None else quantity(pair.before),
        high=_high(pair.quantity, years),
        high_before=_high(pair.before, years),
    )


def _high(quantity: int | None, years: History) -> int:
    """A bar for whatever was billed, be it nothing; none where no bill was."""
    return 0 if quantity is None else max(_LEAST, quantity * _TALL // years.lines[-1])
