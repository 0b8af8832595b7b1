import pytest
from django.db import connection

from shubbak.journal.actions import checkpoint
from shubbak.journal.receipt import from_text, to_text
from shubbak.registry.books import signing
from shubbak.registry.books.verifying import proof_of, verdict
from tests.registry.entered import entered


@pytest.fixture
def text(agency, at, signer):
    return signing.receipt_text(signing.sign_entry(entry=entered(at), at=at))


def test_a_new_receipt_is_genuine_and_waits_for_its_checkpoint(text):
    assert (verdict(text).issue, verdict(text).place) == ("genuine", "pending")


def test_after_the_checkpoint_its_entry_is_proved_to_stand_in_the_register(text, at):
    checkpoint(at=at)
    found = verdict(text.lower())
    assert (found.issue, found.place, found.text) == ("genuine", "included", text)
    place, proof = proof_of(found.facts)
    assert place == "included"
    assert proof.shown()["leaf"]["facts"]["number"] == found.facts.number


def test_a_proof_opens_nothing_of_a_person(text, at):
    checkpoint(at=at)
    _, proof = proof_of(verdict(text).facts)
    assert not {"party", "party_salt", "actor"} & set(proof.shown()["leaf"])
    public = {"register", "kind", "year", "number", "receipt_id", "manifest_sha256", "received_at"}
    assert set(proof.shown()["leaf"]["facts"]) == public


@pytest.mark.asvs("9.1.1")
@pytest.mark.parametrize("place", [0, 3, 6, 9, 13, 20, 40, 58, 90, 121])
def test_a_receipt_with_one_changed_bit_is_not_genuine(text, place):
    receipt = bytearray(from_text(text))
    receipt[place] ^= 1
    found = verdict(to_text(bytes(receipt)))
    assert found.issue != "genuine"
    assert found.place == "absent"


@pytest.mark.parametrize("typed", ["", "hello", "A" * 196, "7" * 196, "\x00" * 196])
def test_what_people_type_never_breaks_the_page(agency, signer, typed):
    assert verdict(typed).issue in {"malformed", "unknown_key"}


@pytest.mark.asvs("9.2.3")
@pytest.mark.asvs("9.2.4")
def test_a_receipt_of_another_body_of_the_installation_is_genuine_and_not_here(agency, text, other_agency):
    connection.set_tenant(other_agency)
    assert (verdict(text).issue, verdict(text).place) == ("genuine", "absent")
