"""Campaigns, the switch of field reading, files of meter readers out and in."""

import hashlib

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, ask, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.desk.exporting import cut_off_words, handed_over
from shubbak.desk.metering.access import reading_heads, reading_people, suspends
from shubbak.desk.metering.forms import CampaignForm, EstimateForm, RouteForm
from shubbak.desk.metering.shown import FAULTS
from shubbak.foundation.tables import FORMATS
from shubbak.foundation.tables.sheets_read import NotATable, rows_of
from shubbak.insights.rules import Asked, TooManyExports
from shubbak.utility.metering.actions import (
    Estimated,
    estimate_missing,
    open_campaign,
    resume_field_reading,
    suspend_field_reading,
    take_route_file,
)
from shubbak.utility.metering.models import Campaign, RouteFile
from shubbak.utility.metering.queries import suspension_now, unread_in
from shubbak.utility.metering.route_files import NotARoute, read_route
from shubbak.utility.metering.routes import route_table
from shubbak.utility.metering.rules import ReadingRefused

_HERE = "metering"
_SHOWN = 24


@reading_people
@require_safe
def campaigns(request: DeskRequest) -> HttpResponse:
    """The last two years of them, and whether anybody comes to read at all."""
    today = in_its_zone(request.visit.at).date()
    known = Campaign.objects.all()[:_SHOWN]
    lines = [(each, unread_in(each.period, each.sector, today).count()) for each in known]
    files = RouteFile.objects.select_related("campaign", "by")[:_SHOWN]
    context = {
        "lines": lines,
        "files": files,
        "suspension": suspension_now(),
        "suspends": suspends(request.visit),
        "today": today,
    }
    return show(request, "desk/metering/campaigns.html", context, here=_HERE)


@reading_people
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    return carry_out(request, NEW, None, back=reverse("metering_campaigns"), here=_HERE)


@reading_heads
@require_http_methods(["GET", "POST"])
def suspend(request: DeskRequest) -> HttpResponse:
    """The switch: nobody comes to read any more, or somebody comes again."""
    deed = RESUME if suspension_now() else SUSPEND
    return carry_out(request, deed, None, back=reverse("metering_campaigns"), here=_HERE)


@reading_people
@require_http_methods(["GET", "POST"])
def estimate(request: DeskRequest, campaign_id: int) -> HttpResponse:
    campaign = _the_campaign(campaign_id)
    return carry_out(
        request, ESTIMATE, campaign, back=reverse("metering_campaigns"), named=campaign.period, here=_HERE
    )


@reading_people
@require_safe
def route(request: DeskRequest, campaign_id: int) -> HttpResponseBase:
    """The meters that are still to be read, as CSV or XLSX."""
    campaign, form = _the_campaign(campaign_id), request.GET.get("format", "xlsx")
    if form not in FORMATS:
        raise Http404
    rows = unread_in(campaign.period, campaign.sector, campaign.opens).count()
    title = f"{campaign.period} {campaign.sector}".strip()
    table = route_table(campaign, title, cut_off_words())
    asked = Asked({"list": "route", "period": campaign.period, "sector": campaign.sector}, {})
    try:
        return handed_over(request.visit, table, asked, form=form, rows=rows, name="route")
    except TooManyExports:
        return HttpResponse(gettext("Other exports are under way. Try again in a minute."), status=503)


@reading_people
@require_http_methods(["GET", "POST"])
def take(request: DeskRequest, campaign_id: int) -> HttpResponse:
    """A file comes back; what is wrong with it, or with its lines, is said."""
    campaign, is_sent = _the_campaign(campaign_id), request.method == "POST"
    files = request.FILES if is_sent else None
    form = RouteForm(request.visit, campaign, request.POST if is_sent else None, files=files)
    if form.is_bound and form.is_valid():
        taken = _take(request.visit, campaign, form)
        if taken is not None:
            return redirect("metering_file", taken.pk)
    return ask(request, TAKE, form, back=reverse("metering_campaigns"), named=campaign.period, here=_HERE)


@reading_people
@require_safe
def file(request: DeskRequest, file_id: int) -> HttpResponse:
    """What became of a file: how many lines were taken, and each that was not."""
    found = RouteFile.objects.filter(pk=file_id).select_related("campaign", "by").first()
    if found is None:
        raise Http404
    faults = [
        (fault["line"], fault["field"], FAULTS.get(fault["code"], fault["code"])) for fault in found.faults
    ]
    return show(request, "desk/metering/file.html", {"file": found, "faults": faults}, here=_HERE)


def _the_campaign(campaign_id: int) -> Campaign:
    """
    :raises Http404: if there is none.
    """
    found = Campaign.objects.filter(pk=campaign_id).first()
    if found is None:
        raise Http404
    return found


def _take(visit: Visit, campaign: Campaign, form: RouteForm) -> RouteFile | None:
    """The file as it was taken; None if the form says why it was not."""
    sent = form.cleaned_data["file"]
    content = sent.read()
    try:
        lines, faults = read_route(rows_of(sent.name, content))
        return take_route_file(
            campaign=campaign,
            name=sent.name,
            sha256=hashlib.sha256(content).hexdigest(),
            lines=lines,
            faults=faults,
            staff=visit.staff,
            at=visit.at,
        )
    except NotATable:
        form.add_error("file", gettext("This is no CSV in UTF-8 and no XLSX."))
    except NotARoute as refused:
        form.add_error("file", _route_words(refused))
    except ReadingRefused as refused:
        form.add_error("file", str(refusal_words(refused)))
    return None


def _route_words(refused: NotARoute) -> str:
    words = {
        "empty": gettext("This file has no lines."),
        "too_many_lines": gettext("This file has too many lines: send it in parts of 20,000."),
        "columns_missing": gettext("Columns are missing: %(columns)s.")
        % {"columns": ", ".join(refused.missing)},
    }
    return words[refused.code]


def _new(visit: Visit, form: CampaignForm) -> None:
    open_campaign(**form.cleaned_data, actor=visit.actor, at=visit.at)


def _suspend(visit: Visit, _form: ConfirmForm) -> None:
    suspend_field_reading(actor=visit.actor, at=visit.at)


def _resume(visit: Visit, _form: ConfirmForm) -> None:
    resume_field_reading(actor=visit.actor, at=visit.at)


def _estimate(visit: Visit, form: EstimateForm) -> Estimated:
    campaign, on = form.about, form.cleaned_data["on"]
    return estimate_missing(
        period=campaign.period, sector=campaign.sector, on=on, actor=visit.actor, at=visit.at
    )


def _estimated(made: Estimated) -> str:
    told = {"count": made.count, "visit": len(made.to_visit), "unknown": len(made.unknown)}
    return gettext("Estimated: %(count)s. To be visited: %(visit)s. Nothing known: %(unknown)s.") % told


NEW = Deed(_("Set days of reading"), _("Set them"), CampaignForm, _new, _("The days of reading are set."))
SUSPEND = Deed(
    _("Read nothing on the spot any more"),
    _("Suspend"),
    ConfirmForm,
    _suspend,
    _("The home page asks everybody to read their meter."),
    _("The home page asks everybody to send the index of their meter; the others are estimated."),
)
RESUME = Deed(_("Read on the spot again"), _("Resume"), ConfirmForm, _resume, _("Meter readers come again."))
ESTIMATE = Deed(
    _("Estimate what nobody read"),
    _("Estimate"),
    EstimateForm,
    _estimate,
    _estimated,
    _("No meter is estimated more than twice in a row; a reading that comes later takes its place."),
)
TAKE = Deed(_("Take a file in"), _("Take it in"), RouteForm, _new, _("The file is taken in."))
