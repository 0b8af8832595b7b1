"""What one network may do in an hour, counted for all processes together."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection

from shubbak.agencies.actions import forget_used
from shubbak.agencies.models import Used
from shubbak.agencies.shares import is_within, lease_of


@pytest.fixture(autouse=True)
def new_process(agency):
    """Forgets what this process holds, as another process would know nothing of it."""
    cache.clear()
    return cache.clear


@pytest.fixture
def asks(at):
    def asked(network="198.51.100.0/24", share=10, amount=1, later=timedelta()):
        return is_within(what="read", network=network, share=share, at=at + later, amount=amount)

    return asked


@pytest.mark.asvs("2.3.2")
def test_a_network_has_its_share_and_no_more(asks):
    assert [asks(share=3) for _ in range(5)] == [True, True, True, False, False]


@pytest.mark.asvs("2.3.2")
def test_two_processes_have_one_share_together(asks, new_process):
    assert [asks(share=4) for _ in range(3)] == [True] * 3
    new_process()
    assert [asks(share=4) for _ in range(2)] == [True, False]


def test_another_network_and_another_hour_have_their_own(asks):
    assert [asks(share=1) for _ in range(2)] == [True, False]
    assert asks(share=1, network="203.0.113.0/24")
    assert asks(share=1, later=timedelta(hours=1))


def test_a_request_that_would_go_beyond_is_refused_whole(asks):
    assert asks(amount=8)
    assert not asks(amount=3)


def test_most_requests_cost_no_statement(asks, django_assert_num_queries):
    assert lease_of(3000, 1) == 60
    asks(network="203.0.113.0/24")
    with django_assert_num_queries(2):
        assert all(asks(share=3000) for _ in range(120))


def test_once_the_share_is_used_up_nothing_more_is_asked_of_the_database(asks, django_assert_num_queries):
    assert [asks(share=1) for _ in range(2)] == [True, False]
    with django_assert_num_queries(0):
        assert not asks(share=1)


def test_what_was_used_in_hours_that_are_over_is_forgotten(asks, at):
    asks()
    forget_used(at=at + timedelta(hours=2))
    assert not Used.objects.exists()


def test_the_count_is_no_burden_on_the_log_of_the_database(agency):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'agencies_used'")
        assert cursor.fetchone() == ("u",)
