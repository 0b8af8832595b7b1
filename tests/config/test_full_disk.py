"""A disk without room: who sends something is told that it was not kept, and may send it again."""

import errno
import os
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client

from shubbak.cases.models import Draft
from shubbak.documents import store
from shubbak.foundation.full_disk import is_disk_full
from shubbak.journal.actions import action
from tests.api.conftest import Caller
from tests.cases.office import open_office
from tests.portal.writing import ANSWERS, FORM, answer, html, photograph

WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def no_room_in_the_database():
    def refuse(execute, sql, params, many, context):
        if str(sql).lstrip().startswith(WRITES):
            raise OperationalError("could not extend file") from psycopg.errors.DiskFull()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def no_room_for_papers(self, chunk):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def office(agency, at):
    return open_office(at)


@pytest.fixture
def visitor(office):
    return Client(headers={"host": "miyah.localhost"}, raise_request_exception=False)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_form_is_answered_by_a_page_that_sends_it_again(visitor, language):
    said = {
        "ar": "لم يُحفظ شيء مما أرسلتموه",
        "fr": "Rien de ce que vous avez envoyé n’a été conservé",
        "en": "Nothing of what you sent was kept",
    }
    visitor.cookies["language"] = language
    with no_room_in_the_database():
        refused = answer(visitor, "contact", name="<أمينة>")
    assert (refused.status_code, refused["Retry-After"]) == (503, "60")
    assert said[language] in html(refused)
    assert 'name="name" value="&lt;أمينة&gt;"' in html(refused)
    assert not Draft.objects.exists()
    assert answer(visitor, "contact", name="أمينة").status_code == 302


def test_no_room_for_papers_is_said_and_the_files_are_chosen_again(visitor, monkeypatch):
    answer(visitor, "problem")
    monkeypatch.setattr(store.Incoming, "write", no_room_for_papers)
    refused = visitor.post(f"{FORM}/q/photos", {**ANSWERS["photos"], "photos": photograph()})
    assert refused.status_code == 503
    assert "لم تعد لدينا مساحة" in html(refused)


def test_who_had_a_part_kept_is_not_told_that_nothing_was(visitor, monkeypatch):
    def half(**told):
        action(lambda: None)()
        raise OSError(errno.EDQUOT, "quota")

    monkeypatch.setattr("shubbak.portal.depositing.actions.save_draft", half)
    refused = html(answer(visitor, "problem"))
    assert "إلا جزء مما قمتم به" in refused
    assert "لم يُحفظ شيء" not in refused


def test_a_program_reads_a_problem(office):
    caller = Caller()
    with no_room_in_the_database():
        refused = caller.deposit(str(uuid4()))
    told = refused.json()
    assert (refused.status_code, refused["Retry-After"]) == (503, "60")
    assert refused["Content-Type"] == "application/problem+json"
    assert told["type"] == "urn:shubbak:problem:disk-full"


def test_other_faults_stay_what_they_are():
    assert not is_disk_full(OSError(errno.EACCES, "no"))
    assert not is_disk_full(OperationalError("gone"))
