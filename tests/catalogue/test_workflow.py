import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.catalogue.loader import load_pack
from shubbak.catalogue.queries import PORTAL
from shubbak.catalogue.spec import StepClosed
from shubbak.catalogue.spec.build import spec_from
from tests.catalogue.conftest import PACKS

SPECS = [spec_from(load_pack(path).data) for path in sorted(PACKS.glob("*/*.yaml"))]


def test_a_step_says_where_it_leads_and_what_it_needs(small):
    taken = small.step("study", "issue")
    assert (taken.source, taken.target, taken.result, taken.final) == ("study", "issued", "issued", True)
    assert [need.name for need in taken.needs] == ["answer"]
    assert [(effect.name, effect.argument) for effect in taken.effects] == [("register", "outgoing")]


@pytest.mark.parametrize(("state", "step"), [("received", "issue"), ("issued", "issue"), ("study", "fly")])
def test_a_step_that_is_not_open_is_closed(small, state, step):
    with pytest.raises(StepClosed):
        small.step(state, step)


def test_a_result_that_the_step_does_not_offer_is_refused(complaint):
    with pytest.raises(StepClosed):
        complaint.step("in_progress", "resolve", "withdrawn")


def test_where_several_results_are_offered_the_actor_chooses(complaint):
    assert complaint.step("in_progress", "resolve").result is None
    assert complaint.step("in_progress", "resolve", "unfounded").result == "unfounded"


def test_a_reopening_takes_the_result_back(complaint):
    assert complaint.step("closed", "reopen").result == ""


def test_only_the_counter_closes_and_only_after_telling(complaint):
    (close,) = (step for step in complaint.steps.values() if step.target == "closed")
    assert close.by == ("counter",)
    assert close.needs_guard("outcome_told")


def test_a_step_that_keeps_the_state_leads_nowhere_else(permit):
    assert permit.step("study", "run_out").target == "study"


def test_open_steps_are_those_of_the_asker(complaint):
    assert [step.name for step in complaint.open_steps("waiting", {"applicant"})] == ["resubmit", "withdraw"]
    assert [step.name for step in complaint.open_steps("answered", {"agent"})] == []


def test_stages_are_done_now_and_next(small):
    assert [(stage.code, stage.mark) for stage in small.stages("study")] == [
        ("deposited", "done"),
        ("study", "now"),
        ("done", "next"),
    ]


def test_waiting_for_the_person_qualifies_the_stage_it_interrupts(small):
    (now,) = (stage for stage in small.stages("waiting") if stage.mark == "now")
    assert (now.code, now.note["ar"]) == ("study", "في انتظاركم")


def test_a_file_asked_for_a_paper_after_reopening_has_not_reached_its_end(complaint):
    visited = [
        "deposited",
        "referred",
        "in_progress",
        "returned",
        "answered",
        "closed",
        "reopened",
        "in_progress",
        "waiting",
    ]
    stages = complaint.stages("waiting", visited=visited)
    assert next(stage.code for stage in stages if stage.mark == "now") == "in_progress"


def test_the_last_stage_bears_the_result(small):
    assert small.stages("issued", "refused")[-1].title["ar"] == "رُفض"


def test_a_permit_that_was_granted_is_still_to_be_delivered(permit):
    last = permit.stages("granted", "granted")[-1]
    assert (last.title["ar"], last.note["ar"]) == ("تسليم الرخصة", "موافق عليه / مرخص")


def test_a_permit_that_was_delivered_bears_the_words_of_its_result(permit):
    last = permit.stages("delivered", "granted")[-1]
    assert (last.title["ar"], last.note) == ("موافق عليه / مرخص", {})


def test_clocks_run_are_held_or_are_off(small):
    assert [small.clock_state(s, "legal") for s in ("study", "waiting", "issued")] == [
        "running",
        "held",
        "off",
    ]


def test_the_clock_holds_for_a_paper_and_silence_is_a_claim_never_a_permit(permit):
    assert permit.clock_state("waiting", "legal") == "held"
    assert permit.clocks["legal"].silence.kind == "approval_claim"
    assert all("clock" not in step.by for step in permit.steps.values() if "granted" in step.results)


def test_when_its_clock_runs_out_a_complaint_goes_to_the_general_secretary(complaint):
    (escalation,) = complaint.clocks["answer"].escalate
    assert (escalation.to, complaint.step("in_progress", escalation.step).target) == (
        "general_secretary",
        "escalated",
    )


@given(st.data())
def test_any_walk_stays_among_the_states_and_shows_one_present_stage(data):
    spec = data.draw(st.sampled_from(SPECS))
    state, visited = spec.initial, [spec.initial]
    for _ in range(data.draw(st.integers(0, 12))):
        steps = spec.open_steps(state)
        if not steps:
            break
        state = spec.step(state, data.draw(st.sampled_from(steps)).name).target
        visited.append(state)
        marks = [stage.mark for stage in spec.stages(state, visited=visited)]
        assert marks.count("now") == 1
        assert marks == sorted(marks, key=["done", "now", "next"].index)


def test_a_step_with_a_condition_is_there_for_its_answers_only(urgent):
    steps = [step.name for step in urgent.open_steps("registered", {"officer"}, {"urgent": True})]
    assert ("take_urgent" in steps, "take" in steps) == (True, False)
    with pytest.raises(StepClosed):
        urgent.step("registered", "take_urgent", answers={"urgent": False})


@pytest.mark.parametrize(
    ("answers", "started"),
    [
        ({"urgent": True, "ground": "life", "urgency": "مريض"}, ["urgent", "legal"]),
        ({"urgent": True}, ["legal"]),
        ({"urgent": False}, ["legal"]),
    ],
)
def test_a_clock_with_a_condition_starts_for_its_answers_only(urgent, answers, started):
    assert [clock.name for clock in urgent.clocks_started_by("registered", answers)] == started


def test_the_sheet_promises_what_is_promised_to_everybody(urgent):
    assert urgent.public_clock.name == "legal"
    assert urgent.public_clocks == ("urgent", "legal")


def test_a_person_is_offered_the_steps_that_no_other_page_offers(urgent, complaint):
    assert [step.name for step in urgent.further_steps("overdue", {})] == ["complain_silence"]
    assert complaint.further_steps("waiting", {}) == complaint.further_steps("closed", {}) == ()


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.code)
def test_every_service_promises_a_date_and_can_be_withdrawn(spec):
    assert spec.public_clock is not None
    withdrawn = any(
        "applicant" in step.by and "withdrawn" in step.results for step in spec.open_steps(spec.initial)
    )
    assert withdrawn or PORTAL not in spec.channels
