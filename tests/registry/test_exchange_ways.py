"""A signed letter leaves by itself to another body of the installation, and by a link."""

import pytest

from shubbak.agencies.queries import parcels_sent
from shubbak.agencies.schema import look_at
from shubbak.people.models import GuestLink
from shubbak.registry.actions import sign_draft, take_parcels
from shubbak.registry.departure.issuing import issue
from shubbak.registry.models import Letter
from shubbak.registry.rules import Destination, Kind, RegistryRefused, Sender
from tests.registry.house import WALI, open_house
from tests.registry.office import open_books

COMMUNE = Sender(Kind.ADMINISTRATION, "جماعة المدينة")


@pytest.fixture
def house(agency, other_agency, at, signer, settings, tmp_path):
    settings.SHUBBAK_SEALS = tmp_path / "seals"
    look_at(other_agency)
    open_books(at)
    look_at(agency)
    return open_house(at)


def left(house, who, way):
    draft = house.asked(draft=house.drafted(Destination(who, way)))
    sign_draft(draft=draft, staff=house.director, at=house.at)
    draft.refresh_from_db()
    issue(draft=draft, at=house.at)
    return draft


def test_a_signed_letter_arrives_at_the_other_body_with_its_sealed_paper(house, other_agency, at):
    draft = left(house, COMMUNE, "exchange")
    assert draft.addressees.get().state == "sent"
    assert parcels_sent(draft.letter_id).get().receiver == other_agency
    look_at(other_agency)
    assert take_parcels(at=at) == 1
    assert Letter.objects.get().papers.filter(role="scan").count() == 1


def test_whoever_is_no_body_here_is_not_reached_by_exchange(house):
    with pytest.raises(RegistryRefused, match="no_such_body"):
        house.drafted(Destination(WALI, "exchange"))


def test_a_signed_letter_goes_by_link_to_a_standing_correspondent(house):
    draft = left(house, WALI, "guest_link")
    assert draft.addressees.get().state == "sent"
    assert (GuestLink.objects.get().email, GuestLink.objects.get().about) == (WALI.email, draft.letter_id)
