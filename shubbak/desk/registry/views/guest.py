"""A letter goes by link to somebody who is no body of this installation."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import AdministrationForm, ConfirmForm, email_field
from shubbak.desk.forms.base import line, one_of
from shubbak.desk.registry import words
from shubbak.desk.registry.access import register_keepers
from shubbak.desk.registry.views.letter import the_letter
from shubbak.people.models import GuestLink
from shubbak.registry.actions import invite_guest, revoke_guest
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import Letter
from shubbak.registry.permissions import opens_letters
from shubbak.registry.queries import guests_of

_FREE = {"dir": "auto", "autocomplete": "off"}


class GuestForm(AdministrationForm):
    """To whom; what is known of the correspondent stands there already."""

    name = line(gettext_lazy("To whom"), gettext_lazy("Write to whom it goes."), max_length=300)
    email = email_field(gettext_lazy("E-mail"))

    def arrange(self) -> None:
        known = self.about.correspondent
        self.fields["name"].widget.attrs.update(_FREE)
        self.fields["name"].initial = known.name if known else ""
        self.fields["email"].initial = known.email if known else ""
        languages = [(code, str(said)) for code, said in words.LANGUAGES.items()]
        self.fields["language"] = one_of(
            gettext("Language of the message"), languages, gettext("Choose one."), initial=self.about.language
        )


@register_keepers
@require_http_methods(["GET", "POST"])
def invite(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """Only whoever may read what lies in it lets somebody else read it."""
    found = the_letter(request.visit, entry_id)
    if not opens_letters(request.visit.roles, found, found.entry.series.register):
        raise Http404
    return _deed(request, INVITE, found, found)


@register_keepers
@require_http_methods(["GET", "POST"])
def revoke(request: DeskRequest, entry_id: UUID, link_id: UUID) -> HttpResponse:
    found = the_letter(request.visit, entry_id)
    link = guests_of(found).filter(pk=link_id).first()
    if link is None:
        raise Http404
    return _deed(request, REVOKE, found, (found, link))


def _deed(request: DeskRequest, deed: Deed, letter: Letter, about: object) -> HttpResponse:
    back, named = reverse("registry_letter", args=[letter.pk]), printed_number(letter.entry)
    return carry_out(request, deed, about, back=back, named=named, here="registry")


def _invite(visit: Visit, form: GuestForm) -> GuestLink:
    typed = {name: form.cleaned_data[name] for name in ("name", "email", "language")}
    return invite_guest(letter=form.about, staff=visit.staff, at=visit.at, **typed)


def _revoke(visit: Visit, form: ConfirmForm) -> None:
    letter, link = form.about
    revoke_guest(letter=letter, link=link, staff=visit.staff, at=visit.at)


INVITE = Deed(
    gettext_lazy("Send by link"),
    gettext_lazy("Send the link"),
    GuestForm,
    _invite,
    gettext_lazy("The link is on its way by e-mail."),
    gettext_lazy(
        "A link goes to this address. It opens this letter and its papers alone, for 30 days; whoever gets "
        "it confirms receipt, or answers, and the answer is entered in the register."
    ),
)
REVOKE = Deed(
    gettext_lazy("Withdraw the link"),
    gettext_lazy("Withdraw it"),
    ConfirmForm,
    _revoke,
    gettext_lazy("The link opens nothing any more."),
    gettext_lazy("Whoever got it can no longer open the letter. What was done with it stays written down."),
)
