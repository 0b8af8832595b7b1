"""The answer of the tariffs: what is to be paid, how it came about, and where one lies among the bands."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import in_its_zone
from shubbak.foundation.localized import pick
from shubbak.portal import pages
from shubbak.portal.filling.guide import spoken
from shubbak.portal.filling.pictures import Compared, band_picture
from shubbak.portal.pages.picture import BandPicture
from shubbak.portal.tariff_form import TariffForm
from shubbak.utility.bills.bands import Consumed
from shubbak.utility.bills.manner import Manner
from shubbak.utility.tariffs.kernel import Line
from shubbak.utility.tariffs.quoting import Quote, quote
from shubbak.utility.tariffs.steps import main_component
from shubbak.utility.tariffs.tariff import Tariff


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
    return pages.TariffsPage(form, _Telling(agency, tariff, answer).quoted())


class _Telling:
    """One answer in the language, digits and currency of its page."""

    def __init__(self, agency: Agency, tariff: Tariff, answer: Quote) -> None:
        self.tariff, self.answer = tariff, answer
        self.manner = Manner.of(agency, answer.currency, tariff.data["unit"])

    def quoted(self) -> pages.Quoted:
        answer, manner = self.answer, self.manner
        net = sum(line.amount for line in answer.lines)
        return pages.Quoted(
            title=pick(self.tariff.label, spoken()),
            total=manner.figures(answer.total),
            unit=manner.amount(0).split("\u00a0")[-1],
            without_vat=manner.amount(net),
            vat=manner.amount(answer.total - net),
            in_cash=manner.amount(answer.total + answer.cash_duty) if answer.cash_duty else "",
            lines=[self._line(line) for line in answer.lines],
            why=list(self._why()),
            picture=self._picture(),
            is_weak=self.tariff.data["certainty"] == "weak",
        )

    def _line(self, line: Line) -> pages.QuoteLine:
        label = pick(self.tariff.labels[line.code], spoken())
        return pages.QuoteLine(label, self.manner.figures(line.total), parts_of(line, self.manner))

    def _why(self) -> Iterator[str]:
        for line in self.answer.lines:
            if line.whole_in and line.bands[0].price:
                yield self._whole(line.whole_in, line.bands[0].price)

    def _whole(self, bounds: tuple[int, int | None], price: int) -> str:
        above, up_to = bounds
        said = {
            "quantity": f"{self.manner.quantity(self.answer.quantity)} {self.manner.unit}",
            "above": self.manner.quantity(above),
            "up_to": "" if up_to is None else self.manner.quantity(up_to),
            "price": self.manner.price(price),
        }
        between = gettext(
            "%(quantity)s is between %(above)s and %(up_to)s: all is paid at %(price)s, without VAT."
        )
        beyond = gettext("%(quantity)s is above %(above)s: all is paid at %(price)s, without VAT.")
        return (beyond if up_to is None else between) % said

    def _picture(self) -> BandPicture | None:
        component = main_component(self.tariff.on(self.answer.stretches[0].first))
        now = Consumed(self.answer.quantity, self.answer.days)
        return band_picture(component, Compared(now, ""), self.manner) if component else None


def parts_of(line: Line, manner: Manner) -> list[str]:
    """How a line came about, band by band."""
    used = [band for band in line.bands if band.price]
    return [f"{manner.quantity(band.quantity)} × {manner.price(band.price)}" for band in used]
