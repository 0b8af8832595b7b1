"""What is typed where a bill is wrong: its indexes, its quantity or its tariffs as they should have been."""

from typing import Any

from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency
from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import line, one_of
from shubbak.desk.shown.language import tongue
from shubbak.foundation.tables.cells import thousandths_of
from shubbak.utility.bills.actions.correcting import Right
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.righting import as_billed, counted_anew, readings_of
from shubbak.utility.metering.wording import index_words
from shubbak.utility.tariffs.shelf import shelf

_FIGURES = {"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"}
_INSTEAD, _NOTHING = "bill", "nothing"


class CorrectForm(AdministrationForm):
    """Filled with what the bill says: whatever is changed is what was wrong."""

    about: Bill

    def arrange(self) -> None:
        self.readings = {f"index_{rank}": told for rank, told in enumerate(readings_of(self.about))}
        self.tariffs = {f"tariff_{rank}": code for rank, code in enumerate(_tariffs_of(self.about))}
        choices = [
            (_INSTEAD, gettext("A bill that is right takes its place")),
            (_NOTHING, gettext("Nothing takes its place: it is cancelled")),
        ]
        what = gettext("What becomes of this bill?")
        self.fields["instead"] = one_of(what, choices, gettext("Choose one."), initial=_INSTEAD)
        for name, told in self.readings.items():
            label = gettext("Last index of meter %(serial)s") % {"serial": told["meter"]}
            self._add_figures(name, label, told["to"], gettext("Change it where the reading was wrong."))
        hint = gettext("Change it alone where the index is right and the quantity is not.")
        self._add_figures("quantity", gettext("Quantity"), self.about.quantity, hint)
        for name, code in self.tariffs.items():
            self.fields[name] = one_of(
                gettext("Tariff"), _like(code), gettext("Choose one."), initial=code, listed=True
            )
        self.fields["reason"] = line(
            gettext("What is wrong, and why"), gettext("Give the reason."), max_length=300
        )

    def _add_figures(self, name: str, label: str, initial: int, hint: str) -> None:
        typed = index_words(initial, (self.language, current_agency().country, "latn"))
        field = line(label, gettext("Write figures."), max_length=15, initial=typed, help_text=hint)
        field.widget.attrs.update(_FIGURES)
        self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for name in (*self.readings, "quantity"):
            if name in given:
                given[name] = thousandths_of(given[name])
                if given[name] is None:
                    self.add_error(name, gettext("Write figures, with at most three decimals."))
        changed = any(given.get(name) != told["to"] for name, told in self.readings.items())
        if not self.errors and changed and given["quantity"] != self.about.quantity:
            self.add_error("quantity", gettext("Change the index or the quantity, not both."))
        return given

    @property
    def right(self) -> Right | None:
        """What should have been asked; None where nothing should."""
        given = self.cleaned_data
        if given["instead"] == _NOTHING:
            return None
        tariffs = tuple(given[name] for name in self.tariffs)
        indexes = {told["meter"]: given[name] for name, told in self.readings.items()}
        quantity, readings = counted_anew(self.about, indexes)
        if given["quantity"] != self.about.quantity or readings == as_billed(self.about):
            return Right(given["quantity"], tariffs=tariffs)
        return Right(quantity, readings, tariffs)


def _tariffs_of(bill: Bill) -> list[str]:
    return [code for code in dict.fromkeys(told["tariff"] for told in bill.lines) if code in shelf()]


def _like(code: str) -> list[tuple[str, str]]:
    """The tariffs of the same country and commodity."""
    country, commodity = code.partition("-")[0], shelf()[code].data["commodity"]
    return [
        (other, tongue().pick(tariff.label))
        for other, tariff in shelf().items()
        if other.startswith(f"{country}-") and tariff.data["commodity"] == commodity
    ]
