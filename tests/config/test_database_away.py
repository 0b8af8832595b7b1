"""A database that goes away: nobody is told of a fault of ours, and what was typed can be sent again."""

from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, ProgrammingError, connection
from django.test import Client

from shubbak.cases.models import Draft
from shubbak.foundation.database_away import is_database_away
from tests import cluster
from tests.api.conftest import Caller
from tests.cases.office import open_office
from tests.portal.writing import answer, html
from tests.ports import free_port

WRITES = ("INSERT", "UPDATE", "DELETE")


def refused_line():
    psycopg.connect(f"host=127.0.0.1 port={free_port()} user=nobody dbname=none")


def ended_line():
    """The server itself ends it, as it does when it stops."""
    with psycopg.connect(cluster.test_home().database_url("shubbak_app", "postgres")) as line:
        line.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def closed_line():
    line = psycopg.connect(cluster.test_home().database_url("shubbak_app", "postgres"))
    line.close()
    line.execute("SELECT 1")


def bad_statement():
    with psycopg.connect(cluster.test_home().database_url("shubbak_app", "postgres")) as line:
        line.execute("SELECT no_such_column")


def slow_statement():
    with psycopg.connect(cluster.test_home().database_url("shubbak_app", "postgres")) as line:
        line.execute("SET statement_timeout = 20")
        line.execute("SELECT pg_sleep(5)")


@contextmanager
def away(trouble):
    """Whatever is written fails as `trouble` does at a real server."""

    def fail(execute, sql, params, many, context):
        if not str(sql).lstrip().startswith(WRITES):
            return execute(sql, params, many, context)
        try:
            trouble()
        except psycopg.Error as told:
            raise OperationalError(str(told)) from told

    with connection.execute_wrapper(fail):
        yield


@pytest.fixture
def office(agency, at):
    return open_office(at)


@pytest.fixture
def visitor(office):
    return Client(headers={"host": "miyah.localhost"}, raise_request_exception=False)


@pytest.mark.parametrize("trouble", [refused_line, ended_line, closed_line])
def test_a_form_is_answered_by_a_page_that_sends_it_again(visitor, trouble):
    with away(trouble):
        refused = answer(visitor, "contact", name="<أمينة>")
    assert (refused.status_code, refused["Retry-After"]) == (503, "15")
    assert 'name="name" value="&lt;أمينة&gt;"' in html(refused)
    assert not Draft.objects.exists()
    assert answer(visitor, "contact", name="أمينة").status_code == 302


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "تعذر الوصول إلى سجلاتنا"),
        ("fr", "Nos registres sont momentanément inaccessibles"),
        ("en", "Our records cannot be reached"),
    ],
)
def test_it_is_said_in_the_language_of_the_person_and_claims_nothing(visitor, language, said):
    visitor.cookies["language"] = language
    with away(refused_line):
        page = html(answer(visitor, "contact"))
    assert said in page
    assert "Nothing of what you sent was kept" not in page


def test_a_program_reads_a_problem(office):
    with away(ended_line):
        refused = Caller().deposit(str(uuid4()))
    assert (refused.status_code, refused["Retry-After"]) == (503, "15")
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["type"] == "urn:shubbak:problem:database-away"


def test_a_program_reads_a_problem_also_where_its_agency_cannot_be_found(office, monkeypatch):
    def lost(*_):
        raise OperationalError("lost") from psycopg.OperationalError("the connection is lost")

    monkeypatch.setattr("shubbak.agencies.middleware.look_at_shared", lost)
    program = Client(headers={"host": "miyah.localhost"}, raise_request_exception=False)
    refused = program.get("/api/v1/services")
    assert (refused.status_code, refused["Content-Type"]) == (503, "application/problem+json")
    assert "text/html" in program.get("/")["Content-Type"]


@pytest.mark.parametrize("trouble", [bad_statement, slow_statement])
def test_a_fault_of_ours_stays_a_fault(visitor, trouble):
    with away(trouble):
        assert answer(visitor, "contact").status_code == 500


def test_only_the_driver_is_believed():
    assert not is_database_away(OperationalError("the connection is closed"))
    assert not is_database_away(psycopg.InterfaceError("the cursor is closed"))
    assert not is_database_away(ProgrammingError("no such column"))
    assert not is_database_away(DatabaseError())
    assert not is_database_away(None)
