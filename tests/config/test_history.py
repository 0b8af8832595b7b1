"""The history of the demonstration town, over its named cases and a few days of its crowd."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import connection

from shubbak.agencies.models import Agency
from shubbak.cases.models import Case, CaseEvent
from shubbak.config.demonstration import history, letters
from shubbak.config.demonstration.crowd import read_story
from shubbak.config.demonstration.history import tell_history
from shubbak.config.demonstration.plan import Days, planned
from shubbak.config.demonstration.subscribers import tell_first
from shubbak.config.demonstration.town import agencies_of_town
from shubbak.config.invariants import violations
from shubbak.foundation.working_time.countries import country_calendar
from shubbak.payments.ledger.queries import guarantee_of
from shubbak.utility.bills.models import Bill
from shubbak.utility.subscriptions.models import Contract, Holding
from tests.signer import signer as signer

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DAYS = 5


def omran() -> Agency:
    return Agency.objects.get(code="omran")


def events() -> list[tuple[str, str, datetime]]:
    return list(CaseEvent.objects.order_by("id").values_list("case__number", "what", "at"))


class Killed(BaseException):
    """What a process that is ended does not survive."""


def test_a_history_that_was_killed_goes_on_and_does_nothing_twice(fresh_town, signer, monkeypatch):
    moves, whole = count(), history.make_move

    def killed(*given: object) -> None:
        if next(moves) == 25:
            raise Killed
        whole(*given)

    monkeypatch.setattr(history, "make_move", killed)
    with pytest.raises(Killed):
        tell_history(agency=omran(), at=NOW, days=DAYS)
    before = events()
    told = tell_history(agency=omran(), at=NOW, days=DAYS)
    assert events()[: len(before)] == before
    assert told == Case.objects.count() > len(read_story("omran")["cases"])
    assert len(set(events())) == len(events()) > len(before)
    assert violations(omran(), at=NOW + timedelta(minutes=1)) == []
    after = events()
    connection.set_tenant(omran())
    tell_history(agency=omran(), at=NOW, days=DAYS)
    assert events() == after


@pytest.mark.parametrize("code", [body.code for body in agencies_of_town()])
def test_half_a_year_of_each_body_is_planned_in_the_order_of_its_time(code):
    story = read_story(code)
    calendar = country_calendar(story["country"])
    moves = planned(story, Days(code, calendar, NOW, 183))
    assert [one.at for one in moves] == sorted(one.at for one in moves)
    assert moves[-1].at <= NOW
    assert moves == planned(story, Days(code, calendar, NOW, 183))
    assert not {one.move["do"] for one in moves if one.move} & set(letters.DEEDS), "a step, or about a letter"


def test_those_who_move_in_at_the_gulf_pay_the_deposit_and_have_accounts(fresh_town, signer):
    kahraba = Agency.objects.get(code="kahraba")
    tell_history(agency=kahraba, at=NOW, days=DAYS)
    moved, running = Case.objects.filter(service="move-in"), Contract.objects.filter(ends=None)
    supplied = moved.filter(result="activated")
    held = Holding.objects.filter(contract__in=running)
    assert running.count() == 2 * supplied.count() >= 16
    assert set(held.values_list("person", flat=True)) == set(supplied.values_list("applicant", flat=True))
    assert {guarantee_of(one.payer_id) for one in held} == {0, 30_000, 50_000}
    assert set(moved.values_list("state", flat=True)) >= {"awaiting_payment", "waiting", "refused", "review"}
    assert violations(kahraba, at=NOW + timedelta(minutes=1)) == []


def test_who_moved_in_is_read_and_billed_with_the_others(fresh_town, signer, settings, tmp_path):
    settings.SHUBBAK_VENDING = tmp_path / "vending"
    kahraba = Agency.objects.get(code="kahraba")
    tell_history(agency=kahraba, at=NOW, days=DAYS)
    tell_first(agency=kahraba, now=NOW)
    moved = Contract.objects.filter(ends=None, point__contracts__ends__lt=NOW.date())
    assert Bill.objects.filter(contract__in=moved, period="2026-10").count() >= 2
    assert not Bill.objects.filter(contract__ends__lt=NOW.date()).exists()
    assert violations(kahraba, at=NOW + timedelta(minutes=1)) == []


def test_half_a_year_of_the_town_has_about_six_hundred_cases():
    brought = [
        one
        for body in agencies_of_town()
        for story in [read_story(body.code)]
        for one in planned(story, Days(body.code, country_calendar(story["country"]), NOW, 183))
        if one.move is None
    ]
    assert 550 <= len(brought) <= 680
    assert {one.case["channel"] for one in brought if "channel" in one.case} >= {"portal", "phone", "counter"}
