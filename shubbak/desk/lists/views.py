"""Lists kept under a name: kept, renamed, dropped."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from shubbak.cases.actions import drop_filter, keep_filter, rename_filter
from shubbak.cases.models import SavedFilter
from shubbak.cases.queries import asked_by, own_filter
from shubbak.desk.access import DeskRequest, Visit, writers_only
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.lists.forms import KeepForm, Wanted
from shubbak.desk.trail import list_query, trail_of


@writers_only
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """Keep the list that the address names."""
    trail = trail_of(request.GET)
    if not trail.tab:
        raise Http404
    back = reverse("desk_queue") + trail.of_list
    return carry_out(request, KEEP, Wanted(trail), back=back, here="work")


@writers_only
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, filter_id: int) -> HttpResponse:
    kept = _own(request, filter_id)
    return carry_out(request, CHANGE, Wanted(kept=kept), back=_address(kept), named=kept.name, here="work")


@writers_only
@require_http_methods(["GET", "POST"])
def drop(request: DeskRequest, filter_id: int) -> HttpResponse:
    kept = _own(request, filter_id)
    return carry_out(request, DROP, kept, back=_address(kept), named=kept.name, here="work")


def _own(request: DeskRequest, filter_id: int) -> SavedFilter:
    """:raises Http404: whether it is absent or a colleague's."""
    kept = own_filter(request.visit.staff, filter_id)
    if kept is None:
        raise Http404
    return kept


def _address(kept: SavedFilter) -> str:
    return reverse("desk_queue") + list_query(kept.tab, asked_by(kept))


def _keep(visit: Visit, form: KeepForm) -> None:
    trail, name = form.about.trail, form.cleaned_data["name"]
    keep_filter(
        staff=visit.staff,
        name=name,
        tab=trail.tab,
        only=trail.only,
        shared_with=form.shared_with(),
        actor=visit.actor,
        at=visit.at,
    )


def _change(visit: Visit, form: KeepForm) -> None:
    kept, name = form.about.kept, form.cleaned_data["name"]
    if kept is not None:
        rename_filter(kept=kept, name=name, shared_with=form.shared_with(), actor=visit.actor, at=visit.at)


def _drop(visit: Visit, form: ConfirmForm) -> None:
    drop_filter(kept=form.about, actor=visit.actor, at=visit.at)


KEEP = Deed(
    _("Keep this list"),
    _("Keep the list"),
    KeepForm,
    _keep,
    _("The list stands beside the tabs."),
    _("The tab and what narrows it are kept, not the files: the list follows the work."),
)
CHANGE = Deed(
    _("Name and sharing of a list"),
    pgettext_lazy("administration", "Keep"),
    KeepForm,
    _change,
    _("The list is changed."),
)
DROP = Deed(
    _("Drop this list"),
    _("Drop the list"),
    ConfirmForm,
    _drop,
    _("The list is dropped."),
    _("No file changes: only the name beside the tabs goes, for all who share it."),
)
