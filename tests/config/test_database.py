"""The database the tests work on."""

from typing import Any

from django.db import connection


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
