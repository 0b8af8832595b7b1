"""The upload handler: counted while it streams, nothing kept that nobody takes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from shubbak.documents.actions import store_upload
from shubbak.documents.rules import FilePolicy, FileRefused, Refusal
from shubbak.documents.uploads import ReceivedFile
from tests.documents.hostile import PDF


@pytest.fixture(autouse=True)
def _own_store(tmp_path, settings):
    settings.SHUBBAK_FILES = tmp_path
    settings.FILE_UPLOAD_HANDLERS = ["shubbak.documents.uploads.CountedUploadHandler"]
    settings.SHUBBAK_UPLOAD_CEILING = 100_000


def received(content: bytes) -> ReceivedFile:
    request = RequestFactory().post("/", {"paper": SimpleUploadedFile("a.pdf", content)})
    return request.FILES["paper"]


def kept(folder) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_what_the_handler_wrote_is_moved_not_copied(agency, at, tmp_path):
    file = received(PDF)
    assert len(kept(tmp_path)) == 1
    document = store_upload(stream=file, name=file.name, allowed=FilePolicy(), at=at)
    file.close()
    assert kept(tmp_path) == [document.file_id]


def test_what_nobody_takes_goes_with_the_request(agency, tmp_path):
    received(PDF).close()
    assert kept(tmp_path) == []


@pytest.mark.asvs("5.2.1")
def test_above_the_ceiling_nothing_is_kept_and_the_reason_is_the_size(agency, at, tmp_path):
    file = received(b"x" * 200_000)
    assert kept(tmp_path) == []
    with pytest.raises(FileRefused) as refused:
        store_upload(stream=file, name=file.name, allowed=FilePolicy(), at=at)
    assert refused.value.reason == Refusal.TOO_BIG


def test_above_the_limit_of_the_service_it_is_refused_too(agency, at, tmp_path):
    file = received(PDF)
    with pytest.raises(FileRefused):
        store_upload(stream=file, name=file.name, allowed=FilePolicy(max_bytes=10), at=at)
    assert kept(tmp_path) == []
