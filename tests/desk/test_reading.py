"""How a file reads to the clerk: who did what, one button for one act, fields that ask for what is due."""

import pytest

from shubbak.cases.models import CaseEvent
from shubbak.desk.forms.base import unit_choices
from shubbak.desk.time_words import time_words
from shubbak.feedback.actions import rate
from shubbak.foundation.working_time.time_left import TimeLeft
from shubbak.people.models import Staff
from tests.cases.office import APPLICANT
from tests.cases.test_workflow import closed, in_progress, referred, returned


def page_of(client, case):
    return client.get(f"/desk/cases/{case.pk}")


def form_of(client, case, step):
    return client.get(f"/desk/cases/{case.pk}/steps/{step}").context["form"]


def test_what_follows_a_step_by_itself_is_the_systems(office, sign_in):
    case = closed(office)
    assert CaseEvent.objects.get(what="survey_opened").actor_kind == "system"
    whos = [line.who for line in page_of(sign_in("counter"), case).context["page"].lines]
    assert set(whos[:2]) == {"المنظومة"}
    assert whos[2] == office.staff["counter"].name


def test_the_desk_reads_what_the_person_thought(office, sign_in, at):
    case = closed(office)
    rate(case=case, face=2, solved=False, words="تأخر الجواب", actor=APPLICANT, at=at)
    page = page_of(sign_in("counter"), case).content.decode()
    for words in ("غير راضٍ", "المشكل لم يُحلّ", "تأخر الجواب"):
        assert words in page


def test_the_step_that_takes_a_file_stands_alone(office, sign_in):
    page = page_of(sign_in("agent"), referred(office))
    assert page.context["page"].step_takes
    assert "/acts/take" not in page.content.decode()


def test_the_step_that_sends_a_file_stands_alone(office, sign_in):
    page = page_of(sign_in("counter"), office.deposit()).content.decode()
    assert "/steps/refer" in page
    assert "/acts/send" not in page


def test_without_such_a_step_the_desk_sends(office, sign_in):
    assert "/acts/send" in page_of(sign_in("agent"), in_progress(office)).content.decode()


def test_a_file_is_not_sent_to_the_unit_that_holds_it(office, sign_in):
    codes = dict(form_of(sign_in("counter"), office.deposit(), "refer").fields["unit"].choices)
    assert "water_network" in codes
    assert "customers" not in codes


def test_units_stand_in_the_order_of_the_alphabet(office):
    for code, name in (("customers", "ياء"), ("water_network", "أعمال"), ("electricity_network", "إنارة")):
        office.units[code].name = {"ar": name}
        type(office.units[code]).objects.filter(code=code).update(name={"ar": name})
    names = [name for _, name in unit_choices("ar")]
    assert [name for name in names if name in {"ياء", "أعمال", "إنارة"}] == ["أعمال", "إنارة", "ياء"]


def test_an_answer_that_is_due_is_not_called_optional(office, sign_in):
    assert form_of(sign_in("agent"), in_progress(office), "resolve").fields["answer"].required


def test_an_answer_given_with_the_result_needs_not_be_written_again(office, sign_in):
    assert not form_of(sign_in("counter"), returned(office), "answer").fields["answer"].required


def test_asking_says_once_that_one_paper_is_needed(office, sign_in):
    page = sign_in("agent").get(f"/desk/cases/{in_progress(office).pk}/steps/ask").content.decode()
    assert page.count("وثيقة واحدة على الأقل") == 1
    assert page.count("(اختياري)") <= 1  # the word to the person


def test_a_closed_file_says_so_once(office, sign_in):
    page = page_of(sign_in("counter"), closed(office)).content.decode()
    assert page.count('<span class="tag done">') <= 2  # its state and its result


@pytest.mark.parametrize(("language", "name"), [("ar", "agent"), ("fr", "Salma Idrissi")])
def test_colleagues_are_named_in_the_language_of_the_reader(office, sign_in, language, name):
    Staff.objects.filter(pk=office.staff["agent"].pk).update(name_fr="Salma Idrissi")
    client, case = sign_in("agent"), in_progress(office)
    client.get(f"/language/{language}?next=/desk/")
    lines = page_of(client, case).context["page"].lines
    assert lines[0].who == name


def test_a_file_that_was_late_before_its_clock_stopped_says_both():
    left = TimeLeft(1, "hours", late=True, held=True)
    assert time_words(left, "ar", "latn") == "متأخر بساعة واحدة قبل توقف الأجل"
