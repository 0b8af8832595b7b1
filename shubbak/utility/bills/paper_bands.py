"""The bands of a bill on its paper: tenths of a millimetre from the edge where Arabic begins."""

from collections.abc import Callable

from shubbak.agencies.models import Agency
from shubbak.documents.sheets import BandBar, BandMark, Pair
from shubbak.utility.bills.bands import BandBar as Drawn
from shubbak.utility.bills.bands import Bands, Consumed, Frame, bands
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.shown import billed_of, month_words
from shubbak.utility.bills.written import Billed
from shubbak.utility.tariffs.shelf import shelf
from shubbak.utility.tariffs.steps import main_component

BANDS_TITLE = Pair("موقعكم من الأشطر", "Votre place parmi les tranches")
_FRAME = Frame(width=1000, height=220, narrowest=130, lowest=50)
_UNIT = 1000
_Said = Callable[[int], str]
_LANGUAGES = ("ar", "fr")


def bars_and_marks(
    bill: Bill, earlier: Bill | None, agency: Agency, price: _Said, quantity: _Said
) -> tuple[tuple[BandBar, ...], tuple[BandMark, ...]]:
    """The bars, and the mark of this bill before that of the one it is compared with."""
    told = billed_of(bill)
    before = billed_of(earlier) if earlier and earlier.quantity >= 0 else None
    found = _bands(told, before)
    if found is None:
        return (), ()
    words = _words(bill, agency, quantity), _words(earlier, agency, quantity) if earlier and before else None
    bars = tuple(_bar(bar, words, price, quantity) for bar in found.bars)
    marks = [BandMark(found.now, words[0])]
    if words[1] and found.before is not None:
        marks.append(BandMark(found.before, words[1]))
    return bars, tuple(marks)


def _bands(told: Billed, before: Billed | None) -> Bands | None:
    line = next((line for line in told.lines if line.tariff in shelf()), None)
    component = main_component(shelf()[line.tariff].on(line.first)) if line else None
    if component is None or told.quantity < 0:
        return None
    compared = Consumed(before.quantity, before.days) if before else None
    return bands(component, Consumed(told.quantity, told.days), compared, _FRAME)


def _bar(bar: Drawn, words: tuple[Pair, Pair | None], price: _Said, quantity: _Said) -> BandBar:
    step = bar.step
    first = step.above + _UNIT if step.above and step.above % _UNIT == 0 else step.above
    bounds = f"{quantity(first)}–{quantity(step.up_to)}" if step.up_to else f"{quantity(step.above)}+"
    whose = "now" if bar.is_now else "before" if bar.is_before else "other"
    here = ((words[0], bar.is_now), (words[1], bar.is_before))
    consumed = tuple(Pair(said.ar) for said, is_here in here if said and is_here)
    return BandBar(bar.start, bar.width, bar.height, price(step.price), bounds, whose, consumed)  # type: ignore[arg-type]  # one of the three


def _words(bill: Bill, agency: Agency, quantity: _Said) -> Pair:
    arabic, french = (month_words(bill.period, each, agency) for each in _LANGUAGES)
    return Pair(f"{arabic}: {quantity(bill.quantity)}", french)
