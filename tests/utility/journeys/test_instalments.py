"""What is owed in instalments: agreed by a file, shown on its page, followed until it is paid or breaks."""

from datetime import timedelta

import pytest

from shubbak.cases.letters import rendered_letter
from shubbak.cases.models import CaseLetter
from shubbak.cases.queries.tracking import tracking_view
from shubbak.cases.rules import Refused
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.actions import hold_payable, lapse_plans
from shubbak.payments.ledger.queries import dues_of
from shubbak.utility.journeys.following import follow_nightly
from shubbak.utility.journeys.instalments import instalments_for
from tests.payments.ledger_of_test import bill, paid
from tests.utility.journeys.files_of_test import CONTACT, file_of, offices
from tests.utility.subscriptions.village import CLERK, contract

PLAN = {"parts": "3"}


@pytest.fixture
def opened(agency, at):
    yield contract(at)
    assert list(audit.problems()) == []


@pytest.fixture
def payer(opened):
    return opened.holdings.get().payer


def asked(opened, at, parts="3"):
    said = {"contract": opened.number, "parts": parts}
    desk = file_of(offices(at), "instalment-plan", {**CONTACT, **said})
    desk.takes("take", "billing_agent")
    return desk


def agreed(opened, at):
    desk = asked(opened, at)
    desk.takes("agree", "billing_agent", details=PLAN, answer="أ")
    return desk


def test_each_bill_is_asked_in_parts_that_the_page_of_the_file_shows(opened, payer, at):
    bill(payer, 40_000, at)
    bill(payer, 20_000, at)
    view = tracking_view(agreed(opened, at).case, "ar", at)
    assert view.waits_for_payment
    assert sorted(charge.left for charge in view.charges) == [6_666] * 2 + [6_668] + [13_333] * 2 + [13_334]
    assert len({charge.due_on for charge in view.charges}) == 3
    assert all(charge.is_part for charge in view.charges)
    assert dues_of(payer.pk) == 60_000


def test_the_letter_names_each_day_with_its_amount(opened, payer, at):
    bill(payer, 30_000, at)
    desk = agreed(opened, at)
    letter = CaseLetter.objects.get(case=desk.case, name="agreed")
    for language in ("ar", "fr", "en"):
        text = rendered_letter(desk.case, letter, language).text
        assert text.count("100") == 3
        assert "{" not in text


def test_nothing_is_shared_out_where_nothing_is_owed(opened, payer, at):
    desk = asked(opened, at)
    with pytest.raises(Refused, match="guard:something_owed"):
        desk.takes("agree", "billing_agent", details=PLAN, answer="أ")


def test_a_contested_bill_is_left_alone(opened, payer, at):
    one = bill(payer, 30_000, at)
    hold_payable(payable_id=one.pk, reason="", actor=CLERK, at=at)
    desk = asked(opened, at)
    with pytest.raises(Refused, match="subscriptions:nothing_to_share"):
        desk.takes("agree", "billing_agent", details=PLAN, answer="أ")


def test_more_parts_than_the_rule_are_the_heads(opened, payer, at):
    bill(payer, 30_000, at)
    desk = asked(opened, at, "6")
    given = {"details": {"parts": "6"}, "answer": "أ"}
    with pytest.raises(Refused, match="guard:parts_agreed"):
        desk.takes("agree", "billing_agent", **given)
    desk.takes("agree_more", "billing_head", **given)
    assert len(instalments_for(desk.case)) == 6


def test_the_file_ends_with_the_last_part(opened, payer, at):
    bill(payer, 30_000, at)
    desk = agreed(opened, at)
    *first, last = instalments_for(desk.case)
    paid(payer, [(part, part.left) for part in first], desk.at)
    with pytest.raises(Refused, match="guard:plan_kept"):
        desk.takes("finish", "clock")
    paid(payer, [(last, last.left)], desk.at)
    assert desk.takes("finish", "clock").result == "kept"


def test_the_last_payment_brings_the_file_on_by_itself(opened, payer, at, django_capture_on_commit_callbacks):
    bill(payer, 30_000, at)
    desk = agreed(opened, at)
    with django_capture_on_commit_callbacks(execute=True):
        paid(payer, [(part, part.left) for part in instalments_for(desk.case)], desk.at)
    desk.case.refresh_from_db()
    assert desk.case.result == "kept"


def test_two_late_parts_end_it_at_night_and_say_what_is_due(opened, payer, at):
    bill(payer, 30_000, at)
    desk = agreed(opened, at)
    later = at + timedelta(days=70)
    lapse_plans(at=later, day=later.date())
    follow_nightly(at=later)
    desk.case.refresh_from_db()
    assert desk.case.result == "broken"
    assert CaseLetter.objects.get(case=desk.case, name="broken").facts["amount"] == 30_000
