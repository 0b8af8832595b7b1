"""Files in pieces (tus 1.0), bound to the draft that this browser writes."""

import hashlib
from base64 import b64encode
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from shubbak.cases.models import Draft, DraftPaper
from shubbak.documents.actions import sweep_parts
from shubbak.documents.models import Upload
from shubbak.documents.queries import open_document
from shubbak.documents.rules import LARGEST_PIECE
from shubbak.documents.store import part_of
from tests.portal.writing import FORM, answer, html

WHERE = f"{FORM}/uploads"
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"


def noisy(width: int = 1000) -> bytes:
    """A photograph of more than two pieces."""
    drawn = BytesIO()
    Image.effect_noise((width, width), 90).convert("RGB").save(drawn, "PNG")
    return drawn.getvalue()


PHOTO = noisy()


@pytest.fixture
def writer(visitor, office, tmp_path, settings) -> Client:
    """A visitor who has begun a complaint."""
    settings.SHUBBAK_FILES = tmp_path
    answer(visitor, "problem")
    return visitor


def begin(client: Client, length: int = len(PHOTO), name: str = "عداد.png", **told: str):
    given = {"requirement": "photo", "filename": name, "mark": "17", **told}
    metadata = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in given.items())
    headers = {**TUS, "Upload-Length": str(length), "Upload-Metadata": metadata}
    return client.post(WHERE, headers=headers)


def patch(client: Client, url: str, offset: int, content: bytes, **headers: str):
    given = {**TUS, "Upload-Offset": str(offset), **headers}
    return client.patch(url, content, content_type=PIECE, headers=given)


def send(client: Client, url: str, content: bytes, start: int = 0):
    for offset in range(start, len(content), LARGEST_PIECE):
        answered = patch(client, url, offset, content[offset : offset + LARGEST_PIECE])
    return answered


def test_a_file_in_three_pieces_lies_beside_the_draft_as_it_was_sent(writer):
    begun = begin(writer)
    assert begun.status_code == 201
    assert send(writer, begun["Location"], PHOTO)["Upload-Offset"] == str(len(PHOTO))
    paper = DraftPaper.objects.select_related("document__file").get()
    assert (paper.requirement, paper.document.name) == ("photo", "عداد.png")
    with open_document(paper.document) as kept:
        assert kept.read() == PHOTO


def test_the_server_says_how_far_it_is_and_until_when(writer):
    url = begin(writer)["Location"]
    patch(writer, url, 0, PHOTO[:1000])
    told = writer.head(url, headers=TUS)
    assert (told["Upload-Offset"], told["Upload-Length"]) == ("1000", str(len(PHOTO)))
    assert "no-store" in told["Cache-Control"]
    assert told["Upload-Expires"].endswith("GMT")


def test_after_a_cut_it_goes_on_where_it_stood(writer):
    url = begin(writer)["Location"]
    patch(writer, url, 0, PHOTO[:1000])
    assert patch(writer, url, 0, PHOTO[:1000]).status_code == 409
    send(writer, url, PHOTO, start=1000)
    assert DraftPaper.objects.get().document.file_id == hashlib.sha256(PHOTO).hexdigest()


def test_bytes_that_a_crash_left_behind_the_offset_are_cut_off(writer):
    url = begin(writer)["Location"]
    patch(writer, url, 0, PHOTO[:1000])
    with part_of("miyah", Upload.objects.get().pk).open("ab") as part:
        part.write(b"x" * 5000)
    send(writer, url, PHOTO, start=1000)
    assert DraftPaper.objects.get().document.file_id == hashlib.sha256(PHOTO).hexdigest()


def test_the_last_piece_sent_again_changes_nothing(writer):
    url = begin(writer)["Location"]
    send(writer, url, PHOTO)
    assert writer.head(url, headers=TUS)["Upload-Offset"] == str(len(PHOTO))
    nothing = {"CONTENT_TYPE": PIECE, "CONTENT_LENGTH": "0"}
    headers = {**TUS, "Upload-Offset": str(len(PHOTO))}
    assert writer.patch(url, headers=headers, **nothing).status_code == 204
    assert DraftPaper.objects.count() == 1


def test_a_piece_that_does_not_say_its_length_is_refused(writer):
    headers = {**TUS, "Upload-Offset": "0"}
    url = begin(writer)["Location"]
    assert writer.patch(url, headers=headers, CONTENT_TYPE=PIECE, CONTENT_LENGTH="").status_code == 411


def test_another_version_of_the_protocol_is_refused(writer):
    url = begin(writer)["Location"]
    for refused in (writer.head(url), writer.post(WHERE), writer.head(url, headers={"Tus-Resumable": "0.2"})):
        assert (refused.status_code, refused["Tus-Version"]) == (412, "1.0.0")


@pytest.mark.parametrize(
    ("offset", "kind", "status"),
    [("0", "application/json", 415), ("7", PIECE, 409), ("-1", PIECE, 400), ("", PIECE, 400)],
)
def test_each_refusal_has_the_status_and_the_headers_of_the_protocol(writer, offset, kind, status):
    url = begin(writer)["Location"]
    headers = {**TUS, "Upload-Offset": offset}
    refused = writer.patch(url, b"x", content_type=kind, headers=headers)
    assert (refused.status_code, refused["Tus-Resumable"]) == (status, "1.0.0")
    assert "Upload-Offset" not in refused


