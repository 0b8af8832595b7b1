"""Random samples of files or entries, drawn by a seed."""

import secrets
from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy

from shubbak.desk.access import DeskRequest
from shubbak.desk.audit.access import auditors_only
from shubbak.desk.audit.forms import SampleForm
from shubbak.desk.audit.shown import strata_shown
from shubbak.desk.chrome import show
from shubbak.desk.exporting import came_from_elsewhere, cut_off_words, handed_over, wording
from shubbak.foundation.tables import FORMATS
from shubbak.insights.actions import note_consulted
from shubbak.insights.case_tables import case_table
from shubbak.insights.rules import Asked, TooManyExports
from shubbak.insights.sampling import Stratum, drawn_cases, entries_table, sampled

_SEED_BYTES = 8


@auditors_only
def samples(request: DeskRequest) -> HttpResponseBase:
    """The sample of the seed; without one a seed is drawn, and stands in the address from then on."""
    visit = request.visit
    form = SampleForm(visit.at, request.GET)
    if not (form.was_asked and form.is_valid()):
        return _page(request, form, ())
    if not form.wanted().seed:
        drawn = secrets.token_hex(_SEED_BYTES)
        return redirect(f"{request.path}?{urlencode({**request.GET.dict(), 'seed': drawn})}")
    strata = sampled(visit.staff, form.wanted(), visit.at)
    if request.GET.get("format") in FORMATS and not came_from_elsewhere(request):
        try:
            return _taken_away(request, form, strata)
        except TooManyExports:
            form.refusal = gettext_lazy("Other exports are under way. Try again in a minute.")
            return _page(request, form, strata)
    note_consulted(part="samples", wanted=form.facts(), actor=visit.actor, at=visit.at)
    return _page(request, form, strata)


def _taken_away(request: DeskRequest, form: SampleForm, strata: list[Stratum]) -> HttpResponseBase:
    title = gettext("Sample")
    table = (
        case_table(drawn_cases(strata), wording(), title=title, cut_off=cut_off_words())
        if form.wanted().of == "cases"
        else entries_table(strata, wording(), title=title)
    )
    rows, asked = sum(len(stratum.drawn) for stratum in strata), Asked({"list": "sample", **form.facts()})
    return handed_over(request.visit, table, asked, form=request.GET["format"], rows=rows, name="sample")


def _page(request: DeskRequest, form: SampleForm, strata: Sequence[Stratum]) -> HttpResponse:
    of = form.wanted().of if strata else "cases"
    kept = urlencode({name: value for name, value in request.GET.items() if name != "format"})
    context = {"form": form, "strata": strata_shown(of, strata), "kept": kept}
    return show(
        request, "desk/audit/samples.html", context, here="audit", status=503 if form.refusal else 200
    )
