"""Somebody stands at the window: found, what they owe, what they lay down."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.cashier.access import cashiers, my_shift, till_people
from shubbak.desk.cashier.forms import ChooseForm, CountForm, TakeForm
from shubbak.desk.cashier.shown import money, owed_rows, receipt_lines, words_of
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue
from shubbak.payments.cashier.actions import open_shift, take_money
from shubbak.payments.cashier.models import Receipt, Shift, Till
from shubbak.payments.cashier.permissions import reads_tills, takes_money
from shubbak.payments.cashier.queries import duty_of, free_tills, receipt_numbered, shift_of
from shubbak.payments.cashier.rules import CashierRefused, Taking
from shubbak.payments.ledger.buying import hand_over, sells_to
from shubbak.payments.ledger.finding import Debtor, find_debtor
from shubbak.payments.ledger.models import Payable, Payer
from shubbak.payments.ledger.queries import credit_of, open_payables
from shubbak.payments.ledger.rules import LedgerRefused

LAST = 5


@till_people
@require_safe
def home(request: DeskRequest) -> HttpResponse:
    """One field: whoever stands here is found by what they hold in their hand."""
    visit = request.visit
    if not takes_money(visit.roles):
        return redirect("desk_shifts")
    shift, typed = shift_of(visit.staff), request.GET.get("words", "").strip()
    if shift and typed:
        if receipt := receipt_numbered(typed):
            return redirect("desk_till_receipt", receipt.pk)
        if found := find_debtor(typed, visit.at):
            return redirect(_page_of(found))
    context = {
        "shift": shift,
        "typed": typed,
        "tills": [(till, tongue().pick(till.name)) for till in free_tills()],
        "lines": receipt_lines(shift)[:LAST] if shift else [],
        "reads_all": reads_tills(visit.roles),
    }
    return show(request, "desk/cashier/home.html", context, here="cashier", status=404 if typed else 200)


@cashiers
@require_http_methods(["GET", "POST"])
def begin(request: DeskRequest, till_id: int) -> HttpResponse:
    till = get_object_or_404(Till, pk=till_id, ended_at=None)
    back, named = reverse("desk_till"), tongue().pick(till.name)
    return carry_out(request, BEGIN, till, back=back, named=named, here="cashier")


@cashiers
@require_safe
def payer(request: DeskRequest, payer_id: UUID) -> HttpResponse:
    """What somebody owes, all of it chosen, to be paid in cash unless more is said."""
    my_shift(request.visit)
    only = request.GET.get("only", "")
    return _choose(request, payer_id, ChooseForm(_owed(payer_id), only=only))


@cashiers
@require_http_methods(["GET", "POST"])
def take(request: DeskRequest, payer_id: UUID) -> HttpResponse:
    """What was chosen, with its duty, and what is laid down for it."""
    shift = my_shift(request.visit)
    chosen = ChooseForm(_owed(payer_id), request.GET)
    if not chosen.is_valid():
        return _choose(request, payer_id, chosen)
    form = TakeForm(request.visit, chosen.taking, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            receipt = _take(request, shift, payer_id, form)
        except (CashierRefused, LedgerRefused) as refused:
            form.refusal = refusal_words(refused)
        else:
            return redirect("desk_till_receipt", receipt.pk)
    context = {"form": form, "back": _back(request, payer_id), **_totals(chosen.taking, shift)}
    context |= _who(request, payer_id)
    return show(
        request, "desk/cashier/take.html", context, here="cashier", status=409 if form.refusal else 200
    )


def _take(request: DeskRequest, shift: Shift, payer_id: UUID, form: TakeForm) -> Receipt:
    """What was bought with it is handed over at once."""
    receipt = take_money(
        shift_id=shift.pk,
        taking=form.taking,
        payer=payer_id,
        about=request.GET.get("about", ""),
        submission=form.cleaned_data["submission"],
        staff=request.visit.staff,
        at=request.visit.at,
    )
    hand_over(receipt.payment, request.visit.actor, request.visit.at)
    return receipt


def _totals(taking: Taking, shift: Shift) -> dict[str, object]:
    currency, duty = shift.till.currency, duty_of(taking)
    return {
        "amount": money(taking.amount, currency),
        "duty": money(duty, currency) if duty else "",
        "total": money(taking.amount + duty, currency),
    }


def _choose(request: DeskRequest, payer_id: UUID, form: ChooseForm) -> HttpResponse:
    today = in_its_zone(request.visit.at).date()
    rows = [
        (payable, words_of(payable), owed_rows(payable, today), box, part) for payable, box, part in form.rows
    ]
    credit, currency = credit_of(payer_id), get_object_or_404(Payer, pk=payer_id).currency
    context = {
        "form": form,
        "rows": rows,
        "credit": money(credit, currency) if credit else "",
        "sum": money(sum(payable.left for payable in form.payables), currency),
        **_who(request, payer_id),
    }
    context["sells"] = sells_to(str(context["about"]), request.visit.at)
    return show(
        request, "desk/cashier/payer.html", context, here="cashier", status=422 if form.is_bound else 200
    )


def _who(request: DeskRequest, payer_id: UUID) -> dict[str, object]:
    """Whose bills they are, as they were found."""
    about = request.GET.get("about", "")[:40]
    found = find_debtor(about, request.visit.at) if about else None
    known = found if found and found.payer_id == payer_id else None
    return {
        "payer_id": payer_id,
        "about": known.number if known else "",
        "who": known.name if known else "",
        "what": tongue().pick(known.words) if known and known.words else "",
    }


def _page_of(found: Debtor) -> str:
    address = reverse("desk_till_payer", args=[found.payer_id])
    return f"{address}?{urlencode({'about': found.number})}"


def _back(request: DeskRequest, payer_id: UUID) -> str:
    about = urlencode({"about": request.GET.get("about", "")})
    return f"{reverse('desk_till_payer', args=[payer_id])}?{about}"


def _owed(payer_id: UUID) -> list[Payable]:
    return list(open_payables(payer_id))


def _begin(visit: Visit, form: CountForm) -> None:
    open_shift(till_id=form.about.pk, pieces=form.pieces, staff=visit.staff, at=visit.at)


BEGIN = Deed(
    _("Begin at the till"),
    _("The float is counted"),
    CountForm,
    _begin,
    _("The till is open."),
    _("Count the float: how many of each note and coin lie in the drawer."),
)
