"""What a clerk does with a part of a scan, and with a file that could not be cut."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.registry.access import register_keepers
from shubbak.desk.registry.forms import ReasonForm
from shubbak.desk.registry.scan_forms import SplitForm
from shubbak.desk.registry.views.scans import the_part
from shubbak.registry.models import ScanBatch
from shubbak.registry.scans.actions.batches import cut_again, dismiss_batch
from shubbak.registry.scans.actions.parts import set_part_aside, take_part_up
from shubbak.registry.scans.queries import batches_failed
from shubbak.registry.scans.recutting import join_with_next, split_at


@register_keepers
@require_http_methods(["GET", "POST"])
def part_deed(request: DeskRequest, part_id: UUID, deed: str) -> HttpResponse:
    part, chosen = the_part(request, part_id), OF_PARTS.get(deed)
    if chosen is None:
        raise Http404
    stays = deed in ("join", "split")
    back = reverse("registry_scan", args=[part.pk]) if stays else reverse("registry_scans")
    return carry_out(request, chosen, part, back=back, named=part.batch.name, here="registry")


@register_keepers
@require_http_methods(["GET", "POST"])
def batch_deed(request: DeskRequest, batch_id: UUID, deed: str) -> HttpResponse:
    batch, chosen = batches_failed().filter(pk=batch_id).first(), OF_BATCHES.get(deed)
    if batch is None or chosen is None:
        raise Http404
    return carry_out(
        request, chosen, batch, back=reverse("registry_scans"), named=batch.name, here="registry"
    )


def _join(visit: Visit, form: ConfirmForm) -> None:
    join_with_next(part=form.about, staff=visit.staff, at=visit.at)


def _split(visit: Visit, form: SplitForm) -> None:
    split_at(part=form.about, first=form.first, staff=visit.staff, at=visit.at)


def _aside(visit: Visit, form: ReasonForm) -> None:
    set_part_aside(part=form.about, reason=form.cleaned_data["reason"], staff=visit.staff, at=visit.at)


def _up(visit: Visit, form: ConfirmForm) -> None:
    take_part_up(part=form.about, staff=visit.staff, at=visit.at)


def _again(visit: Visit, form: ConfirmForm) -> None:
    batch: ScanBatch = form.about
    cut_again(batch=batch, staff=visit.staff, at=visit.at)


def _dismiss(visit: Visit, form: ReasonForm) -> None:
    dismiss_batch(batch=form.about, reason=form.cleaned_data["reason"], staff=visit.staff, at=visit.at)


OF_PARTS = {
    "join": Deed(
        _("Join it with the scan after it"),
        pgettext_lazy("scan", "Join them"),
        ConfirmForm,
        _join,
        _("Both are one scan now."),
        _("A separator sheet lay between pages of one letter: the scan after this one is added at its end."),
    ),
    "split": Deed(
        _("Split the scan"),
        pgettext_lazy("scan", "Split it"),
        SplitForm,
        _split,
        _("The scan is split. The new part waits after it."),
        _("A separator sheet was missing: say at which page the next letter begins."),
    ),
    "aside": Deed(
        _("Set the scan aside"),
        _("Set it aside"),
        ReasonForm,
        _aside,
        _("The scan is set aside. It is kept for 30 days."),
        _("Advertising, a test of the scanner, pages that came twice. It may be taken up again until then."),
    ),
    "up": Deed(
        _("Take the scan up again"),
        pgettext_lazy("scan", "Take it up"),
        ConfirmForm,
        _up,
        _("The scan waits again."),
    ),
}
OF_BATCHES = {
    "again": Deed(
        _("Try the file once more"),
        pgettext_lazy("scan", "Try again"),
        ConfirmForm,
        _again,
        _("It is tried again within a minute."),
    ),
    "dismiss": Deed(
        _("Take note of the file"),
        pgettext_lazy("scan", "Take note"),
        ReasonForm,
        _dismiss,
        _("The file stands here no more. It is kept for 30 days."),
        _("The letters in it are scanned again, or there were none."),
    ),
}
