"""What a committee says, by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.planning.sittings.rules import (
    ADJOURNED,
    FAVOURABLE,
    GRANTING,
    UNFAVOURABLE,
    VALUES,
    WITH_RESERVATIONS,
    Consulted,
    OpinionFacts,
    ReservationFacts,
    Said,
    SittingRefused,
    binding_granted,
    check_opinion,
    outcome_of,
)

PAPERS = {"plan": "main", "photos": "information"}
bodies = st.lists(st.booleans(), min_size=1, max_size=8).map(
    lambda binds: [Consulted(body, each) for body, each in enumerate(binds)]
)
said = st.dictionaries(st.integers(0, 9), st.sampled_from(VALUES)).map(
    lambda known: [Said(body, value) for body, value in known.items()]
)


@given(opinions=said, asked=bodies, quorum=st.integers(1, 100))
def test_nothing_is_granted_without_each_body_whose_opinion_binds(opinions, asked, quorum):
    if outcome_of(opinions, asked, quorum) in GRANTING:
        assert binding_granted(opinions, asked)


@given(opinions=said, asked=bodies, quorum=st.integers(1, 100))
def test_fewer_than_the_quorum_decide_nothing_in_favour(opinions, asked, quorum):
    known = {each.body for each in asked}
    spoke = [each for each in opinions if each.body in known]
    if outcome_of(opinions, asked, quorum) in GRANTING:
        assert spoke
        assert len(spoke) * 100 >= quorum * len(known)


@given(opinions=said, asked=bodies, quorum=st.integers(1, 100))
def test_one_binding_body_against_it_decides(opinions, asked, quorum):
    binding = {each.body for each in asked if each.binds}
    against = any(each.body in binding and each.value == UNFAVOURABLE for each in opinions)
    if against:
        assert outcome_of(opinions, asked, quorum) == UNFAVOURABLE


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ([FAVOURABLE, FAVOURABLE, FAVOURABLE], FAVOURABLE),
        ([FAVOURABLE, WITH_RESERVATIONS, FAVOURABLE], WITH_RESERVATIONS),
        ([FAVOURABLE, UNFAVOURABLE, FAVOURABLE], FAVOURABLE),
        ([FAVOURABLE, UNFAVOURABLE, UNFAVOURABLE], UNFAVOURABLE),
        ([UNFAVOURABLE, FAVOURABLE, FAVOURABLE], UNFAVOURABLE),
        ([ADJOURNED, FAVOURABLE, FAVOURABLE], ADJOURNED),
        ([FAVOURABLE, ADJOURNED, ADJOURNED], ADJOURNED),
        ([FAVOURABLE], ADJOURNED),
        ([], ADJOURNED),
    ],
)
def test_what_the_committee_says(values, outcome):
    asked = [Consulted(0, binds=True), Consulted(1), Consulted(2)]
    assert outcome_of([Said(body, value) for body, value in enumerate(values)], asked) == outcome


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (OpinionFacts(UNFAVOURABLE), "no_reasons"),
        (OpinionFacts(UNFAVOURABLE, "علو زائد", ground="photos"), "information_paper"),
        (OpinionFacts(UNFAVOURABLE, "علو زائد", ground="lease"), "no_such_paper"),
        (OpinionFacts(WITH_RESERVATIONS, "سلم النجدة"), "no_reservations"),
        (OpinionFacts(FAVOURABLE, reservations=[ReservationFacts("سلم")]), "reservations_unasked"),
        (OpinionFacts("perhaps"), "no_such_value"),
    ],
)
def test_an_opinion_that_may_not_be_given(facts, code):
    with pytest.raises(SittingRefused, match=code):
        check_opinion(facts, PAPERS)


def test_a_main_paper_may_ground_a_refusal():
    check_opinion(OpinionFacts(UNFAVOURABLE, "التصميم لا يحترم التراجع", ground="plan"), PAPERS)
