"""The database the tests work on."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction


@pytest.mark.asvs("13.2.2")
def test_a_test_works_with_the_application_role_which_owns_nothing(agency: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("shubbak_app", False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)


def test_an_agency_of_the_tests_is_chosen_on_the_connection(agency: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        assert cursor.fetchone() == ("miyah",)


def test_a_fresh_database_keeps_what_is_committed_to_itself(fresh_agency: Any, fresh_database: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_schema()")
        assert cursor.fetchone() == (fresh_database, "miyah")


@pytest.mark.asvs("13.2.2")
@pytest.mark.parametrize(
    "statement", ["CREATE TABLE here (id int)", "ALTER TABLE agencies_agency ADD x int", "DROP SCHEMA madina"]
)
def test_the_application_changes_no_structure(agency: Any, statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_arabic_letters_are_letters_to_the_search_for_similar_words(agency: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(show_trgm('صمام'))")
        assert cursor.fetchone() == (5,)


def test_the_server_listens_on_no_network(agency: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('listen_addresses'), inet_server_addr()")
        assert cursor.fetchone() == ("", None)
