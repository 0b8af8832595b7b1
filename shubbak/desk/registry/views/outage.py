"""Sheets for an outage: printed beforehand, typed in or voided afterwards."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.desk.registry.access import register_keepers
from shubbak.desk.registry.chosen_scan import ChosenScan
from shubbak.desk.registry.forms import ReasonForm, ReserveForm, SheetForm
from shubbak.desk.registry.printed import as_pdf
from shubbak.desk.registry.views.book import the_register
from shubbak.desk.shown.language import tongue
from shubbak.documents.rules import FileRefused
from shubbak.documents.wording import refusal_words as of_scans
from shubbak.registry.actions import reserve_numbers, void_sheet, write_sheet
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import OutageBlock, OutageSheet
from shubbak.registry.outage.papers import outage_sheets
from shubbak.registry.queries import blocks_made, sheets_of, sheets_open
from shubbak.registry.rules import LetterInvalid, RegistryRefused
from shubbak.registry.scans.actions.parts import write_scanned_sheet


@register_keepers
@require_safe
def sheets(request: DeskRequest) -> HttpResponse:
    """What is printed, and the numbers of which nobody has said yet what became of them."""
    waiting = [(sheet, printed_number(sheet.entry)) for sheet in sheets_open()]
    made = [(block, tongue().name(block.made_by)) for block in blocks_made()]
    context = {"waiting": waiting, "blocks": made, "keeps": True}
    return show(request, "desk/registry/outage.html", context, here="registry")


@register_keepers
@require_http_methods(["GET", "POST"])
def reserve(request: DeskRequest) -> HttpResponse:
    return carry_out(request, RESERVE, None, back=reverse("registry_outage"), here="registry")


@register_keepers
@require_safe
def printed(request: DeskRequest, block_of: UUID) -> HttpResponse:  # noqa: ARG001 (Django's shape)
    """The sheets of a block, to be printed."""
    block = OutageBlock.objects.select_related("register").filter(pk=block_of).first()
    if block is None:
        raise Http404
    return as_pdf(outage_sheets(block, [sheet.entry for sheet in sheets_of(block)], current_agency()))


@register_keepers
@require_http_methods(["GET", "POST"])
def write(request: DeskRequest, sheet_id: UUID) -> HttpResponse:
    """What stands on a sheet is typed in under its number."""
    visit, is_sent = request.visit, request.method == "POST"
    sheet = _the_sheet(sheet_id)
    form = SheetForm(
        visit, sheet, request.POST if is_sent else None, files=request.FILES if is_sent else None
    )
    scan = ChosenScan(request, form)
    if form.is_bound and form.is_valid() and _write(visit, sheet, form, scan):
        return redirect("registry_letter", sheet.pk)
    scan.keep()
    beside = {"scan": scan.shown, "proposals": scan.proposed}
    context = {"form": form, "number": printed_number(sheet.entry), "keeps": True, **beside}
    status = 409 if form.refusal else 200
    return show(request, "desk/registry/sheet.html", context, here="registry", status=status)


@register_keepers
@require_http_methods(["GET", "POST"])
def void(request: DeskRequest, sheet_id: UUID) -> HttpResponse:
    sheet = _the_sheet(sheet_id)
    named = printed_number(sheet.entry)
    return carry_out(request, VOID, sheet, back=reverse("registry_outage"), named=named, here="registry")


def _the_sheet(sheet_id: UUID) -> OutageSheet:
    """One that is still open.

    :raises Http404: if there is none.
    """
    found = sheets_open().filter(pk=sheet_id).first()
    if found is None:
        raise Http404
    return found


def _write(visit: Visit, sheet: OutageSheet, form: SheetForm, scan: ChosenScan) -> bool:
    """Whether it is typed in; if not, the form says why."""
    try:
        facts, moment = form.facts(scan.papers()), form.cleaned_data["arrived_at"]
        told = {"sheet": sheet, "facts": facts, "arrived_at": moment, "staff": visit.staff, "at": visit.at}
        if part := scan.used:
            write_scanned_sheet(part=part, **told)
        else:
            write_sheet(**told)
    except FileRefused as refused:
        form.add_error("scan", of_scans(refused))
    except LetterInvalid as refused:
        form.refuse(refused)
    except RegistryRefused as refused:
        form.refusal = refusal_words(refused)
    return not form.refusal and form.is_valid()


def _reserve(visit: Visit, form: ReserveForm) -> None:
    typed = form.cleaned_data
    reserve_numbers(
        register=the_register(typed["register"]),
        count=typed["count"],
        submission_id=typed["block"],
        staff=visit.staff,
        at=visit.at,
    )


def _void(visit: Visit, form: ReasonForm) -> None:
    void_sheet(sheet=form.about, reason=form.cleaned_data["reason"], staff=visit.staff, at=visit.at)


RESERVE = Deed(
    _("Print outage sheets"),
    _("Take the numbers"),
    ReserveForm,
    _reserve,
    _("The numbers are taken. Print their sheets now, and keep them at the registry office."),
    _(
        "The next numbers of the register are taken now and printed on sheets. While nothing can be entered, "
        "letters are written on them by hand; afterwards each sheet is typed in, or voided with a reason."
    ),
)
VOID = Deed(
    _("Void the sheet"),
    _("Void it"),
    ReasonForm,
    _void,
    _("The sheet is voided. Its number stays in the register, annulled."),
    _("Nothing was written on it, or it was spoiled. The number is not given again."),
)
