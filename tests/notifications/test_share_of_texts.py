"""Three text messages a day for a telephone; what is beyond leaves in the morning."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.journal.queries import lines_about
from shubbak.notifications.actions import drain, post
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import TEXTS_A_DAY, About, Recipient, Rendered, put_off

ABOUT = About("text", "7")
AMINA = Recipient(phone="+212661000041", language="ar")
ZONE = ZoneInfo("Africa/Casablanca")


@pytest.fixture(autouse=True)
def _words():
    register_template_source(
        "text", lambda message: Rendered("خبر", "خبر", short="خبر", must_leave=message.template == "code")
    )


def ordered(at, number, template="news", person=AMINA):
    for _ in range(number):
        post(about=ABOUT, person=person, template=template, at=at)


def sent():
    return Message.objects.filter(state=Message.State.SENT).count()


def test_the_fourth_text_of_a_day_leaves_the_next_morning_at_nine(agency, at):
    ordered(at, 4)
    drain(at=at)
    assert sent() == TEXTS_A_DAY
    late = Message.objects.get(state=Message.State.QUEUED)
    assert late.next_try_at == datetime(2026, 11, 18, 9, tzinfo=ZONE)
    drain(at=late.next_try_at)
    assert sent() == 4


def test_that_it_was_put_off_is_a_line_of_the_journal(agency, at):
    ordered(at, 4)
    drain(at=at)
    assert [line.what for line in lines_about("text:7")].count("message.put_off") == 1


def test_codes_and_legal_notices_leave_at_once_however_many(agency, at):
    ordered(at, 6, template="code")
    drain(at=at)
    assert sent() == 6


def test_another_telephone_has_its_own_share(agency, at):
    ordered(at, 3)
    ordered(at, 1, person=Recipient(phone="+212661000042"))
    drain(at=at)
    assert sent() == 4


def test_none_is_lost_though_many_wait_for_days(agency, at):
    ordered(at, 8)
    for days in range(3):
        drain(at=at + timedelta(days=days))
    assert sent() == 8


@given(sent_today=st.integers(0, 50), hour=st.integers(0, 23))
def test_whatever_the_hour_the_morning_is_that_of_the_next_day(sent_today, hour):
    now = datetime(2026, 11, 17, hour, 30, tzinfo=ZONE)
    until = put_off(sent_today=sent_today, must_leave=False, now=now)
    if sent_today < TEXTS_A_DAY:
        assert until is None
    else:
        assert (until.date() - now.date(), until.hour) == (timedelta(days=1), 9)
