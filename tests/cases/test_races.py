"""What happens at the same time: no double (P4), no gap (P3), no second taker."""

from unittest.mock import patch
from uuid import uuid4

import pytest

from shubbak.cases.actions import advance
from shubbak.cases.models import Case
from shubbak.cases.rules import Refused
from shubbak.config.invariants import violations
from shubbak.journal import actions as journal
from shubbak.registry.models import Entry, Series
from tests.cases.racing import race
from tests.cases.test_workflow import referred


class Interrupted(Exception):
    pass


@pytest.mark.asvs("2.3.4")
@pytest.mark.promise("P4")
def test_fifty_identical_posts_are_one_entry(real_office, fresh_agency):
    key = uuid4()
    cases = race(fresh_agency, 50, lambda _: real_office.deposit(submission_id=key))
    assert len({case.pk for case in cases}) == 1
    assert Entry.objects.count() == 1
    assert Series.objects.get(register__code="complaints").last == 1


@pytest.mark.asvs("2.3.3")
@pytest.mark.promise("P3")
def test_an_exception_after_the_number_was_taken_leaves_no_gap(real_office, fresh_agency):
    append = journal.append

    def failing(lines, rows):
        if any(line.what == "case.deposited" and line.about.startswith(("3/", "5/")) for line in lines):
            failing.times += 1
            if failing.times <= 4:
                raise Interrupted
        append(lines, rows)

    failing.times = 0
    with patch.object(journal, "append", failing):
        results = race(fresh_agency, 12, lambda _: real_office.deposit())
    registered = [result for result in results if isinstance(result, Case)]
    assert sum(isinstance(result, Interrupted) for result in results) == 4
    numbers = sorted(Entry.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(registered) + 1))


@pytest.mark.promise("P3")
def test_what_many_deposited_at_once_keeps_every_invariant(real_office, fresh_agency, at):
    race(fresh_agency, 16, lambda _: real_office.deposit())
    assert Entry.objects.count() == 16
    assert violations(fresh_agency, at=at) == []


def test_one_of_many_takes_the_file(real_office, fresh_agency):
    case = referred(real_office)
    takers = [real_office.actor(name) for name in ("agent", "colleague")] * 4
    results = race(
        fresh_agency,
        len(takers),
        lambda rank: advance(case=case, step="take", actor=takers[rank], at=real_office.at),
    )
    assert sum(isinstance(result, Case) for result in results) == 1
    refused = [result for result in results if isinstance(result, Refused)]
    assert {refusal.code for refusal in refused} == {"changed_meanwhile"}
    assert len(refused) == len(takers) - 1
