"""A bank and its keys, proposed by one person and put in force by another; a secret is shown once."""

from base64 import b64encode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, ask, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.desk.money import bank_shown as shown
from shubbak.desk.money.access import clearers
from shubbak.desk.money.forms import BankForm, KeyForm
from shubbak.payments.biller.actions import (
    approve_bank,
    approve_key,
    draw_secret,
    drop_bank,
    enlist_key,
    propose_bank,
)
from shubbak.payments.biller.keys import own_public_key
from shubbak.payments.biller.messages import Kind
from shubbak.payments.biller.models import Bank, Key
from shubbak.payments.biller.rules import BillerRefused

_BOTH = ["GET", "POST"]


@clearers
@require_http_methods(_BOTH)
def new_bank(request: DeskRequest) -> HttpResponse:
    return carry_out(request, NEW_BANK, None, back=reverse("desk_banks"), here="money")


@clearers
@require_http_methods(_BOTH)
def approve(request: DeskRequest, bank_code: str) -> HttpResponse:
    bank = get_object_or_404(Bank, code=bank_code, in_force_at=None)
    rows, back = shown.bank_rows(bank, request.visit.at), reverse("desk_bank", args=[bank_code])
    return carry_out(request, APPROVE, bank, back=back, named=shown.name_of(bank), rows=rows, here="money")


@clearers
@require_http_methods(_BOTH)
def drop(request: DeskRequest, bank_code: str) -> HttpResponse:
    bank = get_object_or_404(Bank, code=bank_code, in_force_at=None)
    return carry_out(request, DROP, bank, back=reverse("desk_banks"), named=shown.name_of(bank), here="money")


@clearers
@require_http_methods(_BOTH)
def new_key(request: DeskRequest, bank_code: str) -> HttpResponse:
    """What the bank needs of it stands on the page that answers, this once."""
    bank = get_object_or_404(Bank, code=bank_code, in_force_at__isnull=False)
    form = KeyForm(request.visit, bank, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            context = {"bank": bank, "name": shown.name_of(bank), **_made(request.visit, form)}
        except BillerRefused as refused:
            form.refusal = refusal_words(refused)
        else:
            return show(request, "desk/money/secret.html", context, here="money")
    back = reverse("desk_bank", args=[bank_code])
    return ask(request, NEW_KEY, form, back=back, named=shown.name_of(bank), here="money")


@clearers
@require_http_methods(_BOTH)
def approve_one(request: DeskRequest, key_id: int) -> HttpResponse:
    waiting = Key.objects.select_related("bank").filter(in_force_at=None, withdrawn_at=None)
    key = get_object_or_404(waiting, pk=key_id)
    back = reverse("desk_bank", args=[key.bank.code])
    return carry_out(
        request, APPROVE_KEY, key, back=back, named=key.name, rows=shown.key_rows(key), here="money"
    )


def _made(visit: Visit, form: KeyForm) -> dict[str, object]:
    given, actor, at = form.cleaned_data, visit.actor, visit.at
    told = {"bank": form.about, "name": given["name"], "actor": actor, "at": at, "is_proposal": True}
    if given["kind"] == Kind.HMAC:
        key, secret = draw_secret(**told)
        return {"key": key, "secret": b64encode(secret).decode()}
    key = enlist_key(public=given["public"], **told)
    return {"key": key, "own_key": b64encode(own_public_key()).decode()}


def _propose(visit: Visit, form: BankForm) -> None:
    code = form.cleaned_data["code"]
    propose_bank(code=code, words=form.named("name"), actor=visit.actor, at=visit.at, **form.practice)


def _approve(visit: Visit, form: ConfirmForm) -> None:
    approve_bank(code=form.about.code, actor=visit.actor, at=visit.at)


def _drop(visit: Visit, form: ConfirmForm) -> None:
    drop_bank(code=form.about.code, actor=visit.actor, at=visit.at)


def _approve_key(visit: Visit, form: ConfirmForm) -> None:
    approve_key(name=form.about.name, actor=visit.actor, at=visit.at)


_SECOND = _("Somebody else puts it in force: nobody approves what they proposed.")
NEW_BANK = Deed(
    _("A new bank"),
    pgettext_lazy("bank", "Propose it"),
    BankForm,
    _propose,
    _("The bank is proposed. Somebody else puts it in force."),
    _SECOND,
)
APPROVE = Deed(
    _("Put the bank in force"),
    pgettext_lazy("bank", "Put it in force"),
    ConfirmForm,
    _approve,
    _("The bank is in force. It needs a key next."),
    _SECOND,
)
DROP = Deed(
    _("Drop the proposal"),
    pgettext_lazy("bank", "Drop it"),
    ConfirmForm,
    _drop,
    _("The proposal is dropped."),
)
NEW_KEY = Deed(
    _("A new key"), pgettext_lazy("bank", "Make it"), KeyForm, _made, _("The key is proposed."), _SECOND
)
APPROVE_KEY = Deed(
    _("Put the key in force"),
    pgettext_lazy("bank", "Put it in force"),
    ConfirmForm,
    _approve_key,
    _("The key is in force: what is signed with it is believed."),
    _SECOND,
)
