"""A file is stored as sent, or refused with a reason."""

import hashlib
import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shubbak.documents import store
from shubbak.documents.actions import store_bytes, store_upload, sweep_orphans
from shubbak.documents.models import Document, StoredFile
from shubbak.documents.queries import open_document
from shubbak.documents.rules import FORMATS, FilePolicy, FileRefused, Refusal, normalised_name
from shubbak.documents.serving import as_attachment
from shubbak.documents.wording import refusal_words
from tests.documents.hostile import HOSTILE, PDF, WELCOME, picture

EVERYTHING = FilePolicy(formats=tuple(FORMATS), max_bytes=1_000_000)


@pytest.fixture(autouse=True)
def _own_store(tmp_path, settings):
    settings.SHUBBAK_FILES = tmp_path


def sent(name: str, content: bytes, at, allowed: FilePolicy = EVERYTHING) -> Document:
    return store_upload(stream=io.BytesIO(content), name=name, allowed=allowed, at=at)


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", WELCOME)
def test_a_file_is_stored_as_it_was_sent(agency, at, name):
    document = sent(name, WELCOME[name], at)
    with open_document(document) as file:
        assert file.read() == WELCOME[name]
    assert document.file_id == hashlib.sha256(WELCOME[name]).hexdigest()
    assert (document.name, document.scan) == (name, "pending")


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_leaves_nothing(agency, at, name, tmp_path):
    content, reason = HOSTILE[name]
    with pytest.raises(FileRefused) as refused:
        sent(name, content, at)
    assert refused.value.reason == reason
    assert files_under(tmp_path) == []


@pytest.mark.asvs("5.2.1")
def test_a_file_above_the_limit_is_refused_while_it_streams(agency, at, tmp_path):
    read = []

    class Endless:
        def read(self, size=-1):
            read.append(size)
            return b"\xff" * size

    with pytest.raises(FileRefused) as refused:
        store_upload(stream=Endless(), name="a.jpg", allowed=FilePolicy(max_bytes=1_000_000), at=at)
    assert (refused.value.reason, files_under(tmp_path)) == (Refusal.TOO_BIG, [])
    assert sum(read) < 1_600_000


@pytest.mark.asvs("5.3.2")
def test_the_bytes_lie_under_their_hash_before_the_commit(agency, at, tmp_path):
    digest = hashlib.sha256(PDF).hexdigest()
    with transaction.atomic():
        sent("file.pdf", PDF, at)
        assert (tmp_path / "miyah" / digest[:2] / digest[2:4] / digest).read_bytes() == PDF
        transaction.set_rollback(True)


def test_file_then_folder_are_synced_and_the_rename_lies_between(agency, at, monkeypatch):
    seen = []
    fsync, rename = os.fsync, Path.replace
    is_folder = lambda fd: os.path.isdir(f"/proc/self/fd/{fd}")  # noqa: E731
    monkeypatch.setattr(
        os, "fsync", lambda fd: (seen.append("folder" if is_folder(fd) else "file"), fsync(fd))
    )
    monkeypatch.setattr(Path, "replace", lambda path, to: (seen.append("rename"), rename(path, to)))
    sent("file.pdf", PDF, at)
    assert seen[0] == "file"
    assert seen[-2:] == ["rename", "folder"]


def test_the_same_bytes_are_stored_once(agency, at):
    assert sent("a.pdf", PDF, at).file_id == sent("b.pdf", PDF, at).file_id
    assert StoredFile.objects.count() == 1


@pytest.mark.asvs("8.4.1")
def test_each_agency_has_its_own_store(agency, at, tmp_path):
    sent("a.pdf", PDF, at)
    assert [path.name for path in tmp_path.iterdir()] == ["miyah"]


def test_a_paper_of_our_own_needs_no_scan(agency, at):
    document = store_bytes(content=PDF, name="receipt.pdf", format_code="pdf", at=at)
    assert (document.scan, document.direction) == ("clean", "out")


