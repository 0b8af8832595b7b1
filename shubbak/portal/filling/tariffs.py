"""The answer of the tariffs: what is to be paid, how it came about, and where one lies among the bands."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import in_its_zone
from shubbak.foundation.localized import pick
from shubbak.foundation.text import amount, decimal, figures, trimmed
from shubbak.portal import pages
from shubbak.portal.filling.guide import spoken
from shubbak.portal.tariff_form import TariffForm
from shubbak.utility.tariffs.kernel import BandUse, Line
from shubbak.utility.tariffs.quoting import Quote, quote
from shubbak.utility.tariffs.steps import Step, main_component, steps_of
from shubbak.utility.tariffs.tariff import Tariff

_WIDTH, _HEIGHT, _FLOOR, _NARROWEST, _GAP, _MARGIN = 480, 104, 160, 72, 3, 48
_PRICE_PLACES, _QUANTITY_PLACES = 6, 3


def form_of(offered: Sequence[Tariff], data: Mapping[str, str] | None) -> TariffForm:
    """The form, with what was asked in it."""
    return TariffForm(data, choices=[(tariff.code, pick(tariff.label, spoken())) for tariff in offered])


def tariffs_page(
    agency: Agency, offered: Sequence[Tariff], form: TariffForm, at: datetime
) -> pages.TariffsPage:
    """The form and, if it was answered well, what the consumption costs at today's prices."""
    if not form.is_bound or not form.is_valid():
        return pages.TariffsPage(form)
    asked = form.cleaned_data
    tariff = next(tariff for tariff in offered if tariff.code == asked["tariff"])
    today = in_its_zone(at).date()
    answer = quote(tariff, quantity=asked["quantity"], days=asked["days"], on=today)
    return pages.TariffsPage(form, _Telling(agency, tariff, answer).quoted(steps_of_bill(tariff, answer)))


def steps_of_bill(tariff: Tariff, answer: Quote) -> list[Step]:
    """The bands of the line that the consumption is mostly paid by, if there is more than one."""
    component = main_component(tariff.on(answer.stretches[0].first))
    steps = steps_of(component, answer.days) if component else []
    return steps if len(steps) > 1 else []


class _Telling:
    """One answer in the language, digits and currency of its page."""

    def __init__(self, agency: Agency, tariff: Tariff, answer: Quote) -> None:
        self.tariff, self.answer = tariff, answer
        self.manner = (spoken(), agency.country, agency.digits)
        self.unit = unit_name(tariff.data["unit"])

    def quoted(self, steps: Sequence[Step]) -> pages.Quoted:
        answer, currency = self.answer, self.answer.currency
        net = sum(line.amount for line in answer.lines)
        duty = amount(answer.total + answer.cash_duty, currency, *self.manner)
        return pages.Quoted(
            title=pick(self.tariff.label, spoken()),
            total=figures(answer.total, currency, *self.manner),
            unit=amount(0, currency, *self.manner).split("\u00a0")[-1],
            without_vat=amount(net, currency, *self.manner),
            vat=amount(answer.total - net, currency, *self.manner),
            in_cash=duty if answer.cash_duty else "",
            lines=[self._line(line) for line in answer.lines],
            why=list(self._why()),
            picture=self._picture(steps) if steps else None,
            is_weak=self.tariff.data["certainty"] == "weak",
        )

    def _line(self, line: Line) -> pages.QuoteLine:
        label = pick(self.tariff.labels[line.code], spoken())
        parts = [self._part(band) for band in line.bands if band.price]
        return pages.QuoteLine(label, figures(line.total, self.answer.currency, *self.manner), parts)

    def _part(self, band: BandUse) -> str:
        return f"{self._quantity(band.quantity)} × {self._price(band.price)}"

    def _why(self) -> Iterator[str]:
        for line in self.answer.lines:
            if line.whole_in and line.bands[0].price:
                yield self._whole(line.whole_in, line.bands[0].price)

    def _whole(self, bounds: tuple[int, int | None], price: int) -> str:
        above, up_to = bounds
        said = {
            "quantity": f"{self._quantity(self.answer.quantity)} {self.unit}",
            "above": self._quantity(above),
            "up_to": "" if up_to is None else self._quantity(up_to),
            "price": self._price(price),
        }
        between = gettext(
            "%(quantity)s is between %(above)s and %(up_to)s: all is paid at %(price)s, without VAT."
        )
        beyond = gettext("%(quantity)s is above %(above)s: all is paid at %(price)s, without VAT.")
        return (beyond if up_to is None else between) % said

    def _picture(self, steps: Sequence[Step]) -> pages.BandPicture:
        widths = _widths(steps)
        starts = [sum(widths[:rank]) for rank in range(len(steps))]
        reached = next(
            rank
            for rank, step in enumerate(steps)
            if step.up_to is None or self.answer.quantity <= step.up_to
        )
        step, highest = steps[reached], max(step.price for step in steps)
        span = (step.up_to or 2 * max(self.answer.quantity, step.above)) - step.above
        inside = (self.answer.quantity - step.above) * widths[reached] // max(span, 1)
        mark = self._across(starts[reached] + inside)
        return pages.BandPicture(
            bars=[
                self._bar(step, start, width, highest, rank == reached)
                for rank, (step, start, width) in enumerate(zip(steps, starts, widths, strict=True))
            ],
            mark=mark,
            mark_text_at=min(max(mark, _MARGIN), _WIDTH - _MARGIN),
            mark_text=f"{self._quantity(self.answer.quantity)} {self.unit}",
            words=gettext("Where your consumption lies among the bands"),
            axis=gettext("Consumption of the period (%(unit)s)") % {"unit": self.unit},
        )

    def _bar(self, step: Step, start: int, width: int, highest: int, reached: bool) -> pages.Bar:
        height = max(12, step.price * _HEIGHT // highest) if highest else 12
        x = self._across(start + width) if spoken() == "ar" else start
        price = self._price(step.price)
        return pages.Bar(x, _FLOOR - height, width - _GAP, height, price, self._bounds(step), reached)

    def _bounds(self, step: Step) -> str:
        if step.up_to is None:
            return f"{self._quantity(step.above)}+"
        return f"{self._quantity(step.above)}–{self._quantity(step.up_to)}"

    def _across(self, place: int) -> int:
        """From the edge at which the page begins to read."""
        return _WIDTH - place if spoken() == "ar" else place

    def _quantity(self, thousandths: int) -> str:
        return trimmed(thousandths, _QUANTITY_PLACES, *self.manner)

    def _price(self, millionths: int) -> str:
        """At least two figures after the sign, as prices are written."""
        places = _PRICE_PLACES
        while places > 2 and millionths % 10 == 0:
            millionths, places = millionths // 10, places - 1
        return decimal(millionths, places, *self.manner)


def unit_name(unit: str) -> str:
    """How a bill names its unit."""
    return {"kWh": gettext("kWh"), "m3": gettext("m³"), "IG": gettext("gallons")}[unit]
