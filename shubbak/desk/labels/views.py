"""The labels of the body."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.cases.actions import change_label, make_label, withdraw_label
from shubbak.cases.models import Label
from shubbak.cases.queries import labels_counted, labels_offered
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.chrome import show
from shubbak.desk.labels.access import label_makers
from shubbak.desk.labels.forms import LabelForm
from shubbak.desk.shown.labels import label_shown
from shubbak.desk.shown.language import tongue


@label_makers
@require_safe
def labels(request: DeskRequest) -> HttpResponse:
    visit, speech = request.visit, tongue()
    lines = [(label, label_shown(label, speech)) for label in labels_counted(visit.staff, visit.at)]
    return show(request, "desk/labels.html", {"lines": lines}, here="administration")


@label_makers
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    return carry_out(request, MAKE, None, back=reverse("desk_labels"))


@label_makers
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, label_id: int) -> HttpResponse:
    label = _offered(label_id)
    return carry_out(request, CHANGE, label, back=reverse("desk_labels"), named=tongue().pick(label.words))


@label_makers
@require_http_methods(["GET", "POST"])
def withdraw(request: DeskRequest, label_id: int) -> HttpResponse:
    label = _offered(label_id)
    return carry_out(request, WITHDRAW, label, back=reverse("desk_labels"), named=tongue().pick(label.words))


def _offered(label_id: int) -> Label:
    label = labels_offered().filter(pk=label_id).first()
    if label is None:
        raise Http404
    return label


def _make(visit: Visit, form: LabelForm) -> None:
    colour = form.cleaned_data["colour"]
    make_label(words=form.named("word"), colour=colour, actor=visit.actor, at=visit.at)


def _change(visit: Visit, form: LabelForm) -> None:
    if form.about is not None:
        words, colour = form.named("word"), form.cleaned_data["colour"]
        change_label(label=form.about, words=words, colour=colour, actor=visit.actor, at=visit.at)


def _withdraw(visit: Visit, form: ConfirmForm) -> None:
    withdraw_label(label=form.about, actor=visit.actor, at=visit.at)


MAKE = Deed(_("New label"), _("Make the label"), LabelForm, _make, _("The label is there for all files."))
CHANGE = Deed(
    _("Change the label"),
    pgettext_lazy("administration", "Keep"),
    LabelForm,
    _change,
    _("The label is changed on every file that bears it."),
)
WITHDRAW = Deed(
    _("Offer the label no more"),
    _("Withdraw the label"),
    ConfirmForm,
    _withdraw,
    _("The label is no longer offered."),
    _("It stays on the files that bear it until somebody takes it off."),
)
