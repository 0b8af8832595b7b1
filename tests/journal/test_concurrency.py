"""Many writers at once: the head is locked last, so nobody waits for another in a circle."""

import threading

from django.db import connection

from shubbak.journal import audit, queries
from shubbak.journal.actions import action, record
from shubbak.journal.rules import SYSTEM

WRITERS, ACTS = 4, 12


def write(agency, at, number, errors):
    @action
    def act(rank):
        for part in range(rank % 3 + 1):
            record(
                what="test.acted",
                about=f"{number}/2026",
                actor=SYSTEM,
                at=at,
                facts={"n": rank, "part": part},
            )

    try:
        connection.set_tenant(agency)
        for rank in range(ACTS):
            act(rank)
    except Exception as error:  # the test shows whatever it was
        errors.append(error)
    finally:
        connection.close()


def test_writers_at_once_leave_one_tree_without_a_gap(fresh_agency, at):
    errors = []
    threads = [threading.Thread(target=write, args=(fresh_agency, at, n, errors)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert queries.tree_head().size == WRITERS * ACTS * 2
    assert list(audit.problems()) == []
    for number in range(WRITERS):
        facts = [line.facts["n"] for line in queries.lines_about(f"{number}/2026")]
        assert facts == sorted(facts)
