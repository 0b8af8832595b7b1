"""A difference with a bank becomes a file of the body itself, which nobody finds at the portal."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from shubbak.cases.models import Case
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.queries import UnknownService, service_for_people, services_for_people
from shubbak.journal.rules import SYSTEM
from shubbak.payments.biller.actions import read_day, refer_day_difference
from shubbak.payments.biller.models import DayDifference
from shubbak.payments.biller.rules import BillerRefused
from shubbak.payments.online.actions import read_day_file
from shubbak.payments.online.actions import refer_day_difference as refer_of_gateway
from shubbak.payments.online.queries import day_difference_of_file, differences_open
from shubbak.payments.online.rules import AlarmRefused
from shubbak.payments.reconciling.actions import refer_difference
from shubbak.payments.reconciling.models import Difference
from shubbak.payments.reconciling.rules import DifferenceRefused
from shubbak.people.actions import grant_role, open_unit
from shubbak.people.models import Staff
from shubbak.registry.actions import declare_register
from shubbak.registry.rules import RegisterFacts
from tests.cases.office import named, open_office, pack_of
from tests.payments.banks_of_test import bank
from tests.payments.reconciling.test_importing import entry, said

PACKS = Path(__file__).parents[2] / "packs"


@pytest.fixture
def difference(agency, at):
    open_office(at)
    said(at, entry(50_00, text="AHMED LOYER"))
    return Difference.objects.get()


@pytest.fixture(params=["utility", "authority"])
def service(request, difference, at):
    internal = RegisterFacts("internal", "internal", "د {n}/{year}", named("internal"), direction="internal")
    declare_register(facts=internal, actor=SYSTEM, at=at)
    open_unit(code="billing", name=named("billing"), actor=SYSTEM, at=at)
    source = pack_of(PACKS / request.param / "payment-difference.yaml")
    return publish_pack(source=source, actor=SYSTEM, at=at)


def refer(difference, at):
    return refer_difference(difference_id=difference.pk, actor=SYSTEM, at=at)


def test_the_file_says_what_the_bank_says(difference, service, at):
    number = refer(difference, at).file_number
    case = Case.objects.get(service_version=service)
    assert (case.number, case.unit.code) == (number, "billing")
    assert "AHMED LOYER" in case.answers["words"]
    with pytest.raises(DifferenceRefused, match="referred_before"):
        refer(difference, at)


def test_without_the_service_there_is_no_file(difference, at):
    with pytest.raises(DifferenceRefused, match="no_service"):
        refer(difference, at)


def test_whoever_comes_by_themselves_does_not_find_it(service):
    assert "payment-difference" not in {spec.code for spec in services_for_people()}
    with pytest.raises(UnknownService):
        service_for_people("payment-difference")


@pytest.fixture
def of_a_day(service, at):
    """The bank's file of the day tells a payment that never came."""
    content = b"reference;amount;currency;state\nX-1;5000;MAD;paid\nTOTAL;5000;1;\n"
    read_day(bank=bank(at), day=at.date(), content=content, media_type="text/csv", at=at)
    return DayDifference.objects.get()


def test_a_difference_of_a_day_opens_the_same_kind_of_file(of_a_day, at):
    found = refer_day_difference(difference_id=of_a_day.pk, actor=SYSTEM, at=at)
    case = Case.objects.get()
    assert (case.number, case.service_version.service) == (found.file_number, "payment-difference")
    assert ("بنك الأطلس" in case.answers["words"], case.answers["about"][:3]) == (True, "X-1")
    with pytest.raises(BillerRefused, match="referred_before"):
        refer_day_difference(difference_id=of_a_day.pk, actor=SYSTEM, at=at)


def test_a_difference_of_a_gateway_opens_it_too(service, at):
    content = b"oid,reference,amount,currency\nNOBODY,26,12.50,MAD\n"
    read_day_file(gateway="cmi", day=at.date(), content=content, actor=SYSTEM, at=at)
    [found] = differences_open()
    number = refer_of_gateway(difference_id=found.pk, actor=SYSTEM, at=at).file_number
    case = Case.objects.get()
    assert (case.number, "CMI" in case.answers["words"]) == (number, True)
    assert day_difference_of_file(number) == found
    with pytest.raises(AlarmRefused, match="referred_before"):
        refer_of_gateway(difference_id=found.pk, actor=SYSTEM, at=at)


def test_the_file_leads_back_to_whoever_reads_of_money(of_a_day, at, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at)
    refer_day_difference(difference_id=of_a_day.pk, actor=SYSTEM, at=at)
    staff = Staff.objects.get(name="head")
    grant_role(staff=staff, role="director", actor=SYSTEM, starts=at, at=at)
    Staff.objects.filter(pk=staff.pk).update(is_demo=True)
    client = Client(headers={"host": "miyah.localhost"})
    client.force_login(Staff.objects.get(pk=staff.pk))
    page = client.get(f"/desk/cases/{Case.objects.get().pk}").content.decode()
    assert f"/desk/money/bank-days/{of_a_day.pk}" in page
