"""A difference with a bank becomes a file of the body itself, which nobody finds at the portal."""

from pathlib import Path

import pytest

from shubbak.cases.models import Case
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.queries import UnknownService, service_for_people, services_for_people
from shubbak.journal.rules import SYSTEM
from shubbak.payments.reconciling.actions import refer_difference
from shubbak.payments.reconciling.models import Difference
from shubbak.payments.reconciling.rules import DifferenceRefused
from shubbak.people.actions import open_unit
from shubbak.registry.actions import declare_register
from shubbak.registry.rules import RegisterFacts
from tests.cases.office import named, open_office, pack_of
from tests.payments.reconciling.test_importing import entry, said

PACK = Path(__file__).parents[2] / "packs" / "utility" / "payment-difference.yaml"


@pytest.fixture
def difference(agency, at):
    open_office(at)
    said(at, entry(50_00, text="AHMED LOYER"))
    return Difference.objects.get()


@pytest.fixture
def service(difference, at):
    internal = RegisterFacts("internal", "internal", "د {n}/{year}", named("internal"), direction="internal")
    declare_register(facts=internal, actor=SYSTEM, at=at)
    open_unit(code="billing", name=named("billing"), actor=SYSTEM, at=at)
    return publish_pack(source=pack_of(PACK), actor=SYSTEM, at=at)


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
