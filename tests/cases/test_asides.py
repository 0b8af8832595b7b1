"""Between colleagues: who is named in a note, and what another unit is asked."""

from datetime import date, timedelta

import pytest

from shubbak.cases.actions import (
    answer_opinion,
    ask_opinion,
    assign,
    note,
    read_mentions,
    remind_opinions,
    send_to_unit,
    take,
    withdraw_opinion,
)
from shubbak.cases.models import Case, CaseClock, Mention, OpinionRequest
from shubbak.cases.queries import mentionable, queue, visible_to
from shubbak.cases.rules import Refused
from shubbak.notifications.models import Message
from tests.cases.test_workflow import referred

SOON = date(2026, 11, 20)


@pytest.fixture
def file(office):
    return referred(office)


def refusal(act, **given):
    with pytest.raises(Refused) as refused:
        act(**given)
    return refused.value.code


def asked(office, file, at, unit="electricity_network"):
    return ask_opinion(
        case=file,
        unit=office.units[unit],
        question="هل يمر خط كهربائي من هنا؟",
        due_on=SOON,
        actor=office.actor("agent"),
        at=at,
    )


def sees(office, who, file, at):
    return visible_to(office.staff[who], at).filter(pk=file.pk).exists()


def listed(office, who, tab, at):
    return [row.case for row in queue(office.staff[who], tab, at=at).rows]


def test_who_may_be_named_is_exactly_who_may_see_the_file(office, file, at):
    asked(office, file, at)
    for case in (file, office.deposit()):
        named = set(mentionable(case, at))
        assert named == {staff for name, staff in office.staff.items() if sees(office, name, case, at)}


def test_a_colleague_named_is_told_and_has_the_file_in_a_list_until_it_is_read(office, file, at):
    colleague = office.staff["colleague"]
    note(case=file, words="انظر", actor=office.actor("agent"), at=at, staff=[colleague.pk])
    assert Message.objects.filter(template="desk:mentioned", address=colleague.email).count() == 1
    assert listed(office, "colleague", "mentioned", at) == [file]
    assert listed(office, "head", "mentioned", at) == []
    read_mentions(case=file, actor=office.actor("colleague"), at=at)
    assert listed(office, "colleague", "mentioned", at) == []


def test_a_unit_named_is_everybody_there_but_the_writer(office, file, at):
    unit = office.units["water_network"]
    note(case=file, words="للاطلاع", actor=office.actor("agent"), at=at, units=[unit])
    named = {mention.staff for mention in Mention.objects.all()}
    assert named == {office.staff["colleague"], office.staff["head"]}


def test_nobody_is_named_who_may_not_see_the_file(office, file, at):
    given = {"case": file, "words": "انظر", "actor": office.actor("agent"), "at": at}
    assert refusal(note, **given, staff=[office.staff["stranger"].pk]) == "may_not_see"
    assert refusal(note, **given, units=[office.units["electricity_network"]]) == "may_not_see"


def test_a_unit_that_is_asked_sees_the_file_until_it_has_answered(office, file, at):
    assert not sees(office, "stranger", file, at)
    asked(office, file, at)
    assert sees(office, "stranger", file, at)
    assert listed(office, "stranger", "opinion", at) == [file]
    written = answer_opinion(case=file, words="لا.", actor=office.actor("stranger"), at=at)
    assert written.by_name == office.staff["stranger"].name
    assert OpinionRequest.objects.get().answer == written
    assert not sees(office, "stranger", file, at)


def test_whoever_sees_everything_still_does_when_their_unit_is_asked(office, file, at):
    other = office.deposit()
    asked(office, file, at, unit="general_secretariat")
    assert sees(office, "secretary", file, at)
    assert sees(office, "secretary", other, at)


def test_whoever_is_asked_reads_and_answers_and_does_nothing_else(office, file, at):
    asked(office, file, at)
    deed = {"case": file, "actor": office.actor("stranger"), "at": at}
    assert refusal(note, **deed, words="x") == "not_yours"
    assert refusal(take, **deed) == "not_yours"
    assert refusal(assign, **deed, assignee=office.staff["stranger"]) == "not_yours"
    assert refusal(send_to_unit, **deed, unit=office.units["customers"]) == "not_yours"
    assert refusal(withdraw_opinion, **deed, unit=office.units["electricity_network"]) == "not_yours"


def test_the_clocks_of_the_file_know_nothing_of_the_question(office, file, at):
    before = list(CaseClock.objects.filter(case=file).values("state", "due_at", "wake_at"))
    asked(office, file, at)
    fresh = Case.objects.get(pk=file.pk)
    assert list(CaseClock.objects.filter(case=file).values("state", "due_at", "wake_at")) == before
    assert (fresh.unit, fresh.due_at, fresh.held) == (file.unit, file.due_at, False)


def test_a_question_taken_back_and_a_closed_file_end_the_sight_of_it(office, file, at):
    asked(office, file, at)
    agent, unit = office.actor("agent"), office.units["electricity_network"]
    withdraw_opinion(case=file, unit=unit, actor=agent, at=at)
    assert not sees(office, "stranger", file, at)
    asked(office, file, at)
    Case.objects.filter(pk=file.pk).update(closed_at=at)
    assert not sees(office, "stranger", file, at)


def test_a_question_is_refused_where_it_makes_no_sense(office, file, at):
    asked(office, file, at)
    given = {"case": file, "question": "؟", "actor": office.actor("agent"), "at": at}
    power, own = office.units["electricity_network"], office.units["water_network"]
    assert refusal(ask_opinion, **given, unit=power, due_on=SOON) == "asked_already"
    assert refusal(ask_opinion, **given, unit=own, due_on=SOON) == "own_unit"
    yesterday = at.date() - timedelta(days=1)
    assert refusal(ask_opinion, **given, unit=office.units["customers"], due_on=yesterday) == "day_over"


def test_a_late_answer_is_reminded_of_once(office, file, at):
    asked(office, file, at)
    assert remind_opinions(at=at) == 0
    late = at + timedelta(days=5)
    assert remind_opinions(at=late) == 1
    assert remind_opinions(at=late + timedelta(days=1)) == 0
    late_notices = Message.objects.filter(template="desk:opinion_late")
    assert [notice.address for notice in late_notices] == [office.staff["stranger"].email]
