"""What the accountants take away: the transfers of a month, or its VAT, as CSV or XLSX."""

import re
from datetime import date

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.access import DeskRequest
from shubbak.desk.billing.access import readers_of_runs
from shubbak.desk.chrome import show
from shubbak.desk.exporting import came_from_elsewhere, cut_off_words, handed_over
from shubbak.desk.forms.base import line, one_of
from shubbak.foundation.tables import FORMATS
from shubbak.foundation.text import to_western_digits
from shubbak.insights.rules import Asked, TooManyExports
from shubbak.utility.bills.accounts import table_of

_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


class AccountsForm(forms.Form):
    """Which table of which month."""

    use_required_attribute = False

    def __init__(self, month: str, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query
        tables = [("entries", gettext("All transfers")), ("vat", gettext("VAT by tariff and rate"))]
        self.fields["what"] = one_of(gettext("Table"), tables, gettext("Choose a table."), initial="entries")
        self.fields["month"] = line(
            gettext("Month"), gettext("Write the month, such as 2026-10."), max_length=7, initial=month
        )
        kinds = [("csv", "CSV"), ("xlsx", "XLSX")]
        self.fields["format"] = one_of(_("File"), kinds, _("Choose a file."), initial="csv")

    def clean_month(self) -> str:
        typed = to_western_digits(self.cleaned_data["month"])
        if not _MONTH.fullmatch(typed):
            raise forms.ValidationError(gettext("Write the month as year and month, such as 2026-10."))
        return typed


@readers_of_runs
@require_safe
def page(request: DeskRequest) -> HttpResponseBase:
    """The form; once it is filled, the file. Who took it away stands in the journal."""
    asked = "what" in request.GET and not came_from_elsewhere(request)
    month = f"{in_its_zone(request.visit.at):%Y-%m}"
    form = AccountsForm(month, request.GET if asked else None)
    if asked and form.is_valid():
        return _file(request, form)
    return show(request, "desk/billing/accounts.html", {"form": form}, here="billing")


def _file(request: DeskRequest, form: AccountsForm) -> HttpResponseBase:
    told = form.cleaned_data
    table = table_of(told["what"], date.fromisoformat(f"{told['month']}-01"), cut_off_words())
    asked = Asked({"list": f"accounts-{told['what']}", "period": told["month"]}, {})
    kind = told["format"] if told["format"] in FORMATS else "csv"
    try:
        return handed_over(request.visit, table, asked, form=kind, rows=0, name=told["what"])
    except TooManyExports:
        return HttpResponse(gettext("Other exports are under way. Try again in a minute."), status=503)
