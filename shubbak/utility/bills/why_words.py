"""Why a bill rose or fell, in the sentences of its page and of its paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from shubbak.foundation.localized import pick
from shubbak.foundation.text import count, isolate_ltr
from shubbak.utility.bills.explaining import Part, explain
from shubbak.utility.bills.explaining import Why as Because
from shubbak.utility.bills.lines import ADVANCE, LEAK
from shubbak.utility.bills.manner import Manner
from shubbak.utility.bills.written import Billed
from shubbak.utility.tariffs.steps import Step
from shubbak.utility.tariffs.tariff import Tariff

_PER_CENT = 10_000  # millionths


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of the difference, `made` in minor units; `share` is its weight among them, in per cent."""

    title: str
    amount: str
    text: str
    share: int
    made: int


@dataclass(frozen=True, slots=True)
class Why:
    """Why the bill rose or fell: a sentence, and parts that add up to the difference."""

    title: str
    lead: str
    reasons: Sequence[Reason]
    leak: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two bills; `month` names the earlier one. `leaks`: the water of a day asks for a look at the taps."""

    now: Billed
    before: Billed
    month: str
    leaks: bool = False


def why_words(compared: Comparison, tariffs: Mapping[str, Tariff], manner: Manner) -> Why | None:
    """The difference in sentences; nothing where both bills are alike."""
    parts = explain(compared.now, compared.before, tariffs)
    if not parts:
        return None
    whole = sum(abs(part.amount) for part in parts)
    words = _Words(compared, tariffs, manner)
    return Why(
        title=words.title(),
        lead=words.lead(parts),
        reasons=[words.reason(part, whole) for part in parts],
        leak=words.leak() if compared.leaks else "",
    )


class _Words:
    """The parts of one difference in the active language."""

    def __init__(self, compared: Comparison, tariffs: Mapping[str, Tariff], manner: Manner) -> None:
        self.now, self.before, self.month = compared.now, compared.before, compared.month
        self.tariffs, self.manner = tariffs, manner
        self.difference = compared.now.total - compared.before.total

    def title(self) -> str:
        if self.difference > 0:
            return gettext("Why did the bill rise?")
        return gettext("Why did the bill fall?") if self.difference else gettext("What changed in the bill?")

    def lead(self, parts: Sequence[Part]) -> str:
        """The difference, and the consumption where it is what moved it."""
        said = {
            "amount": self.manner.amount(abs(self.difference)),
            "month": self.month,
            "now": self.manner.measured(self.now.quantity),
            "before": self.manner.measured(self.before.quantity),
        }
        if any(part.why is Because.LEAK and part.amount * self.difference > 0 for part in parts):
            return self._leak_lead() % said
        more = self.now.quantity - self.before.quantity
        band = any(part.why is Because.BAND and part.amount * self.difference > 0 for part in parts)
        if self.difference > 0 and more > 0:
            return (_rose_into_band() if band else _rose_by_use()) % said
        if self.difference < 0 and more < 0:
            return (_fell_into_band() if band else _fell_by_use()) % said
        return self._other_lead() % said

    def _leak_lead(self) -> str:
        """A leak that an allowance covers is not counted in what the bill says of the consumption."""
        if self.difference > 0:
            return gettext(
                "It rose by %(amount)s since %(month)s because of a hidden leak. Without it you used %(now)s,"
                " and %(before)s at that time."
            )
        return gettext(
            "It fell by %(amount)s since %(month)s, when there was a hidden leak. You used %(now)s, and"
            " %(before)s at that time without it."
        )

    def _other_lead(self) -> str:
        if self.difference > 0:
            return gettext(
                "It rose by %(amount)s since %(month)s. You used %(now)s, and %(before)s at that time."
            )
        if self.difference < 0:
            return gettext(
                "It fell by %(amount)s since %(month)s. You used %(now)s, and %(before)s at that time."
            )
        return gettext("It is as high as that of %(month)s, but for other reasons.")

    def leak(self) -> str:
        """What to do about it, and the figures that ask for it."""
        advice = gettext("Close all taps and look at the meter: if it still turns, call us. %(sentence)s")
        sentence = gettext("It is now %(now)s litres a day instead of %(before)s.") % {
            "now": self.manner.quantity(self.now.daily * 1000),
            "before": self.manner.quantity(self.before.daily * 1000),
        }
        return advice % {"sentence": sentence}

    def reason(self, part: Part, whole: int) -> Reason:
        title, text = _SAID[part.why](self, part)
        return Reason(title, self._signed(part.amount), text, abs(part.amount) * 100 // whole, part.amount)

    def _signed(self, minor: int) -> str:
        """The figures with their sign are held left to right, the unit after them."""
        figures, _, unit = self.manner.amount(abs(minor)).partition("\u00a0")
        return f"{isolate_ltr(('+' if minor > 0 else '-') + figures)}\u00a0{unit}"

    def band(self, part: Part) -> tuple[str, str]:
        bounds = isolate_ltr(self.manner.bounds(Step(part.above, part.up_to, part.price)))
        title = gettext("Passing into the band %(bounds)s") % {"bounds": bounds}
        said = {
            "above": self.manner.measured(part.above),
            "up_to": "" if part.up_to is None else self.manner.measured(part.up_to),
            "price": self.manner.price(part.price),
            "before": self.manner.price(part.price_before),
            "unit": self.manner.unit,
        }
        return title, self._band_text(part) % said

    def _band_text(self, part: Part) -> str:
        if not part.price:
            return gettext("Up to %(up_to)s each band is paid at its own price.")
        if not part.price_before:
            return gettext("Above %(above)s the whole consumption is paid at %(price)s for each %(unit)s.")
        if part.amount > 0 or part.up_to is None:
            return gettext(
                "Above %(above)s the whole consumption is paid at %(price)s instead of %(before)s"
                " for each %(unit)s."
            )
        return gettext(
            "Up to %(up_to)s the whole consumption is paid at %(price)s instead of %(before)s"
            " for each %(unit)s."
        )

    def consumption(self, part: Part) -> tuple[str, str]:
        said = {"quantity": self.manner.measured(abs(part.quantity))}
        title = gettext("%(quantity)s more") if part.quantity > 0 else gettext("%(quantity)s less")
        text = gettext("than as many days would have used at the pace of before")
        return title % said, text if self.now.days != self.before.days else ""

    def days(self, part: Part) -> tuple[str, str]:
        days = count(abs(part.days), "day", self.manner.language, self.manner.digits)
        title = (
            gettext("A period longer by %(days)s")
            if part.days > 0
            else gettext("A period shorter by %(days)s")
        )
        said = {"now": self.now.days, "before": self.before.days}
        text = gettext("%(now)s days instead of %(before)s, at the same use a day") % said
        return title % {"days": days}, text

    def price(self, part: Part) -> tuple[str, str]:
        if not (part.price and part.price_before) or part.price == part.price_before:
            return gettext("The prices changed"), ""
        said = {"price": self.manner.price(part.price), "before": self.manner.price(part.price_before)}
        return gettext("The price changed"), gettext("%(price)s instead of %(before)s") % said

    def vat(self, part: Part) -> tuple[str, str]:
        if part.rate == part.rate_before:
            return gettext("Value added tax"), ""
        said = {"now": self._rate(part.rate), "before": self._rate(part.rate_before)}
        return gettext("Value added tax"), gettext("%(now)s %% instead of %(before)s %%") % said

    def component(self, part: Part) -> tuple[str, str]:
        return self._label(part), gettext("It follows the same consumption.")

    def fixed(self, part: Part) -> tuple[str, str]:
        return self._label(part), ""

    def tariff(self, part: Part) -> tuple[str, str]:
        named = self.tariffs.get(part.tariff)
        return gettext("Another tariff"), pick(named.label, self.manner.language) if named else ""

    def advance(self, part: Part) -> tuple[str, str]:
        if part.amount < 0:
            text = gettext("What estimated bills had asked of these days is taken off.")
            return gettext("Already billed"), text
        return gettext("Already billed"), gettext("At that time, more had been billed before on an estimate.")

    def leak_allowed(self, part: Part) -> tuple[str, str]:
        if part.amount < 0:
            return gettext("A hidden leak of that time"), gettext("Asked then at the lowest price.")
        return gettext("Used by a hidden leak"), gettext("Asked at the lowest price: this is the allowance.")

    def other(self, _: Part) -> tuple[str, str]:
        return gettext("Corrections"), ""

    def _label(self, part: Part) -> str:
        return line_label(self.tariffs[part.tariff], part.code, self.manner)

    def _rate(self, millionths: int) -> str:
        return self.manner.quantity(millionths * 1000 // _PER_CENT)


_SAID = {
    Because.BAND: _Words.band,
    Because.CONSUMPTION: _Words.consumption,
    Because.DAYS: _Words.days,
    Because.PRICE: _Words.price,
    Because.VAT: _Words.vat,
    Because.COMPONENT: _Words.component,
    Because.FIXED: _Words.fixed,
    Because.TARIFF: _Words.tariff,
    Because.ADVANCE: _Words.advance,
    Because.LEAK: _Words.leak_allowed,
    Because.OTHER: _Words.other,
}


def line_label(tariff: Tariff | None, code: str, manner: Manner) -> str:
    """How a line is called; what is called alike in several tariffs says of which service it is."""
    if tariff is None or code not in tariff.labels:
        known = {ADVANCE: gettext("Already billed"), LEAK: gettext("Used by the leak, at the lowest price")}
        return known.get(code, code)
    label = pick(tariff.labels[code], manner.language)
    part = next(part for part in tariff.data["components"] if part["code"] == code)
    return f"{label} ({commodity_name(tariff)})" if part["kind"] == "fixed" else label


def commodity_name(tariff: Tariff) -> str:
    return {
        "water": gettext("water"),
        "electricity": gettext("electricity"),
        "sewerage": gettext("sewerage"),
    }[tariff.data["commodity"]]


def _rose_into_band() -> str:
    return gettext(
        "It rose by %(amount)s since %(month)s: you used %(now)s instead of %(before)s, and so passed into"
        " a dearer band."
    )


def _rose_by_use() -> str:
    return gettext("It rose by %(amount)s since %(month)s: you used %(now)s instead of %(before)s.")


def _fell_into_band() -> str:
    return gettext(
        "It fell by %(amount)s since %(month)s: you used %(now)s instead of %(before)s, and so passed into"
        " a cheaper band."
    )


def _fell_by_use() -> str:
    return gettext("It fell by %(amount)s since %(month)s: you used %(now)s instead of %(before)s.")
