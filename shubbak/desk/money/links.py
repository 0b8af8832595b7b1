"""From a file about a difference to the difference itself."""

from django.urls import reverse

from shubbak.cases.differences import SERVICE
from shubbak.cases.models import Case
from shubbak.desk.access import Visit
from shubbak.payments.biller.queries import day_difference_of_file
from shubbak.payments.online.queries import day_difference_of_file as gateway_difference_of_file
from shubbak.payments.reconciling.permissions import reads_money
from shubbak.payments.reconciling.queries import difference_of_file


def difference_address(case: Case, visit: Visit) -> str:
    """Its page; empty for other files, and for whoever does not read of money."""
    if case.service_version.service != SERVICE or not reads_money(visit.roles):
        return ""
    if found := difference_of_file(case.number):
        return reverse("desk_difference", args=[found.pk])
    if day := day_difference_of_file(case.number):
        return reverse("desk_day_difference", args=[day.pk])
    gateway = gateway_difference_of_file(case.number)
    return reverse("desk_gateway_difference", args=[gateway.pk]) if gateway else ""
