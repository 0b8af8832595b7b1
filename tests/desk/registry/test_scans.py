"""The tray of scans: added, looked at, entered one after the other by the clerks of the registry office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shubbak.registry.models import Letter, ScanBatch, ScanPart
from shubbak.registry.scans.parting import cut_batches
from shubbak.registry.scans.queries import parts_waiting
from tests.desk.registry.conftest import typed
from tests.documents.hostile import PDF, picture
from tests.registry.scanner import blank, came, file_of, separator, written

TRAY, ARRIVAL = "/desk/registry/scans/", "/desk/registry/arrival"


@pytest.fixture
def parts(registry, at, settings, tmp_path) -> list[ScanPart]:
    """Two letters that were scanned together."""
    settings.SHUBBAK_SCANS = tmp_path / "scans"
    came([written("one"), blank(), separator(at), written("two")], at)
    cut_batches(at=at)
    return list(parts_waiting())


def test_the_tray_shows_each_part_and_its_first_page(clerk, parts):
    page = clerk.get(TRAY).content.decode()
    assert all(f"{TRAY}{part.pk}/small/" in page for part in parts)
    face = parts[0].pages.first()
    answer = clerk.get(f"{TRAY}{parts[0].pk}/small/{face.pk}.jpg")
    assert (answer["Content-Type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")


def test_added_files_are_taken_and_cut_by_the_worker(clerk, registry, at):
    files = [
        SimpleUploadedFile("a.pdf", file_of([written("a")])),
        SimpleUploadedFile("b.tif", file_of([written("b")], "TIFF")),
        SimpleUploadedFile("c.pdf", picture("png")),
    ]
    said = clerk.post(f"{TRAY}add", {"scans": files}, follow=True).content.decode()
    assert "c.pdf" in said
    assert cut_batches(at=at) == 2
    assert parts_waiting().count() == 2


def test_the_form_shows_the_scan_and_the_letter_has_it(clerk, parts):
    form = clerk.get(f"{TRAY}{parts[0].pk}/letter", follow=True)
    assert f"{TRAY}{parts[0].pk}/pages/0.jpg" in form.content.decode()
    assert clerk.get(f"{TRAY}{parts[0].pk}/pages/0.jpg")["Content-Type"] == "image/jpeg"
    assert clerk.get(f"{TRAY}{parts[0].pk}/pages/1.jpg").status_code == 404
    assert clerk.post(ARRIVAL, typed(part=parts[0].pk)).status_code == 302
    assert Letter.objects.get().papers.get().document_id == parts[0].document_id


def test_after_a_letter_comes_the_next_scan(clerk, parts):
    entered = clerk.post(ARRIVAL, typed(part=parts[0].pk), follow=True).content.decode()
    assert f"{TRAY}next" in entered
    assert clerk.get(f"{TRAY}next")["Location"] == f"{ARRIVAL}?part={parts[1].pk}"
    clerk.post(ARRIVAL, typed(part=parts[1].pk, subject="آخر", anyway="yes"))
    assert clerk.get(f"{TRAY}next")["Location"] == TRAY


def test_two_clerks_enter_one_scan_once(clerk, parts):
    assert clerk.post(ARRIVAL, typed(part=parts[0].pk)).status_code == 302
    late = clerk.post(ARRIVAL, typed(part=parts[0].pk, subject="نفسها", anyway="yes"))
    assert late.status_code == 409
    assert Letter.objects.count() == 1


def test_one_form_sent_twice_is_one_letter(clerk, parts):
    form = typed(part=parts[0].pk)
    first, second = clerk.post(ARRIVAL, form), clerk.post(ARRIVAL, form)
    assert first["Location"] == second["Location"]


def test_a_scan_chosen_before_the_warning_need_not_be_chosen_again(clerk, entered):
    entered(reference="12/م/2026")
    again = typed(reference="12/م/2026", subject="موضوع آخر")
    warned = clerk.post(ARRIVAL, {**again, "scan": SimpleUploadedFile("scan.png", picture("png"))})
    part = ScanPart.objects.get()
    assert (warned.status_code, f'value="{part.pk}"' in warned.content.decode()) == (409, True)
    assert clerk.get(TRAY).content.decode().count("scan-line") == 0
    answer = clerk.post(ARRIVAL, {**again, "part": part.pk, "anyway": "yes"})
    letter = Letter.objects.get(pk=answer["Location"].split("/")[-2])
    assert letter.papers.get().document.name == "scan.png"


def test_nor_where_something_else_was_wrong(clerk, registry):
    scan = SimpleUploadedFile("scan.png", picture("png"))
    page = clerk.post(ARRIVAL, typed(subject="", scan=scan)).content.decode()
    assert f'value="{ScanPart.objects.get().pk}"' in page


def test_an_envelope_that_stays_sealed_takes_no_scan(clerk, parts):
    answer = clerk.post(ARRIVAL, typed(part=parts[0].pk, secrecy="sealed"))
    assert "field-error" in answer.content.decode()
    assert not Letter.objects.exists()


def test_parts_are_joined_split_and_set_aside(clerk, parts):
    place = f"{TRAY}{parts[0].pk}"
    assert clerk.post(f"{place}/join", {}).status_code == 302
    assert clerk.post(f"{place}/split", {"page": 2}).status_code == 302
    assert parts_waiting().count() == 2
    assert clerk.post(f"{place}/aside", {"reason": "إشهار"})["Location"] == TRAY
    assert "إشهار" in clerk.get(f"{TRAY}aside").content.decode()
    assert clerk.post(f"{place}/up", {}).status_code == 302
    assert clerk.get(place).status_code == 200


def test_a_file_that_cannot_be_cut_is_named_and_noted(clerk, registry, at):
    clerk.post(f"{TRAY}add", {"scans": [SimpleUploadedFile("empty.pdf", PDF)]})
    cut_batches(at=at)
    batch = ScanBatch.objects.get()
    assert "empty.pdf" in clerk.get(TRAY).content.decode()
    assert clerk.get(f"{TRAY}files/{batch.pk}")["Content-Disposition"].startswith("attachment")
    assert clerk.post(f"{TRAY}files/{batch.pk}/dismiss", {"reason": "فارغ"}).status_code == 302
    assert "empty.pdf" not in clerk.get(TRAY).content.decode()


def test_the_original_is_given_until_part_of_it_is_a_letter(clerk, parts):
    place = f"{TRAY}files/{parts[0].batch_id}"
    assert clerk.get(place).status_code == 200
    clerk.post(ARRIVAL, typed(part=parts[0].pk))
    assert clerk.get(place).status_code == 404
    assert clerk.get(f"{TRAY}{parts[0].pk}").status_code == 404


def test_separator_sheets_are_printed(clerk, entered):
    assert clerk.get(f"{TRAY}separators.pdf?count=3").content.startswith(b"%PDF-")
    assert clerk.get(f"{TRAY}separators.pdf?count=0").status_code == 302
    letter = entered()
    assert clerk.get(f"/desk/registry/letters/{letter.pk}/separator.pdf").content.startswith(b"%PDF-")


def test_whoever_keeps_no_register_finds_no_tray(sign_in, parts):
    for name in ("agent", "auditor", "director"):
        assert sign_in(name).get(TRAY).status_code == 404
        assert sign_in(name).get(f"{TRAY}{parts[0].pk}/pages/0.jpg").status_code == 404


READ = "جمعية النخيل للتنمية\nسطات في 3 نونبر 2026\nعدد: 12/2026\nالموضوع: <b>طلب ربط</b>"


def test_what_was_read_is_proposed_and_nothing_is_filled_in(clerk, entered, parts):
    entered(name="جمعية النخيل للتنمية", kind="association")
    assert "مقروء آليا" not in clerk.get(f"{ARRIVAL}?part={parts[0].pk}").content.decode()
    ScanPart.objects.filter(pk=parts[0].pk).update(text=READ)
    answer = clerk.get(f"{ARRIVAL}?part={parts[0].pk}")
    page, offers = answer.content.decode(), {one.field: one.value for one in answer.context["proposals"]}
    told = {"name": "جمعية النخيل للتنمية", "subject": "<b>طلب ربط</b>", "reference": "12/2026"}
    assert offers == told | {"written_on": "2026-11-03"}
    assert "مقروء آليا" in page
    assert "<b>طلب ربط" not in page
    assert answer.context["form"]["subject"].value() is None
