"""A letter goes to another body of the installation."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from shubbak.agencies.queries import other_bodies
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import one_of
from shubbak.desk.registry.access import register_keepers
from shubbak.desk.registry.views.letter import the_letter
from shubbak.registry.actions import send_parcel
from shubbak.registry.books.printing import printed_number


class BodyForm(AdministrationForm):
    """To which body."""

    def arrange(self) -> None:
        bodies = [(one.code, self.picked(one.name)) for one in other_bodies()]
        self.fields["body"] = one_of(gettext("To which body"), bodies, gettext("Choose the body."))


@register_keepers
@require_http_methods(["GET", "POST"])
def send(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    found = the_letter(request.visit, entry_id)
    back, named = reverse("registry_letter", args=[entry_id]), printed_number(found.entry)
    return carry_out(request, SEND, found, back=back, named=named, here="registry")


def _send(visit: Visit, form: BodyForm) -> None:
    body = other_bodies().get(code=form.cleaned_data["body"])
    send_parcel(letter=form.about, to_agency=body, actor=visit.actor, at=visit.at)


SEND = Deed(
    gettext_lazy("Send to a body of this installation"),
    gettext_lazy("Send"),
    BodyForm,
    _send,
    gettext_lazy("The letter is on its way. Its number there stands here as soon as it is entered."),
    gettext_lazy(
        "The body enters a letter of its own, with copies of the papers, under its own number and day. "
        "Its answer comes back the same way."
    ),
)
