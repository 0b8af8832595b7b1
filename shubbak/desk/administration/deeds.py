"""A deed of an administrator: its form, its one call of the domain, and what is said afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from shubbak.accounts.rules import MandateRefused
from shubbak.announcements.rules import AnnouncementError
from shubbak.cases.rules import Refused
from shubbak.catalogue.actions import CatalogueError, PackRefused
from shubbak.catalogue.wording import WordingRefused
from shubbak.contact.intake.rules import IntakeRefused
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.documents.rules import FileRefused
from shubbak.documents.sealing import SealFailed
from shubbak.payments.biller.rules import BillerRefused
from shubbak.payments.cashier.rules import CashierRefused
from shubbak.payments.debiting.rules import DebitingRefused
from shubbak.payments.ledger.rules import LedgerRefused
from shubbak.payments.online.rules import AlarmRefused
from shubbak.payments.reconciling.rules import DifferenceRefused
from shubbak.people.rules import PeopleError
from shubbak.planning.sittings.rules import SittingRefused
from shubbak.privacy.rules import PrivacyError
from shubbak.registry.rules import RegistryRefused
from shubbak.utility.arrears.rules import ArrearsRefused
from shubbak.utility.bills.rules import BillRefused
from shubbak.utility.metering.rules import ReadingRefused
from shubbak.utility.prepaid.sts.refusals import TokenRefused
from shubbak.utility.prepaid.vending.rules import VendingRefused
from shubbak.utility.subscriptions.rules import SubscriptionRefused

Run = Callable[[Visit, Any], object]
REFUSED = (
    PeopleError,
    CatalogueError,
    PackRefused,
    AnnouncementError,
    PrivacyError,
    MandateRefused,
    Refused,
    WordingRefused,
    FileRefused,
    SealFailed,
    RegistryRefused,
    IntakeRefused,
    ReadingRefused,
    BillRefused,
    VendingRefused,
    TokenRefused,
    CashierRefused,
    DebitingRefused,
    ArrearsRefused,
    LedgerRefused,
    AlarmRefused,
    DifferenceRefused,
    BillerRefused,
    SubscriptionRefused,
    SittingRefused,
    IntegrityError,
)


@dataclass(frozen=True)
class Deed:
    """`run` gets who acts and the valid form, which knows what the deed is about.

    `intro` is said before the deed is done.
    """

    title: Promise
    button: Promise
    form: type[AdministrationForm]
    run: Run
    done: Promise | Callable[[Any], str]
    intro: Promise | str = ""

    def said(self, result: object) -> str:
        """What is said afterwards, of what `run` gave back where that matters."""
        return self.done(result) if callable(self.done) else str(self.done)


def carry_out(
    request: DeskRequest,
    deed: Deed,
    about: Any,
    *,
    back: str,
    named: str = "",
    rows: Any = None,
    here: str = "administration",
) -> HttpResponse:
    """Show the form, or do the deed and go back; what the domain refuses stands above the form.

    `rows`: what is to be known of it before, as labels and texts.
    """
    is_sent = request.method == "POST"
    files = request.FILES if is_sent else None
    form = deed.form(request.visit, about, request.POST if is_sent else None, files=files)
    if form.is_bound and form.is_valid():
        try:
            result = deed.run(request.visit, form)
        except REFUSED as refused:
            form.refusal = refusal_words(refused)
        else:
            messages.success(request, deed.said(result))
            return redirect(back)
    return ask(request, deed, form, back=back, named=named, rows=rows, here=here)


def ask(
    request: DeskRequest,
    deed: Deed,
    form: AdministrationForm,
    *,
    back: str,
    named: str = "",
    rows: Any = None,
    here: str = "administration",
) -> HttpResponse:
    context = {"deed": deed, "form": form, "back": back, "named": named, "rows": rows}
    status = 409 if form.refusal else 200
    return show(request, "desk/administration/deed.html", context, here=here, status=status)
