"""One letter: what is known of it, its papers, its mistakes, its seal."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.cases.permissions import files_letter
from shubbak.cases.queries import files_of
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.chrome import show
from shubbak.desk.registry.access import keeps, leads, letter_readers, reads, register_keepers, sends
from shubbak.desk.registry.departure.shown import AddresseeShown, addressees_shown
from shubbak.desk.registry.exchanged import parcels_shown
from shubbak.desk.registry.forms import LinkForm, ReasonForm
from shubbak.desk.registry.printed import as_pdf
from shubbak.desk.registry.shown import LetterShown, letter_shown
from shubbak.documents.rules import NotServed
from shubbak.documents.serving import as_attachment
from shubbak.documents.wording import not_served_words
from shubbak.registry.actions import annul, link_letters, open_sealed
from shubbak.registry.books.printing import printed_number
from shubbak.registry.letters.papers import label_sheet, receipt_sheet
from shubbak.registry.models import Letter, Register
from shubbak.registry.permissions import drafts_letters, opens_letters
from shubbak.registry.queries import filed, held_by, hold_on, letter_numbered, letter_visible
from shubbak.registry.rules import RegistryRefused


@letter_readers
@require_safe
def page(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    visit = request.visit
    shown = letter_shown(the_letter(visit, entry_id), visit.roles, visit.at)
    context = {
        "shown": shown,
        "keeps": keeps(visit),
        "sends": sends(visit),
        "files": files_of(shown.letter, visit.staff, visit.at),
        "may_file": visit.may_write and files_letter(visit.roles, shown.letter),
        "parcels": parcels_shown(shown.letter, visit.at),
        "filed": filed(shown.letter),
        "held": hold_on(shown.letter),
        "leads": leads(visit),
        "leaving": _leaving(visit, shown.letter) if shown.opens else [],
        "may_reply": _may_reply(visit, shown),
    }
    here = "registry" if reads(visit) else "letters"
    return show(request, "desk/registry/letter.html", context, here=here)


@letter_readers
@require_safe
def paper(request: DeskRequest, entry_id: UUID, scan_id: int) -> HttpResponseBase:
    found = the_letter(request.visit, entry_id)
    scan = found.papers.filter(pk=scan_id).select_related("document__file").first()
    if scan is None or not _opens(request.visit, found):
        raise Http404
    try:
        return as_attachment(scan.document)
    except NotServed as refused:
        messages.error(request, not_served_words(refused))
        return redirect("registry_letter", entry_id)


@register_keepers
@require_http_methods(["GET", "POST"])
def annul_entry(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    return _deed(request, ANNUL, entry_id)


@register_keepers
@require_http_methods(["GET", "POST"])
def link(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    return _deed(request, LINK, entry_id)


@letter_readers
@require_http_methods(["GET", "POST"])
def open_envelope(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """Only whoever may read what lies in it opens it; for all others there is no such page."""
    found = the_letter(request.visit, entry_id)
    if not _opens(request.visit, found):
        raise Http404
    return _deed(request, OPEN, entry_id)


@register_keepers
@require_safe
def label(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    return as_pdf(label_sheet(the_letter(request.visit, entry_id), current_agency()))


@register_keepers
@require_safe
def receipt(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    return as_pdf(receipt_sheet(the_letter(request.visit, entry_id), current_agency()))


def the_letter(visit: Visit, entry_id: UUID) -> Letter:
    """:raises Http404: if there is none that the asker may see."""
    found = letter_visible(entry_id, visit.roles)
    if found is None:
        raise Http404
    return found


def _opens(visit: Visit, letter: Letter) -> bool:
    return opens_letters(visit.roles, letter, letter.entry.series.register, held_by(letter.pk))


def _leaving(visit: Visit, letter: Letter) -> list[AddresseeShown]:
    """To whom a letter of the body goes, and how far it came."""
    return addressees_shown(letter.draft, visit) if hasattr(letter, "draft") else []


def _may_reply(visit: Visit, shown: LetterShown) -> bool:
    comes_in = shown.letter.entry.series.register.direction != Register.Direction.OUT
    return comes_in and shown.opens and not shown.is_annulled and drafts_letters(visit.roles)


def _deed(request: DeskRequest, deed: Deed, entry_id: UUID) -> HttpResponse:
    found = the_letter(request.visit, entry_id)
    back, named = reverse("registry_letter", args=[entry_id]), printed_number(found.entry)
    return carry_out(request, deed, found, back=back, named=named, here="registry")


def _annul(visit: Visit, form: ReasonForm) -> None:
    annul(entry=form.about.entry, reason=form.cleaned_data["reason"], actor=visit.actor, at=visit.at)


def _link(visit: Visit, form: LinkForm) -> None:
    number, year = form.cleaned_data["number"]
    other = letter_numbered(form.cleaned_data["register"], number, year, visit.roles)
    if other is None:
        raise RegistryRefused("no_such_letter")
    link_letters(letter=form.about, other=other, actor=visit.actor, at=visit.at)


def _open(visit: Visit, form: ReasonForm) -> None:
    reason, staff = form.cleaned_data["reason"], visit.staff
    open_sealed(letter=form.about, reason=reason, staff=staff, actor=visit.actor, at=visit.at)


LINK = Deed(
    _("Link to another letter"),
    _("Link the two letters"),
    LinkForm,
    _link,
    _("The two letters lead to each other."),
)
ANNUL = Deed(
    _("Annul the entry"),
    _("Annul it"),
    ReasonForm,
    _annul,
    _("The entry is annulled. Its line and its number stay."),
    _("An entry made by mistake. The line stays in the register with its number and your reason."),
)
OPEN = Deed(
    _("Open the sealed envelope"),
    _("Note that it is opened"),
    ReasonForm,
    _open,
    _("The opening is written down."),
    _("Each opening is written down with your name, the hour and your reason."),
)
