"""What stands on every page of the desk: where one may go, who is signed in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from shubbak.accounts.permissions import may_check_mandates
from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.desk.access import DeskRequest
from shubbak.desk.shown.language import tongue
from shubbak.desk.trail import trail_of
from shubbak.insights.permissions import audits_the_body, may_export
from shubbak.payments.cashier.permissions import reads_tills, takes_money
from shubbak.payments.reconciling.permissions import reads_money
from shubbak.planning.sittings.permissions import comes_in
from shubbak.registry.permissions import drafts_letters, keeps_registers, reads_registers
from shubbak.registry.queries import Unread, unread_by
from shubbak.utility.arrears.permissions import follows_arrears
from shubbak.utility.bills.permissions import reads_runs
from shubbak.utility.metering.permissions import reviews_readings
from shubbak.utility.prepaid.vending.permissions import sees_meters
from shubbak.utility.subscriptions.permissions import reads_contracts

PLANNERS = frozenset({Agency.Kind.COMMUNE, Agency.Kind.URBAN_AGENCY})
"""Bodies whose staff find sittings at hand; at others whoever sits has the address in the message."""


@dataclass(frozen=True)
class Chrome:
    """`here` names the part of the desk that is open, `trail` the list from which a file was opened,
    `unread` the letters that wait for the reader.
    """

    here: str
    name: str
    may_write: bool
    administers: bool
    may_export: bool
    audits: bool
    oversees: bool
    checks_mandates: bool
    reads_registers: bool
    keeps_registers: bool
    has_unit: bool
    writes_letters: bool
    reviews_readings: bool
    reads_runs: bool
    sees_prepaid: bool
    takes_money: bool
    reads_money: bool
    follows_arrears: bool
    reads_contracts: bool
    sits: bool
    unread: Unread
    words: str
    trail: str


def show(
    request: DeskRequest, template: str, context: dict[str, Any], *, here: str = "", status: int = 200
) -> HttpResponse:
    visit = request.visit
    chrome = Chrome(
        here=here,
        name=tongue().name(visit.staff),
        may_write=visit.may_write,
        administers=visit.administers,
        may_export=may_export(visit.roles),
        audits=audits_the_body(visit.roles),
        oversees=visit.oversees,
        checks_mandates=may_check_mandates(visit.roles),
        reads_registers=reads_registers(visit.roles),
        keeps_registers=keeps_registers(visit.roles),
        has_unit=bool(visit.roles.units),
        writes_letters=drafts_letters(visit.roles),
        reviews_readings=bool(current_agency().tariffs) and reviews_readings(visit.roles),
        reads_runs=bool(current_agency().tariffs) and reads_runs(visit.roles),
        sees_prepaid=bool(current_agency().tariffs) and sees_meters(visit.roles),
        takes_money=takes_money(visit.roles) or reads_tills(visit.roles),
        reads_money=bool(current_agency().tariffs) and reads_money(visit.roles),
        follows_arrears=bool(current_agency().tariffs) and follows_arrears(visit.roles),
        reads_contracts=bool(current_agency().tariffs) and reads_contracts(visit.roles),
        sits=current_agency().kind in PLANNERS and comes_in(visit.staff.pk, visit.roles, visit.at),
        unread=unread_by(visit.staff, visit.roles),
        words=str(context.get("words", "")),
        trail=trail_of(request.GET).query,
    )
    return render(request, template, {**context, "desk": chrome}, status=status)
