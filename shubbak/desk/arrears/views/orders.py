"""What crews have to do and did: the list out and in, each order noted."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, ask, carry_out
from shubbak.desk.arrears.access import arrears_people, leads
from shubbak.desk.arrears.forms import DoneForm, ListForm, NotDoneForm
from shubbak.desk.arrears.shown import MOST, faults_shown, order_shown
from shubbak.desk.arrears_words import REFUSED
from shubbak.desk.chrome import show
from shubbak.desk.exporting import cut_off_words, handed_over
from shubbak.desk.words import word
from shubbak.foundation.tables import FORMATS
from shubbak.foundation.tables.sheets_read import NotATable, rows_of
from shubbak.insights.rules import Asked, TooManyExports
from shubbak.utility.arrears.actions import Taken, record_done, record_not_done, take_field_list
from shubbak.utility.arrears.field_files import NotAFieldList, read_field_list
from shubbak.utility.arrears.field_lists import field_table
from shubbak.utility.arrears.models import Order
from shubbak.utility.arrears.queries import orders_to_make, orders_visible
from shubbak.utility.subscriptions.rules import print_contract_number

_HERE = "billing"
_LAST = 30


@arrears_people
@require_safe
def orders(request: DeskRequest) -> HttpResponse:
    """What is to be made, reconnections first; and what was noted last."""
    visit = request.visit
    ended = orders_visible(visit.roles).exclude(closed_at=None).order_by("-closed_at", "-pk")[:_LAST]
    context = {
        "waiting": [order_shown(order, visit.at) for order in orders_to_make(visit.roles)[:MOST]],
        "ended": [order_shown(order, visit.at) for order in ended],
        "leads": leads(visit),
    }
    return show(request, "desk/arrears/orders.html", context, here=_HERE)


@arrears_people
@require_safe
def field_list(request: DeskRequest) -> HttpResponseBase:
    """The orders that are to be made, as CSV or XLSX."""
    form = request.GET.get("format", "xlsx")
    if form not in FORMATS:
        raise Http404
    waiting = list(orders_to_make(request.visit.roles))
    table = field_table(waiting, gettext("Cuts and reconnections"), cut_off_words())
    try:
        return handed_over(
            request.visit, table, Asked({"list": "orders"}, {}), form=form, rows=len(waiting), name="orders"
        )
    except TooManyExports:
        return HttpResponse(gettext("Other exports are under way. Try again in a minute."), status=503)


@arrears_people
@require_http_methods(["GET", "POST"])
def take(request: DeskRequest) -> HttpResponse:
    """A list comes back; what could not be taken of it is said line by line."""
    is_sent = request.method == "POST"
    form = ListForm(request.visit, None, request.POST if is_sent else None, files=request.FILES or None)
    if form.is_bound and form.is_valid():
        taken = _take(request.visit, form)
        if taken is not None:
            context = {"taken": taken.taken, "faults": faults_shown(taken.faults)}
            return show(request, "desk/arrears/taken.html", context, here=_HERE)
    return ask(request, TAKE, form, back=reverse("arrears_orders"), here=_HERE)


@arrears_people
@require_http_methods(["GET", "POST"])
def done(request: DeskRequest, work_id: int) -> HttpResponse:
    order = get_object_or_404(orders_visible(request.visit.roles), pk=work_id)
    deed = CUT if order.kind == Order.Kind.CUT else RESTORED
    return carry_out(request, deed, order, back=reverse("arrears_orders"), named=_name(order), here=_HERE)


@arrears_people
@require_http_methods(["GET", "POST"])
def not_done(request: DeskRequest, work_id: int) -> HttpResponse:
    order = get_object_or_404(orders_visible(request.visit.roles), pk=work_id)
    return carry_out(request, NOT_DONE, order, back=reverse("arrears_orders"), named=_name(order), here=_HERE)


def _take(visit: Visit, form: ListForm) -> Taken | None:
    """What became of the file; None if the form says why it was not taken."""
    sent = form.cleaned_data["file"]
    try:
        lines, faults = read_field_list(rows_of(sent.name, sent.read()))
    except NotATable:
        form.add_error("file", gettext("This is no CSV in UTF-8 and no XLSX."))
        return None
    except NotAFieldList as refused:
        form.add_error("file", str(word(REFUSED, refused.code)))
        return None
    return take_field_list(lines=lines, faults=faults, staff=visit.staff, at=visit.at)


def _name(order: Order) -> str:
    return f"{order.number} · {print_contract_number(order.arrear.contract.number)}"


def _done(visit: Visit, form: DoneForm) -> None:
    record_done(order=form.about, done=form.done, staff=visit.staff, at=visit.at)


def _not_done(visit: Visit, form: NotDoneForm) -> None:
    told = form.cleaned_data
    record_not_done(
        order=form.about, remark=told["remark"], crew=told["crew"], staff=visit.staff, at=visit.at
    )


CUT = Deed(
    _("The supply was cut"),
    _("Note it"),
    DoneForm,
    _done,
    _("Noted. The person is told."),
    _("Write what the crew did, also where it should not have been: then the supply is restored at once."),
)
RESTORED = Deed(_("The supply is restored"), _("Note it"), DoneForm, _done, _("Noted. The person is told."))
NOT_DONE = Deed(
    _("It could not be made"),
    _("Note it"),
    NotDoneForm,
    _not_done,
    _("Noted. A cut waits to be ordered again; a reconnection goes out again with its first hour."),
)
TAKE = Deed(
    _("Take in the list of a crew"), _("Take it in"), ListForm, lambda *_: None, _("The list is taken in.")
)
