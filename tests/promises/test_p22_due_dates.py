"""P22: legal due dates are right. Shubbak beside the naive oracle; 0 may differ.

SHUBBAK_PROMISES is smoke (default), ci or full; SHUBBAK_SEED repeats a run.
"""

import os
from random import Random, SystemRandom

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shubbak.foundation.working_time import Reckoning
from tests.promises.calendar_cases import (
    EPOCH,
    LONGEST,
    SPAN_MINUTES,
    Subject,
    asked,
    body_of,
    countries,
    from_facts,
    made_up,
    random_question,
    random_week,
)
from tests.promises.calendar_oracle import Facts, Question, answer

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
RANDOM_CASES = {"smoke": 5_000, "ci": 200_000, "full": 1_000_000}[SIZE]
HYPOTHESIS_CASES = {"smoke": 100, "ci": 2_000, "full": 2_000}[SIZE]
CASES_OF_A_CALENDAR = 250

pytestmark = pytest.mark.promise("P22")


def subjects(random: Random, wanted: int) -> list[Subject]:
    """A country as it is, a body of it with its own decisions, or an office that nobody has seen."""
    lands = countries()
    makers = (
        lambda: random.choice(lands),
        lambda: body_of(random, random.choice(lands)),
        lambda: made_up(random),
    )
    return [*lands, *(random.choice(makers)() for _ in range(wanted))]


def differences(facts: Facts, question: Question, reckoning: Reckoning) -> list[str]:
    due, counted = answer(facts, question)
    shown = reckoning.days if reckoning.length.counts_days else ()
    ranked = [day.day for day in shown if day.rank is not None]
    found = []
    if reckoning.due.timestamp() != due.timestamp():  # == denies it in the hour that comes twice (PEP 495)
        found.append(f"{facts.code or facts}: {question}: due {reckoning.due}, the oracle says {due}")
    if ranked != counted:
        found.append(f"{facts.code or facts}: {question}: counted {ranked}, the oracle {counted}")
    return found


def test_due_dates_agree_with_a_naive_day_by_day_oracle(capsys):
    seed = int(os.environ.get("SHUBBAK_SEED") or SystemRandom().randrange(2**32))
    with capsys.disabled():
        print(f"\nP22: {RANDOM_CASES} delays SEED={seed}")
    random = Random(seed)
    pool = subjects(random, RANDOM_CASES // CASES_OF_A_CALENDAR)
    wrong: list[str] = []
    for _ in range(RANDOM_CASES):
        facts, calendar = random.choice(pool)
        question = random_question(random)
        wrong += differences(facts, question, asked(calendar, question))
    assert wrong[:5] == [], f"{len(wrong)} of {RANDOM_CASES} differ, SEED={seed}"


@st.composite
def questions(draw):
    unit = draw(st.sampled_from(tuple(LONGEST)))
    start = EPOCH + draw(st.integers(0, SPAN_MINUTES)) * (EPOCH.resolution * 60_000_000)
    minute = EPOCH.resolution * 60_000_000
    spans = draw(st.lists(st.tuples(st.integers(-5_000, 60_000), st.integers(0, 20_000)), max_size=4))
    return Question(
        start=start,
        amount=draw(st.integers(0, LONGEST[unit])),
        unit=unit,
        holds=[(start + begin * minute, start + (begin + length) * minute) for begin, length in spans],
        first_day=draw(st.sampled_from(("next", "same"))),
        end=draw(st.sampled_from(("next_worked", "keep"))),
        last_day=draw(st.sampled_from(("counted", "excluded"))),
        late_arrival=draw(st.sampled_from(("same_day", "next_worked_day"))),
    )


@st.composite
def offices(draw):
    random = draw(st.randoms(use_true_random=False))
    days_off = st.sets(st.dates(EPOCH.date(), EPOCH.date().replace(year=2030)), max_size=40)
    zone = draw(st.sampled_from(("Africa/Casablanca", "Asia/Dubai")))
    return Facts(zone, random_week(random), off=draw(days_off), worked=draw(days_off))


@settings(max_examples=HYPOTHESIS_CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts=offices(), question=questions())
def test_no_delay_can_be_found_on_which_both_differ(facts, question):
    assert differences(facts, question, asked(from_facts(facts), question)) == []
