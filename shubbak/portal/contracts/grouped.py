"""The bills of an institution together, for whoever proved its group here."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import current_agency
from shubbak.documents.paper import render as printed
from shubbak.foundation.tables import FORMATS
from shubbak.portal.filling.grouped import group_page, grouped_page
from shubbak.portal.reaching import of_group
from shubbak.portal.serving import attached
from shubbak.utility.bills.grouped import GroupedBill, grouped_bill
from shubbak.utility.bills.grouped_paper import grouped_sheet, grouped_table
from shubbak.utility.subscriptions.models import Group


@require_safe
@of_group
def group(request: HttpRequest, group: Group) -> HttpResponse:
    return render(request, "portal/group.html", {"page": group_page(group, timezone.now())})


@require_safe
@of_group
def bill(request: HttpRequest, group: Group, period: str) -> HttpResponse:
    page = grouped_page(_told(group, period), timezone.now())
    return render(request, "portal/grouped_bill.html", {"page": page})


@require_safe
@of_group
def pdf(request: HttpRequest, group: Group, period: str) -> HttpResponse:  # noqa: ARG001  every page of a group has it
    sheet = grouped_sheet(_told(group, period), current_agency())
    return attached(printed(sheet, current_agency()), sheet.name, "application/pdf")


@require_safe
@of_group
def table(request: HttpRequest, group: Group, period: str, form: str) -> HttpResponse:  # noqa: ARG001  as above
    kind = FORMATS[form]
    rows = grouped_table(_told(group, period), mirrored=get_language() == "ar")
    return attached(b"".join(kind.write(rows)), f"{group.number}-{period}.{form}", kind.media_type)


def _told(group: Group, period: str) -> GroupedBill:
    """
    :raises Http404: if nothing of it was billed then.
    """
    told = grouped_bill(group, period) if re.fullmatch(r"\d{4}-\d{2}", period) else None
    if told is None:
        raise Http404
    return told