def test_every_answer_names_the_version(writer, settings):
    absent = f"{WHERE}/00000000-0000-4000-8000-000000000000"
    assert writer.head(absent, headers=TUS)["Tus-Resumable"] == "1.0.0"
    assert writer.head(absent)["Tus-Resumable"] == "1.0.0"
    assert writer.post(WHERE, headers=TUS)["Tus-Resumable"] == "1.0.0"  # no length
    settings.SHUBBAK_HOURLY_LIMITS = {"upload": 0}
    held_back = begin(writer)
    assert (held_back.status_code, held_back["Tus-Resumable"]) == (429, "1.0.0")


def test_options_tells_what_the_server_can(writer):
    told = writer.options(WHERE)
    assert (told.status_code, told["Tus-Version"]) == (204, "1.0.0")
    assert set(told["Tus-Extension"].split(",")) == {"creation", "expiration", "checksum", "termination"}


@pytest.mark.asvs("5.2.1")
def test_too_much_is_refused_before_it_comes_and_while_it_comes(writer):
    large = begin(writer, length=200_000_000)
    assert large.status_code == 413
    assert "هذا الملف أكبر من" in html(large)
    url = begin(writer, length=100)["Location"]
    assert patch(writer, url, 0, b"x" * 101).status_code == 413
    assert patch(writer, url, 0, b"x" * (LARGEST_PIECE + 1)).status_code == 413


@pytest.mark.parametrize("method", ["head", "patch", "delete"])
@pytest.mark.asvs("8.2.2")
def test_nobody_else_sees_continues_or_ends_it(writer, method):
    url = begin(writer)["Location"]
    headers = {**TUS, "Upload-Offset": "0", "host": "miyah.localhost"}
    stranger = Client(headers={"host": "miyah.localhost"})
    answer(stranger, "problem")  # with a draft of their own
    there = getattr(stranger, method)(url, headers=headers)
    absent = getattr(stranger, method)(f"{WHERE}/00000000-0000-4000-8000-000000000000", headers=headers)
    assert there.status_code == absent.status_code == 404
    assert Upload.objects.get().offset == 0


def test_after_its_day_it_is_gone_and_swept(writer, monkeypatch):
    url = begin(writer)["Location"]
    patch(writer, url, 0, PHOTO[:1000])
    later = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert writer.head(url, headers=TUS).status_code == 410
    assert patch(writer, url, 1000, PHOTO[1000:2000]).status_code == 410
    assert sweep_parts(at=later) == 1
    assert writer.head(url, headers=TUS).status_code == 404


def test_a_forgotten_upload_leaves_no_bytes(writer, django_capture_on_commit_callbacks):
    url = begin(writer)["Location"]
    patch(writer, url, 0, PHOTO[:1000])
    part = part_of("miyah", Upload.objects.get().pk)
    assert part.stat().st_size == 1000
    with django_capture_on_commit_callbacks(execute=True):
        assert writer.delete(url, headers=TUS).status_code == 204
    assert not part.exists()


def test_what_is_not_what_it_says_is_refused_with_the_words_of_the_form(writer):
    program = b"MZ" + b"\0" * 500
    url = begin(writer, length=len(program))["Location"]
    refused = patch(writer, url, 0, program)
    assert refused.status_code == 422
    assert "محتوى هذا الملف" in html(refused)
    assert (Upload.objects.count(), DraftPaper.objects.count()) == (0, 0)


@pytest.mark.parametrize("told", [{"requirement": "contract"}, {"requirement": ""}])
def test_only_papers_that_the_form_asks_for_are_taken(writer, told):
    assert begin(writer, **told).status_code == 404


def test_a_format_that_is_not_taken_is_refused_before_it_comes(writer):
    assert begin(writer, name="page.html").status_code == 413


def test_a_wrong_checksum_costs_the_piece_alone(writer):
    url = begin(writer)["Location"]
    right = b64encode(hashlib.sha256(PHOTO[:1000]).digest()).decode()
    wrong = {"Upload-Checksum": f"sha256 {b64encode(b'x' * 32).decode()}"}
    assert patch(writer, url, 0, PHOTO[:1000], **wrong).status_code == 460
    assert patch(writer, url, 0, PHOTO[:1000], **{"Upload-Checksum": f"sha256 {right}"}).status_code == 204


def test_only_a_checked_post_may_mean_another_method(writer):
    url = begin(writer)["Location"]
    override = {**TUS, "X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    assert writer.post(url, PHOTO[:10], content_type=PIECE, headers=override).status_code == 204
    ended = {**TUS, "X-HTTP-Method-Override": "DELETE"}
    assert writer.get(url, headers=ended).status_code == 405
    strict = Client(enforce_csrf_checks=True, headers={"host": "miyah.localhost"})
    strict.cookies = writer.cookies
    assert strict.post(url, headers=ended).status_code == 403


def test_the_page_says_what_has_not_arrived_whole(writer):
    url = begin(writer)["Location"]
    patch(writer, url, 0, PHOTO[:1000])
    page = html(writer.get(f"{FORM}/q/photos"))
    assert f'data-upload="{url}"' in page
    assert "عداد.png" in page
    assert "اختاروا الملف نفسه مرة أخرى" in page


def test_the_first_file_begins_the_draft(visitor, office, tmp_path, settings):
    settings.SHUBBAK_FILES = tmp_path
    begun = begin(visitor)
    assert begun.status_code == 201
    assert visitor.head(begun["Location"], headers=TUS).status_code == 200
    assert Draft.objects.count() == 1


def test_uploads_beyond_five_make_room_for_the_next(writer):
    first = begin(writer)["Location"]
    for _ in range(5):
        begin(writer)
    assert Upload.objects.count() == 5
    assert writer.head(first, headers=TUS).status_code == 404
