"""A clerk enters letters: quickly, once each, and told of what is there already."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from shubbak.desk.registry.views import arrival
from shubbak.registry.models import Correspondent, Letter
from tests.desk.registry.conftest import SENDER, typed
from tests.documents.hostile import picture

ARRIVAL = "/desk/registry/arrival"


def test_a_letter_is_entered_and_its_number_stands_large(clerk, entered):
    letter = entered()
    page = clerk.get(f"/desk/registry/letters/{letter.pk}/entered").content.decode()
    assert f"و {letter.entry.number}/2026" in page
    assert "طلب معلومات" in page


def test_the_form_begins_at_the_sender_and_offers_those_who_are_known(clerk, entered):
    entered()
    page = clerk.get(ARRIVAL).content.decode()
    assert "autofocus" in page[page.index('name="name"') : page.index('name="kind"')]
    assert f'<option value="{SENDER}">' in page


def test_a_form_sent_twice_is_one_entry(clerk):
    form = typed(submission=str(uuid4()))
    first, second = clerk.post(ARRIVAL, form), clerk.post(ARRIVAL, {**form, "anyway": "yes"})
    assert first["Location"] == second["Location"]
    assert Letter.objects.count() == 1


def test_a_form_whose_twin_is_entered_meanwhile_is_not_held_for_a_letter_like_it(clerk, monkeypatch):
    form, alike = typed(), arrival._alike

    def meanwhile(*asked):
        monkeypatch.setattr(arrival, "_alike", alike)
        assert clerk.post(ARRIVAL, form).status_code == 302
        return alike(*asked)

    monkeypatch.setattr(arrival, "_alike", meanwhile)
    assert clerk.post(ARRIVAL, form).status_code == 302
    assert Letter.objects.count() == 1


def test_a_letter_like_one_that_is_there_is_pointed_out_and_entered_all_the_same(clerk, entered):
    earlier = entered(reference="12/م/2026")
    again = typed(reference="12/م/2026", subject="موضوع آخر")
    warned = clerk.post(ARRIVAL, again)
    assert warned.status_code == 409
    assert str(earlier.pk) in warned.content.decode()
    assert "موضوع آخر" in warned.content.decode()
    assert clerk.post(ARRIVAL, {**again, "anyway": "yes"}).status_code == 302
    assert Letter.objects.count() == 2


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(clerk, registry):
    sent = clerk.post(ARRIVAL, typed(subject="", written_on="2027-01-01", reference="ABC-9"))
    page = sent.content.decode()
    assert sent.status_code == 200
    assert "ABC-9" in page
    assert "field-error" in page
    assert not Letter.objects.exists()


def test_whoever_is_known_needs_only_a_name(clerk, entered):
    entered(city="الرباط", phone="0537000000")
    letter = entered(kind="", subject="رسالة ثانية")
    known = letter.correspondent
    assert (known.kind, known.city, known.phone) == ("ministry", "الرباط", "0537000000")
    assert Correspondent.objects.count() == 1


def test_known_senders_are_completed(clerk, entered):
    entered(city="الرباط")
    found = clerk.get("/desk/registry/senders", {"words": "وزار"}).json()["senders"]
    assert [(one["name"], one["city"]) for one in found] == [(SENDER, "الرباط")]


def test_the_scan_lies_in_the_letter(clerk, entered):
    letter = entered(scan=SimpleUploadedFile("scan.png", picture("png")))
    paper = letter.papers.get()
    answer = clerk.get(f"/desk/registry/letters/{letter.pk}/papers/{paper.pk}")
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_scan_that_is_none_is_refused_beside_its_field(clerk, registry):
    sent = clerk.post(ARRIVAL, typed(scan=SimpleUploadedFile("scan.pdf", picture("png"))))
    assert "field-error" in sent.content.decode()
    assert not Letter.objects.exists()


def test_a_bid_is_entered_sealed_and_needs_no_subject(entered):
    assert entered(nature="tender", subject="").secrecy == "sealed"


def test_a_letter_found_late_is_entered_today_and_marked(clerk, entered):
    letter = entered(found_at="2026-11-10T09:00")
    assert letter.entry.register_day.isoformat() == "2026-11-17"
    assert 'class="tag risk"' in clerk.get("/desk/registry/").content.decode()
