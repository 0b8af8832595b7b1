"""The plan of files, what keeps a letter, what may go, and what is handed over to the archives."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.chrome import show
from shubbak.desk.registry import words
from shubbak.desk.registry.access import archivists, keeps, leads, register_keepers, register_readers
from shubbak.desk.registry.filing_forms import ClassForm, FileForm, ReferenceForm, TakenOverForm
from shubbak.desk.registry.forms import ReasonForm
from shubbak.desk.registry.printed import as_pdf
from shubbak.desk.registry.views.letter import the_letter
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import word
from shubbak.registry.actions import (
    approve_list,
    classify,
    declare_class,
    draw_up_list,
    drop_elimination,
    lift_letter_hold,
    note_taken_over,
    place_letter_hold,
)
from shubbak.registry.books.printing import printed_number
from shubbak.registry.filing.papers import elimination_sheet
from shubbak.registry.filing.transfer import transfer_package
from shubbak.registry.models import EliminationList
from shubbak.registry.queries import (
    classes,
    draws_of_list,
    hold_on,
    letters_to_eliminate,
    letters_to_hand_over,
    lines_of_list,
    lists_made,
    packed_at,
)


@register_readers
@require_safe
def files(request: DeskRequest) -> HttpResponse:
    """The plan, and how much of it is due."""
    visit = request.visit
    due = letters_to_eliminate(visit.at)
    context = {
        "classes": [(one, word(words.FATES, one.fate), words.percent(one.share)) for one in classes()],
        "over": len(due),
        "drawn": sum(one.is_drawn for one in due),
        "handed": len(letters_to_hand_over(visit.at)),
        "lists": [(one, word(words.LISTS, one.state)) for one in lists_made()],
        "keeps": keeps(visit),
        "packed": packed_at(),
        "leads": leads(visit),
    }
    return show(request, "desk/registry/files.html", context, here="registry")


@archivists
@require_http_methods(["GET", "POST"])
def new_class(request: DeskRequest) -> HttpResponse:
    return carry_out(request, CLASS, None, back=reverse("registry_files"), here="registry")


@archivists
@require_http_methods(["GET", "POST"])
def change_class(request: DeskRequest, class_code: str) -> HttpResponse:
    found = classes().filter(code=class_code).first()
    if found is None:
        raise Http404
    return carry_out(request, CLASS, found, back=reverse("registry_files"), named=class_code, here="registry")


@register_keepers
@require_http_methods(["GET", "POST"])
def file_letter(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    return _of_letter(request, FILE, entry_id)


@archivists
@require_http_methods(["GET", "POST"])
def hold(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """Held or let go again: whichever is the other of how it stands."""
    held = hold_on(the_letter(request.visit, entry_id))
    return _of_letter(request, LIFT if held else HOLD, entry_id)


@register_keepers
@require_http_methods(["GET", "POST"])
def draw_up(request: DeskRequest) -> HttpResponse:
    return carry_out(request, DRAW_UP, None, back=reverse("registry_files"), here="registry")


@register_readers
@require_safe
def listed(request: DeskRequest, list_id: int) -> HttpResponse:
    """The letters of a list, and what was drawn by lot; of what is confidential its number alone."""
    found, visit = _the_list(list_id), request.visit
    lines = [(line, printed_number(line.letter.entry)) for line in lines_of_list(found)]
    context = {
        "listed": found,
        "maker": tongue().name(found.made_by),
        "state": word(words.LISTS, found.state),
        "kept": [(line, number) for line, number in lines if line.is_drawn],
        "going": [(line, number) for line, number in lines if not line.is_drawn],
        "draws": draws_of_list(found),
        "leads": leads(visit) and found.state == EliminationList.State.OPEN,
        "keeps": keeps(visit),
    }
    return show(request, "desk/registry/elimination.html", context, here="registry")


@register_readers
@require_safe
def printed(_request: DeskRequest, list_id: int) -> HttpResponse:
    found = _the_list(list_id)
    return as_pdf(elimination_sheet(found, lines_of_list(found), draws_of_list(found), current_agency()))


@archivists
@require_http_methods(["GET", "POST"])
def approve(request: DeskRequest, list_id: int) -> HttpResponse:
    return _of_list(request, APPROVE, list_id)


@archivists
@require_http_methods(["GET", "POST"])
def drop(request: DeskRequest, list_id: int) -> HttpResponse:
    return _of_list(request, DROP, list_id)


@archivists
@require_safe
def transfer(request: DeskRequest) -> HttpResponseBase:
    """The letters whose time here is over and that the archives keep, as one archive that checks itself."""
    at = request.visit.at
    letters = letters_to_hand_over(at)
    if not letters:
        raise Http404
    content = transfer_package(letters, current_agency(), actor=request.visit.actor, at=at)
    answer = StreamingHttpResponse(content, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="transfer-{at:%Y%m%d}.zip"'
    return answer


@archivists
@require_http_methods(["GET", "POST"])
def taken_over(request: DeskRequest) -> HttpResponse:
    return carry_out(request, TAKEN_OVER, None, back=reverse("registry_files"), here="registry")


def _of_letter(request: DeskRequest, deed: Deed, entry_id: UUID) -> HttpResponse:
    found = the_letter(request.visit, entry_id)
    back, named = reverse("registry_letter", args=[entry_id]), printed_number(found.entry)
    return carry_out(request, deed, found, back=back, named=named, here="registry")


def _of_list(request: DeskRequest, deed: Deed, list_id: int) -> HttpResponse:
    back = reverse("registry_elimination", args=[list_id])
    return carry_out(request, deed, _the_list(list_id), back=back, here="registry")


def _the_list(list_id: int) -> EliminationList:
    found = lists_made().filter(pk=list_id).first()
    if found is None:
        raise Http404
    return found


def _class(visit: Visit, form: ClassForm) -> None:
    declare_class(facts=form.facts(), actor=visit.actor, at=visit.at)


def _file(visit: Visit, form: FileForm) -> None:
    chosen = classes().get(code=form.cleaned_data["file_class"])
    classify(letter=form.about, file_class=chosen, staff=visit.staff, at=visit.at)


def _hold(visit: Visit, form: ReasonForm) -> None:
    place_letter_hold(letter=form.about, reason=form.cleaned_data["reason"], staff=visit.staff, at=visit.at)


def _lift(visit: Visit, form: ReasonForm) -> None:
    held = hold_on(form.about)
    if held is not None:
        lift_letter_hold(hold=held, reason=form.cleaned_data["reason"], staff=visit.staff, at=visit.at)


def _draw_up(visit: Visit, _form: ConfirmForm) -> None:
    draw_up_list(staff=visit.staff, at=visit.at)


def _approve(visit: Visit, form: ReferenceForm) -> None:
    reference = form.cleaned_data["reference"]
    approve_list(listed=form.about, reference=reference, staff=visit.staff, at=visit.at)


def _taken_over(visit: Visit, form: TakenOverForm) -> None:
    note_taken_over(reference=form.cleaned_data["reference"], actor=visit.actor, at=visit.at)


def _drop(visit: Visit, form: ConfirmForm) -> None:
    drop_elimination(listed=form.about, staff=visit.staff, at=visit.at)


CLASS = Deed(
    _("A class of the plan"),
    _("Keep the class"),
    ClassForm,
    _class,
    _("The plan is changed."),
    _("How long letters are kept is for the body to set, with the archives; no law fixes these years here."),
)
FILE = Deed(_("Lay into a class"), _("Lay it there"), FileForm, _file, _("The letter lies in its class."))
HOLD = Deed(
    _("Keep this letter"),
    _("Keep the letter"),
    ReasonForm,
    _hold,
    _("The letter is kept until somebody lets it go again."),
    _("A dispute or an inspection: the letter stays, whatever its time of keeping says."),
)
LIFT = Deed(
    _("Let the letter go its way"),
    _("Let it go"),
    ReasonForm,
    _lift,
    _("The letter is no longer kept beyond its time."),
)
DRAW_UP = Deed(
    _("Draw up an elimination list"),
    _("Draw it up"),
    ConfirmForm,
    _draw_up,
    _("The list is drawn up. It goes to the archives for their visa."),
    _(
        "It names the letters whose time of keeping is over, and those drawn by lot that are kept. Nothing is"
        " erased before its visa."
    ),
)
APPROVE = Deed(
    _("Let the list go"),
    _("Erase what it names"),
    ReferenceForm,
    _approve,
    _("The list has its visa: its letters are erased within some minutes."),
    _(
        "Papers, names and subjects go for good. The lines of the register and their numbers stay, and so do"
        " the letters that were drawn to be kept."
    ),
)
TAKEN_OVER = Deed(
    _("The archives have taken the package over"),
    _("Note that they have it"),
    TakenOverForm,
    _taken_over,
    _("The letters of the package are in the archives."),
    _("The letters that were packed last are no longer due here. What was changed since then stays due."),
)
DROP = Deed(
    _("Drop the list"),
    _("Drop it"),
    ConfirmForm,
    _drop,
    _("The list is dropped. Nothing of it is erased."),
)
