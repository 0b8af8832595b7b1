"""Exports of the desk: the rows of the list in view, on record, without what must not leave."""

import csv
import gc
import io
import json
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.db import connection

from shubbak.desk import exporting
from shubbak.insights.streaming import Stream
from shubbak.journal.models import Leaf
from shubbak.journal.queries import lines_about

EXPORT = "/desk/export"
WITH_PERSONS = {"personal": "on", "reason": "تقرير إلى العمالة"}


def body_of(answer):
    return b"".join(answer.streaming_content)


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(body_of(answer).decode("utf-8-sig"), newline="")))


def lines():
    abouts = Leaf.objects.filter(what="export.begun").values_list("about", flat=True)
    return [line for about in abouts for line in lines_about(about)]


@pytest.fixture
def head(office, sign_in):
    return sign_in("head")


@pytest.fixture
def secretary(office, sign_in):
    return sign_in("secretary")


def test_the_table_holds_the_list_in_view(office, secretary):
    by_phone, other = office.deposit(channel="phone"), office.deposit()
    rows = rows_of(secretary.get(EXPORT, {"tab": "all", "format": "csv"}))
    assert {row["الرقم"] for row in rows} == {by_phone.number, other.number}
    rows = rows_of(secretary.get(EXPORT, {"tab": "all", "channel": "phone", "format": "csv"}))
    assert [row["الرقم"] for row in rows] == [by_phone.number]


def test_a_search_is_exported_whole(office, secretary):
    found, _other = office.deposit(), office.deposit(answers={"name": "سعيد العلوي"})
    answer = secretary.get(EXPORT, {"words": "أمينة", "format": "json"})
    assert [row["number"] for row in json.loads(body_of(answer))["rows"]] == [found.number]


def test_the_same_list_leaves_as_a_workbook(office, secretary):
    case = office.deposit()
    answer = secretary.get(EXPORT, {"tab": "all", "format": "xlsx"})
    sheet = ZipFile(io.BytesIO(body_of(answer))).read("xl/worksheets/sheet1.xml").decode()
    assert case.number in sheet
    assert 'rightToLeft="1"' in sheet


def test_nothing_of_other_units_leaves(office, head):
    office.deposit()
    assert rows_of(head.get(EXPORT, {"tab": "all", "format": "csv"})) == []


@pytest.mark.asvs("14.2.4")
def test_persons_leave_only_with_a_reason(office, secretary):
    office.deposit()
    plain = body_of(secretary.get(EXPORT, {"format": "csv"})).decode()
    assert "أمينة" not in plain
    assert "0661000041" not in plain
    refused = secretary.get(EXPORT, {"format": "csv", "personal": "on"})
    assert not refused.streaming
    assert "reason" in refused.context["form"].errors
    [row] = rows_of(secretary.get(EXPORT, {"format": "csv", **WITH_PERSONS}))
    assert (row["المعني بالأمر"], row["الهاتف"]) == ("أمينة بناني", "0661000041")


@pytest.mark.asvs("15.3.1")
def test_an_identity_number_never_leaves(office, secretary):
    case = office.deposit()
    type(case.applicant).objects.filter(pk=case.applicant_id).update(
        identity_kind="national_card", identity_number="G123481"
    )
    for kind in ("csv", "json"):
        content = body_of(secretary.get(EXPORT, {"format": kind, **WITH_PERSONS})).decode()
        assert "G123481" not in content
        assert "G••••81" in content


def test_an_export_is_on_record_with_its_reason_and_its_end(office, secretary):
    office.deposit(channel="phone")
    body_of(secretary.get(EXPORT, {"format": "csv", "tab": "all", "channel": "phone", **WITH_PERSONS}))
    begun, ended = lines()
    assert (begun.what, ended.what) == ("export.begun", "export.ended")
    wanted = {"list": "queue", "tab": "all", "channel": "phone", "format": "csv", "rows": 1, "personal": True}
    assert begun.facts == wanted
    assert (begun.actor_name, begun.private) == ("secretary", {"reason": "تقرير إلى العمالة"})
    assert ended.facts == {"rows": 1, "complete": True}


