"""A clock is prolonged once, with a reason that the person is told."""

from datetime import timedelta

import pytest

from shubbak.cases.actions import extend_clock, run_clocks, send_to_unit
from shubbak.cases.letters import rendered_letter
from shubbak.cases.models import CaseClock, CaseLetter
from shubbak.cases.rules import Refused
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.loader import load_pack
from shubbak.journal.queries import lines_about
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from tests.cases.office import PACK

LENGTH = "    length: {setting: answer}\n"
EXTENSION = "    extension: {length: 10 working_days, by: [head], letter: prolonged}\n"
LETTER = """letters:
  prolonged:
    title: {ar: تمديد الأجل}
    subject: {ar: "مُدد أجل الجواب على شكايتكم {number}"}
    body: {ar: "مُدد الأجل إلى {due} للسبب الآتي: {reason}"}
    sms: {ar: "{agency}: مُدد أجل الملف {number}. {link}"}
"""


@pytest.fixture
def prolongable(office, tmp_path):
    """A complaint in the hands of the network, whose clock `answer` the pack lets its head prolong."""
    text = PACK.read_text(encoding="utf-8").replace('version: "1.', 'version: "9.', 1)
    assert LENGTH in text
    text = text.replace(LENGTH, LENGTH + EXTENSION, 1)
    path = tmp_path / "pack.yaml"
    path.write_text(text.replace("letters:\n  ", LETTER + "  ", 1), encoding="utf-8")
    office.service = publish_pack(source=load_pack(path), actor=SYSTEM, at=office.at)
    unit, counter = office.units["water_network"], office.actor("counter")
    return send_to_unit(case=office.deposit(), unit=unit, actor=counter, at=office.at)


def prolonged(office, case, by="head", reason="خبرة تقنية جارية", at=None):
    actor = office.actor(by)
    return extend_clock(case=case, code="answer", reason=reason, actor=actor, at=at or office.at)


def due_of(case):
    return CaseClock.objects.get(case=case, code="answer").due_at


def test_the_due_time_moves_by_the_length_of_the_pack(office, prolongable):
    before = due_of(prolongable)
    prolonged(office, prolongable)
    assert due_of(prolongable) - before > timedelta(days=13)


def test_the_person_is_told_the_reason_and_the_new_day(office, prolongable):
    prolonged(office, prolongable)
    letter = CaseLetter.objects.get(case=prolongable, name="prolonged")
    assert "خبرة تقنية جارية" in rendered_letter(prolongable, letter, "ar").text
    assert Message.objects.filter(template="prolonged").count() == 1


def test_it_is_a_line_of_the_journal(office, prolongable):
    prolonged(office, prolongable)
    assert lines_about(prolongable.number)[-1].what == "case.extended"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"reason": " "}, "guard:reason"), ({"by": "agent"}, "not_yours")],
)
def test_it_needs_a_reason_and_whom_the_pack_names(office, prolongable, change, code):
    with pytest.raises(Refused) as refused:
        prolonged(office, prolongable, **change)
    assert refused.value.code == code


def test_it_happens_once_and_never_after_the_time_has_run_out(office, prolongable):
    prolonged(office, prolongable)
    with pytest.raises(Refused):
        prolonged(office, prolongable)
    later = office.deposit()
    with pytest.raises(Refused):
        prolonged(office, later, at=due_of(later) + timedelta(seconds=1))


def test_who_was_warned_of_the_first_time_is_warned_of_the_second(office, prolongable):
    run_clocks(at=due_of(prolongable) - timedelta(hours=1))
    prolonged(office, prolongable, at=due_of(prolongable) - timedelta(hours=1))
    clock = CaseClock.objects.get(case=prolongable, code="answer")
    assert clock.warned == 0
    assert clock.wake_at > office.at + timedelta(days=14)
