"""A letter becomes a file, or joins one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shubbak.cases.actions import begin_from_letter, lay_letter
from shubbak.cases.models import Draft
from shubbak.cases.permissions import files_letter
from shubbak.cases.rules import Refused
from shubbak.catalogue.queries import current_service, services_listed
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, ask, carry_out
from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.forms.base import line, one_of
from shubbak.desk.registry.access import letter_readers
from shubbak.desk.registry.views.letter import the_letter
from shubbak.desk.taking_in import remember_draft
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import Letter


class ServiceForm(AdministrationForm):
    """Of those services that are taken in by letter."""

    about: Letter

    def arrange(self) -> None:
        offered = [spec for spec in services_listed() if "letter" in spec.channels]
        services = [(spec.code, self.picked(spec.title)) for spec in offered]
        self.fields["service"] = one_of(pgettext("desk", "Service"), services, gettext("Choose the service."))


class JoinForm(AdministrationForm):
    about: Letter
    number = line(_("Number of the file"), _("Write the number of the file."), max_length=40)

    def arrange(self) -> None:
        self.fields["number"].widget.attrs.update({"dir": "auto", "autocomplete": "off"})


@letter_readers
@require_http_methods(["GET", "POST"])
def open_file(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """Which service; then its form, with the sender and the papers of the letter in it."""
    letter = _letter_to_file(request.visit, entry_id)
    form = ServiceForm(request.visit, letter, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            draft, token = _begin(request.visit, form)
        except Refused as refused:
            form.refusal = refusal_words(refused)
        else:
            remember_draft(request, draft, token)
            messages.success(request, OPEN_FILE.said(draft))
            return redirect("desk_fill", draft.pk)
    back, named = reverse("registry_letter", args=[entry_id]), printed_number(letter.entry)
    return ask(request, OPEN_FILE, form, back=back, named=named, here="registry")


@letter_readers
@require_http_methods(["GET", "POST"])
def join_file(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    letter = _letter_to_file(request.visit, entry_id)
    back, named = reverse("registry_letter", args=[entry_id]), printed_number(letter.entry)
    return carry_out(request, JOIN_FILE, letter, back=back, named=named, here="registry")


def _letter_to_file(visit: Visit, entry_id: UUID) -> Letter:
    """:raises Http404: for whoever lays no letters into files, or not this one."""
    letter = the_letter(visit, entry_id)
    if not visit.may_write or not files_letter(visit.roles, letter):
        raise Http404
    return letter


def _begin(visit: Visit, form: ServiceForm) -> tuple[Draft, str]:
    version = current_service(form.cleaned_data["service"])
    return begin_from_letter(letter=form.about, service_version=version, actor=visit.actor, at=visit.at)


def _join(visit: Visit, form: JoinForm) -> None:
    lay_letter(letter=form.about, number=form.cleaned_data["number"], actor=visit.actor, at=visit.at)


OPEN_FILE = Deed(
    _("Open a file from this letter"),
    _("Go on to the form"),
    ServiceForm,
    _begin,
    _("The sender and the papers of the letter stand in this form. Complete it, then deposit it."),
    _("The sender becomes its applicant, and the papers go along. Its time runs since the letter came."),
)
JOIN_FILE = Deed(
    _("Lay the letter into a file"),
    _("Lay it into the file"),
    JoinForm,
    _join,
    _("The letter lies in the file. Whoever has it in charge is told."),
    _("It stays in its register, and is read in the file with its papers."),
)