def test_a_reader_who_goes_away_ends_the_export(office, secretary):
    office.deposit()
    answer = secretary.get(EXPORT, {"format": "csv"})
    assert next(answer.streaming_content)
    answer._iterator.close()  # what the web server does, by way of the test client
    assert [line.facts.get("complete") for line in lines()] == [None, False]
    assert not connection.needs_rollback


def test_what_nobody_closed_ends_before_the_next_request_of_its_thread(office, secretary):
    office.deposit()
    secretary.get(EXPORT, {"format": "csv"})
    gc.collect()
    assert [line.facts.get("complete") for line in lines()] == [None]
    secretary.get("/desk/")
    assert [line.facts.get("complete") for line in lines()] == [None, False]


@pytest.mark.asvs("15.2.2")
def test_only_so_many_exports_are_under_way_at_once(office, secretary, monkeypatch):
    monkeypatch.setattr("shubbak.insights.streaming.PLACES", 0)
    answer = secretary.get(EXPORT, {"format": "csv"})
    assert answer.status_code == 503
    assert not answer.streaming


def test_a_table_that_fails_on_its_way_says_that_it_is_incomplete(office, secretary, monkeypatch):
    office.deposit()
    monkeypatch.setattr(exporting, "Stream", lambda *given: Stream(*given, longest=-1.0))
    answer = secretary.get(EXPORT, {"format": "csv"})
    collected = []
    with pytest.raises(TimeoutError):
        collected.extend(answer.streaming_content)
    assert "غير تام" in b"".join(collected).decode()


def test_agents_and_the_counter_take_no_table_away(office, sign_in):
    for name in ("agent", "counter"):
        client = sign_in(name)
        assert client.get(EXPORT, {"format": "csv"}).status_code == 403
        assert "تصدير" not in client.get("/desk/").content.decode()


@pytest.mark.asvs("3.5.3")
def test_nobody_is_led_to_an_export_by_another_site(office, secretary):
    answer = secretary.get(EXPORT, {"format": "csv"}, headers={"sec-fetch-site": "cross-site"})
    assert not answer.streaming


def test_a_reader_of_french_gets_french_columns(office, secretary):
    office.deposit()
    secretary.cookies["language"] = "fr"
    [row] = rows_of(secretary.get(EXPORT, {"format": "csv"}))
    assert row["Numéro"]
    assert row["Reçu le"].startswith("2026-11-17 10:00")


def test_a_file_leaves_as_an_archive_only_against_a_reason(office, secretary, signer):
    assert signer
    case = office.deposit()
    path = f"/desk/cases/{case.pk}/archive"
    assert "reason" in secretary.get(path, {"reason": " "}).context["form"].errors
    answer = secretary.get(path, {"reason": "طلب المحكمة"})
    with ZipFile(io.BytesIO(body_of(answer))) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[-1] == "manifest.note"
    begun, ended = lines()
    assert (begun.facts["case"], begun.private) == (case.number, {"reason": "طلب المحكمة"})
    assert ended.facts["complete"] is True


def test_without_the_signer_no_archive_leaves(office, secretary, settings, tmp_path):
    settings.SHUBBAK_SIGNER_SOCKET = tmp_path / "nobody.sock"
    answer = secretary.get(f"/desk/cases/{office.deposit().pk}/archive", {"reason": "طلب المحكمة"})
    assert (answer.status_code, lines()) == (503, [])


def test_an_archive_of_a_foreign_file_is_as_absent_as_one_of_nothing(office, head):
    case = office.deposit()
    for pk in (case.pk, uuid4()):
        assert head.get(f"/desk/cases/{pk}/archive", {"reason": "x"}).status_code == 404
