"""Stopping the direct debit of a contract, by whoever keeps it in their account."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.rules import Actor
from shubbak.payments.debiting.actions import end_mandate
from shubbak.payments.debiting.queries import mandate_on
from shubbak.payments.debiting.rules import DebitingRefused, Ending
from shubbak.portal.filling.debiting import stopping_page
from shubbak.portal.forms import EmptyForm
from shubbak.portal.limits import limited, spend
from shubbak.portal.reaching import of_contract, own_account
from shubbak.utility.subscriptions.models import Holding


@require_http_methods(["GET", "HEAD", "POST"])
@of_contract
@limited
def stop(request: HttpRequest, holding: Holding) -> HttpResponse:
    """Asks once more. Who only proved the number, or was shown the contract, is led back."""
    at, number = timezone.now(), holding.contract.number
    today, account = in_its_zone(at).date(), own_account(request, holding.contract, at)
    mandate = mandate_on(holding.payer_id, today)
    if account is None or mandate is None:
        return redirect("contract", number)
    if request.method != "POST":
        page = stopping_page(EmptyForm(), holding, mandate)
        return render(request, "portal/form.html", {"page": page})
    spend(request, "answer", at)
    actor = Actor("applicant", f"account/{account.pk}")
    with suppress(DebitingRefused):  # somebody was faster: it is stopped
        end_mandate(mandate_id=mandate.pk, ending=Ending.WITHDRAWN, actor=actor, at=at, day=today)
    return redirect("contract", number)
