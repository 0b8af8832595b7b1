"""When the outcome counts as told."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from shubbak.cases.actions import tell
from shubbak.cases.guards import was_told
from shubbak.cases.models import Telling
from shubbak.cases.rules import Tried, is_told, wait_after
from shubbak.notifications.models import Message
from tests.cases.test_workflow import answered, referred, refusal_of

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


def failed(*days):
    return [Tried(day, False) for day in days]


def test_one_try_that_reached_is_enough():
    assert is_told([Tried(MONDAY, True)])


def test_three_failed_tries_on_two_days_are_enough():
    assert is_told(failed(MONDAY, MONDAY, TUESDAY))


def test_three_failed_tries_on_one_day_are_not():
    assert not is_told(failed(MONDAY, MONDAY, MONDAY))


def test_two_failed_tries_on_two_days_are_not():
    assert not is_told(failed(MONDAY, TUESDAY))


def test_a_message_that_has_not_left_counts_neither_way():
    assert not is_told([*failed(MONDAY, TUESDAY), Tried(TUESDAY, None)])


@given(some.lists(some.tuples(some.dates(), some.sampled_from([True, False, None])), max_size=6))
def test_a_further_try_never_untells(tries):
    known = [Tried(*one) for one in tries]
    assert not is_told(known) or is_told([*known, Tried(MONDAY, False)])


def test_a_written_answer_counts_once_it_has_left(office):
    case = answered(office)
    telling = Telling.objects.get(case=case)
    assert not was_told(case)
    Message.objects.filter(pk=telling.message_id).update(state="sent", next_try_at=None, sent_at=office.at)
    assert was_told(case)


def test_there_is_nothing_to_tell_without_a_result(office):
    case = referred(office)
    asked = {"channel": "phone", "reached": True, "words": "…", "at": office.at}
    assert refusal_of(lambda: tell(case=case, actor=office.actor("agent"), **asked)) == "nothing_to_tell"


def test_the_case_remembers_when_the_person_was_told(office, at):
    case = answered(office)
    for hours in (0, 1, 26):
        moment = at + timedelta(hours=hours)
        tell(
            case=case,
            channel="phone",
            reached=False,
            words="لا جواب",
            actor=office.actor("counter"),
            at=moment,
        )
    case.refresh_from_db()
    assert case.told_at == at + timedelta(hours=26)


def test_five_wrong_codes_are_free_and_the_wait_grows():
    assert wait_after(4) == timedelta()
    waits = [wait_after(tries) for tries in range(5, 30)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(days=1)
