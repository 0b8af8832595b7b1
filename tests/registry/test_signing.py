from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from shubbak.journal import signing as signer_client
from shubbak.journal.receipt import decode, from_text
from shubbak.registry.books import signing
from shubbak.registry.books.black_box import kept
from shubbak.registry.models import Receipt
from tests.registry.entered import entered


def black_box(tmp_path):
    return (tmp_path / "blackbox" / "miyah.log").read_text().splitlines()


def test_a_signed_receipt_states_what_the_entry_states(agency, at, signer):
    entry = entered(at)
    receipt = signing.sign_entry(entry=entry, at=at)
    facts = decode(from_text(signing.receipt_text(receipt)))
    assert (facts.agency, facts.kind, facts.year, facts.number) == (
        agency.pk,
        "complaints",
        2026,
        entry.number,
    )
    assert (facts.received_at, facts.receipt_id) == (at, entry.receipt_id)
    assert facts.manifest_sha256 == entry.manifest_sha256
    assert signer_client.verify(signer_client.public_key(facts.key_id), receipt.payload, receipt.signature)


def test_the_address_of_the_qr_code_is_in_capitals(agency, at, signer, settings):
    settings.SHUBBAK_SCHEME = "https"
    receipt = signing.sign_entry(entry=entered(at), at=at)
    assert signing.receipt_address(receipt) == f"HTTPS://MIYAH.LOCALHOST/V/{signing.receipt_text(receipt)}"


def test_asking_twice_gives_the_same_receipt(agency, at, signer):
    entry = entered(at)
    first = signing.sign_entry(entry=entry, at=at)
    second = signing.sign_entry(entry=entry, at=at + timedelta(hours=1))
    assert (bytes(second.signature), second.signed_at) == (bytes(first.signature), at)


def test_the_black_box_has_the_receipt_before_the_answer(agency, at, signer, tmp_path):
    entry = entered(at)
    text = signing.receipt_text(signing.sign_entry(entry=entry, at=at))
    (line,) = black_box(tmp_path)
    assert line == f"2026-11-17T09:00:00Z complaints 2026 1 {text} {entry.series.register.code}"


def test_whatever_is_entered_is_signed_and_in_the_black_box_before_its_number_is_read(
    fresh_agency, at, signer, tmp_path
):
    receipt = entered(at).receipt
    assert black_box(tmp_path)[0].split()[4] == signing.receipt_text(receipt)


def test_without_a_signer_the_receipt_follows_and_the_worker_signs(agency, at, signer, settings, tmp_path):
    there, settings.SHUBBAK_SIGNER_SOCKET = settings.SHUBBAK_SIGNER_SOCKET, tmp_path / "nobody.sock"
    signer_client.hang_up()
    entry = entered(at)
    assert signing.sign_entry(entry=entry, at=at) is None
    assert signing.sign_pending(at=at) == 0
    assert len(black_box(tmp_path)) == 1, "the black box has the entry, unsigned"
    settings.SHUBBAK_SIGNER_SOCKET = there
    assert signing.sign_pending(at=at) == 1
    assert len(black_box(tmp_path)) == 2


def test_an_entry_unsigned_for_five_minutes_is_an_alarm(agency, at, signer):
    entry = entered(at)
    assert list(signing.unsigned_too_long(at + timedelta(minutes=4))) == []
    assert list(signing.unsigned_too_long(at + timedelta(minutes=6))) == [entry]
    signing.sign_pending(at=at)
    assert list(signing.unsigned_too_long(at + timedelta(minutes=6))) == []


@pytest.mark.promise("P19")
def test_a_line_that_a_full_disk_cut_off_spoils_no_other(agency, at, signer, tmp_path):
    signing.sign_entry(entry=entered(at), at=at)
    file = tmp_path / "blackbox" / "miyah.log"
    file.write_bytes(file.read_bytes()[:90])
    signing.sign_entry(entry=entered(at), at=at)
    assert [line.facts.number for line in kept("miyah")] == [2]


def test_a_black_box_that_cannot_be_written_undoes_nothing(agency, at, signer, tmp_path, caplog):
    (tmp_path / "blackbox").write_text("a file where the folder should be")
    assert signing.sign_entry(entry=entered(at), at=at).signature
    assert "black box" in caplog.text


def test_a_signed_receipt_is_never_altered(agency, at, signer):
    receipt = signing.sign_entry(entry=entered(at), at=at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.filter(pk=receipt.pk).update(signature=bytes(64))


def test_invariants_find_an_unsigned_entry_and_a_foreign_signature(agency, at, signer, tmp_path):
    signing.sign_entry(entry=entered(at), at=at)
    late = at + timedelta(minutes=6)
    assert list(signing.problems(late)) == []
    entered(at)
    assert list(signing.problems(late)) == ["entry 2 of 2026 has no signed receipt"]
    published = tmp_path / "keys" / "signer.pub"
    published.write_text(published.read_text().split()[0] + " " + "A" * 43 + "=\n")
    assert "the receipt of entry 1 of 2026 does not verify" in list(signing.problems(late))
