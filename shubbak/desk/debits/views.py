"""Collections: a list, one with its debits, and what is done with it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.chrome import show
from shubbak.desk.debits import shown
from shubbak.desk.debits.access import collectors, readers_of_collections
from shubbak.desk.debits.forms import BeginForm, CreditorForm, ReportForm
from shubbak.payments.debiting.actions import (
    approve_collection,
    begin_collection,
    declare_creditor,
    drop_collection,
    fetch_file,
    give_up_debit,
    hear_report,
    send_collection,
)
from shubbak.payments.debiting.actions.reporting import Heard
from shubbak.payments.debiting.models import Collection, CreditorAccount, Debit
from shubbak.payments.debiting.permissions import collects
from shubbak.payments.debiting.queries import collections as all_collections
from shubbak.payments.debiting.queries import creditor_account

_BOTH = ["GET", "POST"]
_MOST = 60


@readers_of_collections
@require_safe
def collections(request: DeskRequest) -> HttpResponse:
    account = creditor_account()
    context = {
        "lines": [shown.collection_line(each) for each in all_collections()[:_MOST]],
        "rows": shown.creditor_rows(account) if account else None,
        "collects": collects(request.visit.roles),
    }
    return show(request, "desk/debits/collections.html", context, here="money")


@readers_of_collections
@require_safe
def collection(request: DeskRequest, collection_id: int) -> HttpResponse:
    found = get_object_or_404(all_collections(), pk=collection_id)
    context = {"shown": shown.collection_shown(found, request.visit)}
    return show(request, "desk/debits/collection.html", context, here="money")


@collectors
@require_http_methods(_BOTH)
def begin(request: DeskRequest) -> HttpResponse:
    return carry_out(request, BEGIN, None, back=reverse("desk_debits"), here="money")


@collectors
@require_http_methods(_BOTH)
def creditor(request: DeskRequest) -> HttpResponse:
    return carry_out(request, CREDITOR, creditor_account(), back=reverse("desk_debits"), here="money")


@collectors
@require_http_methods(_BOTH)
def approve(request: DeskRequest, collection_id: int) -> HttpResponse:
    return _deed(request, APPROVE, get_object_or_404(Collection, pk=collection_id))


@collectors
@require_http_methods(_BOTH)
def drop(request: DeskRequest, collection_id: int) -> HttpResponse:
    return _deed(request, DROP, get_object_or_404(Collection, pk=collection_id))


@collectors
@require_http_methods(_BOTH)
def send(request: DeskRequest, collection_id: int) -> HttpResponse:
    return _deed(request, SEND, get_object_or_404(Collection, pk=collection_id))


@collectors
@require_POST
def fetch(request: DeskRequest, collection_id: int) -> HttpResponse:
    """The file as it is carried to the bank; each time is a line of the journal."""
    found = get_object_or_404(Collection, pk=collection_id, file__isnull=False)
    content = fetch_file(collection_id=found.pk, staff=request.visit.staff, at=request.visit.at)
    response = HttpResponse(content, content_type="application/xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}.xml"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@collectors
@require_http_methods(_BOTH)
def report(request: DeskRequest, collection_id: int) -> HttpResponse:
    return _deed(
        request, REPORT, get_object_or_404(Collection, pk=collection_id, state=Collection.State.SENT)
    )


@collectors
@require_http_methods(_BOTH)
def give_up(request: DeskRequest, debit_id: int) -> HttpResponse:
    known = Debit.objects.select_related("collection", "payable")
    found = get_object_or_404(known, pk=debit_id, state=Debit.State.SENT)
    back = reverse("desk_collection", args=[found.collection_id])
    return carry_out(request, GIVE_UP, found, back=back, named=found.payable.reference, here="money")


def _deed(request: DeskRequest, deed: Deed, found: Collection) -> HttpResponse:
    back = reverse("desk_collection", args=[found.pk])
    return carry_out(request, deed, found, back=back, named=found.name, here="money")


def _begin(visit: Visit, form: BeginForm) -> Collection:
    day = form.cleaned_data["collect_on"]
    return begin_collection(collect_on=day, staff=visit.staff, at=visit.at)


def _creditor(visit: Visit, form: CreditorForm) -> CreditorAccount:
    return declare_creditor(**form.cleaned_data, staff=visit.staff, at=visit.at)


def _approve(visit: Visit, form: ConfirmForm) -> None:
    approve_collection(collection_id=form.about.pk, staff=visit.staff, at=visit.at)


def _drop(visit: Visit, form: ConfirmForm) -> None:
    drop_collection(collection_id=form.about.pk, staff=visit.staff, at=visit.at)


def _send(visit: Visit, form: ConfirmForm) -> None:
    send_collection(collection_id=form.about.pk, staff=visit.staff, at=visit.at)


def _report(visit: Visit, form: ReportForm) -> Heard:
    day = in_its_zone(visit.at).date()
    return hear_report(report=form.report, actor=visit.actor, at=visit.at, day=day)


def _heard(heard: Heard) -> str:
    """The worse first."""
    if not heard.accepted and not heard.refused:
        return gettext("The report is taken in. It says nothing new.")
    told = gettext("The report is taken in.")
    if heard.refused:
        words = ngettext(
            "The bank refused %(count)s debit.", "The bank refused %(count)s debits.", heard.refused
        )
        told += " " + words % {"count": heard.refused}
    if heard.accepted:
        words = ngettext("It took %(count)s debit.", "It took %(count)s debits.", heard.accepted)
        told += " " + words % {"count": heard.accepted}
    return told


def _give_up(visit: Visit, form: ConfirmForm) -> None:
    give_up_debit(debit_id=form.about.pk, staff=visit.staff, at=visit.at)


BEGIN = Deed(
    _("New collection"),
    _("Pick what is due"),
    BeginForm,
    _begin,
    _("The debits are picked. Somebody else approves them before anything leaves."),
    _("Of everybody who signed a mandate. What is contested, or came back from a bank, is not picked."),
)
CREDITOR = Deed(
    _("Account of the body for direct debits"),
    _("Keep it"),
    CreditorForm,
    _creditor,
    _("Noted. New collections come in on this account."),
)
APPROVE = Deed(
    _("Approve the collection"),
    _("Approve it"),
    ConfirmForm,
    _approve,
    _("The collection is approved. Its file can be written."),
    _("What is paid, contested or withdrawn until the file is written is left out of it."),
)
SEND = Deed(
    _("Write the file for the bank"),
    _("Write the file"),
    ConfirmForm,
    _send,
    _("The file is written. Take it to the bank."),
    _("It is written once, from what is owed now, and never altered afterwards."),
)
REPORT = Deed(
    _("Report of the bank on the file"),
    pgettext_lazy("money", "Take it in"),
    ReportForm,
    _report,
    _heard,
    _("What it refuses is owed again, and who owes it is told. Its statement need not say it a second time."),
)
DROP = Deed(
    _("Give the collection up"),
    _("Give it up"),
    ConfirmForm,
    _drop,
    _("The collection is given up. What it had picked is free again."),
)
GIVE_UP = Deed(
    _("The bank said nothing of it"),
    _("Give the debit up"),
    ConfirmForm,
    _give_up,
    _("Given up. It can be collected anew."),
    _("Ask the bank first. If its money comes after all, it is received."),
)
