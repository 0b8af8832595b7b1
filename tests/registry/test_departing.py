"""A signed letter gets its sealed paper after the commit, and leaves: by itself, or carried by a clerk."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from shubbak.documents.actions import store_bytes
from shubbak.documents.queries import open_document
from shubbak.documents.sealing import sealer
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.actions import drain
from shubbak.notifications.models import Message
from shubbak.registry.actions import annul, mark_delivered, mark_returned, mark_sent, send_again, sign_draft
from shubbak.registry.departure.issuing import follow_messages, issue, issue_waiting
from shubbak.registry.departure.ways import register_way, ways
from shubbak.registry.models import Draft
from shubbak.registry.queries import letters_to_send
from shubbak.registry.rules import Destination, RegistryRefused
from tests.documents.test_papers import copied_with_poppler
from tests.registry.house import WALI, open_house


@pytest.fixture
def house(agency, at, signer, settings, tmp_path):
    settings.SHUBBAK_SEALS = tmp_path / "seals"
    return open_house(at)


def signed(house, *going, **more):
    draft = house.asked(draft=house.drafted(*going, **more))
    sign_draft(draft=draft, staff=house.director, at=house.at)
    return Draft.objects.get(pk=draft.pk)


def issued(house, way="post"):
    """The addressee of a letter that has its paper."""
    draft = signed(house, Destination(WALI, way))
    issue(draft=draft, at=house.at)
    return draft.addressees.get()


def bytes_of(document):
    with open_document(document) as file:
        return file.read()


def standing(pdf):
    """What a reader says who trusts the body's certificate and looks for nothing on the network."""
    [seal] = PdfFileReader(BytesIO(pdf)).embedded_signatures
    trusting = ValidationContext(trust_roots=[seal.signer_cert], allow_fetching=False)
    with ThreadPoolExecutor(1) as aside:  # it runs an event loop, and a browser may hold one here
        return aside.submit(validate_pdf_signature, seal, trusting).result()


def test_the_paper_bears_number_words_seal_and_what_the_seal_is_worth(house, at):
    draft = signed(house)
    pdf = bytes_of(issue(draft=draft, at=at))
    text = copied_with_poppler(pdf)
    assert all(said in text for said in ("1/2026", "الربط", WALI.name, "director", "43.20"))
    status = standing(pdf)
    assert status.bottom_line, status.pretty_print_details()


def test_a_changed_byte_breaks_the_seal(house, at):
    pdf = bytearray(bytes_of(issue(draft=signed(house), at=at)))
    place = pdf.index(b"/Producer") if b"/Producer" in pdf else len(pdf) // 3
    pdf[place + 3] ^= 1
    assert not standing(bytes(pdf)).intact


def test_the_paper_is_made_once(house, at):
    draft = signed(house)
    assert issue(draft=draft, at=at) == issue(draft=draft, at=at + timedelta(minutes=1))
    assert draft.letter.papers.count() == 1


def test_the_worker_makes_the_papers_that_wait_and_sends_them(house, at):
    draft = signed(house)
    issue_waiting(at=at)
    message = Message.objects.get(pk=draft.addressees.get().message)
    drain(at=at)
    follow_messages(at=at)
    assert draft.addressees.get().state == "sent"
    [letter] = mail.outbox
    assert letter.attachments[0][1] == bytes_of(Draft.objects.get(pk=draft.pk).paper)
    assert (letter.to, letter.extra_headers["Message-ID"]) == ([WALI.email], message.message_id)


def test_a_message_that_is_given_up_is_returned_mail(house, at):
    draft = signed(house)
    issue(draft=draft, at=at)
    Message.objects.update(state="dead", next_try_at=None)
    issue_waiting(at=at)
    addressee = draft.addressees.get()
    assert (addressee.state, list(letters_to_send())) == ("returned", [addressee])


def test_an_annulled_letter_does_not_leave(house, at):
    draft = signed(house)
    issue(draft=draft, at=at)
    annul(entry=draft.letter.entry, reason="خطأ", actor=SYSTEM, at=at)
    drain(at=at)
    assert not mail.outbox


def test_registered_post_is_sent_with_its_number_returned_and_sent_again(house, at):
    addressee, clerk = issued(house, "registered_post"), house.registrar
    with pytest.raises(RegistryRefused, match="tracking_missing"):
        mark_sent(addressee=addressee, staff=clerk, at=at)
    mark_sent(addressee=addressee, staff=clerk, at=at, tracking="RR123456789MA")
    mark_returned(addressee=addressee, staff=clerk, reason="غير مطالب به", at=at)
    send_again(addressee=addressee, way="email", staff=clerk, at=at, email="new@example.ma")
    issue_waiting(at=at)
    assert Message.objects.get().address == "new@example.ma"


def test_what_is_handed_over_needs_the_signed_receipt(house, at):
    addressee, clerk = issued(house, "hand"), house.registrar
    with pytest.raises(RegistryRefused, match="proof_missing"):
        mark_delivered(addressee=addressee, staff=clerk, at=at)
    proof = store_bytes(
        content=b"%PDF-1.7 signed", name="proof.pdf", format_code="pdf", at=at, direction="in"
    )
    mark_delivered(addressee=addressee, staff=clerk, at=at, proof=proof.pk)
    addressee.refresh_from_db()
    assert (addressee.state, addressee.proof.role, addressee.proof.document) == ("delivered", "proof", proof)


def test_nothing_is_carried_to_the_post_before_its_paper_is_there_nor_by_anybody(house, at):
    addressee = signed(house, Destination(WALI, "post")).addressees.get()
    with pytest.raises(RegistryRefused, match="no_paper_yet"):
        mark_sent(addressee=addressee, staff=house.registrar, at=at)
    with pytest.raises(RegistryRefused, match="not_yours"):
        mark_sent(addressee=addressee, staff=house.writer, at=at)


def test_a_room_above_registers_its_own_way(house, at, monkeypatch):
    monkeypatch.setitem(ways(), "pigeon", None)
    left = []
    register_way("pigeon", lambda addressee, when: left.append((addressee.letter.pk, when)))
    addressee = issued(house, "pigeon")
    assert (addressee.state, left) == ("sent", [(addressee.draft.letter_id, at)])


def test_one_paper_that_cannot_be_sealed_does_not_hold_up_the_others(house, at, monkeypatch):
    both = {signed(house).pk, signed(house).pk}
    real = sealer().seal

    def seal(pdf, agency, when):
        if not Draft.objects.filter(paper__isnull=False).exists() and not failed:
            failed.append(when)
            raise OSError("no key")
        return real(pdf, agency, when)

    failed = []
    monkeypatch.setattr(sealer(), "seal", seal)
    with pytest.raises(ExceptionGroup):
        issue_waiting(at=at)
    [broken] = Draft.objects.filter(paper=None)
    [whole] = Draft.objects.exclude(paper=None)
    assert {broken.pk, whole.pk} == both
