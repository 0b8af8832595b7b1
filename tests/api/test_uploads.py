"""A file by itself, before what it belongs to."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shubbak.cases.actions import sweep_uploads
from shubbak.cases.queries.applicant import uploads_waiting
from shubbak.documents.models import Document
from tests.api.test_deposits import fields_of, pdf
from tests.documents.hostile import PDF


def test_the_answer_says_what_was_stored(caller):
    answer = caller.upload(pdf("صورة.pdf"))
    shown = answer.json()
    assert answer.status_code == 201
    assert (shown["name"], shown["size"], shown["media_type"]) == ("صورة.pdf", len(PDF), "application/pdf")


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", PDF), ("a.pdf", b"<html>"), ("a.pdf", b"")],
    ids=["kind", "content", "empty"],
)
def test_a_file_that_is_not_taken_says_why(caller, name, content):
    answer = caller.upload(SimpleUploadedFile(name, content))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "file")


def test_a_file_for_a_paper_that_the_service_does_not_know_is_refused(caller):
    assert fields_of(caller.upload(pdf(), document="passport")) == {"/document"}
    assert fields_of(caller.upload(pdf(), service="none")) == {"/service"}


def test_a_form_without_its_file_names_it(caller):
    assert "/file" in fields_of(caller.upload(""))


def test_a_body_that_is_no_form_is_refused(caller):
    answer = caller.post("/api/v1/uploads", {"service": "technical-complaint"})
    assert (answer.status_code, answer.headers["Accept"]) == (415, "multipart/form-data")


def test_a_broken_form_is_a_problem(caller):
    answer = caller.client.post(
        "/api/v1/uploads", b"x", content_type="multipart/form-data", HTTP_HOST="miyah.localhost"
    )
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")


def test_an_upload_waits_for_a_day_and_then_goes(caller, at):
    caller.upload(pdf())
    [sent] = Document.objects.all()
    assert uploads_waiting([sent.pk], sent.added_at + timedelta(hours=23))
    assert not uploads_waiting([sent.pk], sent.added_at + timedelta(hours=25))
    assert sweep_uploads(at=sent.added_at + timedelta(hours=49)) == 1


def test_an_upload_that_a_case_names_stays(caller):
    sent = caller.upload(pdf()).json()["id"]
    caller.deposit(papers=[{"document": sent, "requirement": "photo"}])
    kept = Document.objects.get(pk=sent)
    assert sweep_uploads(at=kept.added_at + timedelta(days=9)) == 0


def test_more_files_than_a_paper_takes_are_refused(caller):
    papers = [{"document": caller.upload(pdf()).json()["id"], "requirement": "photo"} for _ in range(6)]
    assert fields_of(caller.deposit(papers=papers)) == {"/papers"}


def test_one_file_is_named_once(caller):
    paper = {"document": caller.upload(pdf()).json()["id"], "requirement": "photo"}
    assert fields_of(caller.deposit(papers=[paper, paper])) == {"/papers"}
