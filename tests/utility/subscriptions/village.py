"""A few places, meters and contracts of a water and electricity utility, for tests."""

from datetime import date, datetime
from typing import Any

from shubbak.journal.rules import Actor
from shubbak.people.actions import enlist_person
from shubbak.people.models import Person
from shubbak.utility.subscriptions.actions import describe_point, fit_meter, open_contract
from shubbak.utility.subscriptions.models import Contract, Meter, ServicePoint
from shubbak.utility.subscriptions.rules import Asked, Commodity, Site

CLERK = Actor("staff", "1", "كنزة")
BEGUN = date(2024, 11, 1)
TARIFFS = {
    Commodity.ELECTRICITY: ("ma-electricity-household",),
    Commodity.WATER: ("ma-water-household", "ma-sewerage-household"),
}


def person(at: datetime, **changes: Any) -> Person:
    told = {
        "name": "أمينة بناني",
        "identity_kind": "national_card",
        "identity_number": "BE 482913",
        "phone": "+212661000041",
        **changes,
    }
    return enlist_person(at=at, **told)


def place(at: datetime, code: str = "W-0001", commodity: Commodity = Commodity.WATER) -> ServicePoint:
    site = Site(code, commodity, "زنقة الورد 12، حي النخيل", sector="T01", region="النخيل")
    return describe_point(site=site, actor=CLERK, at=at)


def meter(serial: str = "WM-100001", commodity: Commodity = Commodity.WATER, **changes: Any) -> Meter:
    return Meter.objects.create(serial=serial, commodity=commodity, **changes)


def contract(at: datetime, code: str = "W-0001", *, commodity: Commodity = Commodity.WATER, **changes: Any):
    """A contract with its meter, opened on the first of November 2024 at index 1,000."""
    holder = changes.pop("holder", None) or person(at)
    point = place(at, code, commodity)
    fitted = changes.pop("meter", None) or meter(f"M-{code}", commodity)
    fit_meter(point=point, meter=fitted, on=BEGUN, index=changes.pop("index", 1_000_000), actor=CLERK, at=at)
    asked = Asked(
        TARIFFS[commodity], changes.pop("power_va", 6_600 if commodity == Commodity.ELECTRICITY else None)
    )
    opened: Contract = open_contract(
        point=point, person=holder, asked=asked, on=BEGUN, actor=CLERK, at=at, **changes
    )
    return opened