@pytest.mark.asvs("3.2.1")
@pytest.mark.asvs("5.3.1")
@pytest.mark.asvs("5.4.1")
def test_a_file_goes_back_as_an_attachment_in_a_sandbox(agency, at):
    response = as_attachment(sent("صورة.jpg", picture("JPEG"), at))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox;")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert b"".join(response) == picture("JPEG")


def test_a_file_that_no_document_names_goes_after_two_sweeps(agency, at, tmp_path):
    document = sent("a.pdf", PDF, at)
    document.delete()
    path = store.path_of("miyah", document.file_id)
    os.utime(path, (at.timestamp(), at.timestamp()))
    assert sweep_orphans(at=at + timedelta(hours=23)) == 0
    assert sweep_orphans(at=at + timedelta(days=2)) == 1
    assert files_under(tmp_path) == []


def test_nothing_leaves_the_store_while_a_backup_is_made(agency, at, tmp_path):
    document = sent("a.pdf", PDF, at)
    document.delete()
    path = store.path_of("miyah", document.file_id)
    os.utime(path, (at.timestamp(), at.timestamp()))
    with store.removals_held():
        assert sweep_orphans(at=at + timedelta(days=2)) == 0
    assert path.exists()
    assert sweep_orphans(at=at + timedelta(days=3)) == 1


def test_a_sweep_leaves_named_files_alone(agency, at):
    document = sent("a.pdf", PDF, at)
    os.utime(store.path_of("miyah", document.file_id), (at.timestamp(), at.timestamp()))
    assert sweep_orphans(at=at + timedelta(days=400)) == 0
    assert Document.objects.count() == 1


def test_a_file_stored_again_survives_a_sweep_that_had_chosen_it(tmp_path):
    path = tmp_path / "miyah" / "ab" / "file"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"again")
    assert not store.remove_if_older(path, before=path.stat().st_mtime - 1)
    assert path.exists()


@pytest.mark.asvs("5.4.2")
@given(st.text(max_size=300))
def test_a_name_is_always_short_visible_and_a_name(name):
    shown = normalised_name(name)
    assert 0 < len(shown) <= 120
    assert not set(shown) & set('/\\<>:"|?*\n\r\t\0\u202e\u200f\u2066')


@given(st.text(min_size=1, max_size=200))
def test_the_extension_survives_the_cut(stem):
    assert normalised_name(stem + ".pdf").endswith("pdf")


@pytest.mark.asvs("5.4.2")
def test_a_name_cannot_turn_its_extension_round():
    assert normalised_name("facture\u202efdp.exe") == "facturefdp.exe"


@pytest.mark.asvs("5.3.2")
def test_a_name_keeps_no_path():
    assert normalised_name("C:\\temp\\..\\../etc/passwd.png") == "passwd.png"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "هذا الملف أكبر من 10 ميغابايت. صوّروا الوثيقة بالهاتف وأرسلوا الصورة."),
        ("fr", "Ce fichier dépasse 10 Mo. Photographiez la pièce et envoyez la photo."),
        ("en", "This file is larger than 10 MB. Photograph the document and send the photograph."),
    ],
)
def test_a_refusal_says_what_to_do(language, words):
    with translation.override(language):
        assert refusal_words(FileRefused(Refusal.TOO_BIG, limit=10 * 1024 * 1024)) == words


@pytest.mark.parametrize("reason", [reason for reason in Refusal])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_refusal_has_its_sentence_in_each_language(reason, language):
    refused = FileRefused(reason, limit=1024**2, count=3, formats="PDF")
    with translation.override("en"):
        english = refusal_words(refused)
    with translation.override(language):
        assert refusal_words(refused) not in ("", english)


def test_djangos_own_uploaded_file_is_taken_too(agency, at):
    upload = SimpleUploadedFile("a.pdf", PDF)
    assert store_upload(stream=upload, name=upload.name, allowed=EVERYTHING, at=at).file.size == len(PDF)
