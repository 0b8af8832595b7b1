"""A technical complaint in Arabic, from two photographs to the general secretary."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys import steps, steps_file
from tests.journeys.steps import Deposited
from tests.journeys.steps_desk import Clerk
from tests.town import Town

pytestmark = pytest.mark.browser

RESULT = {"النتيجة": "شكاية مؤسَّسة، عولجت", "الجواب الذي يقرؤه المعني بالأمر": "أُصلح التسرب وعاد الماء."}
OPINION = {"هل حُلّ المشكل؟": "لا", "هل أنتم راضون": "غير راضٍ"}


def test_a_complaint_is_walked_to_the_end(
    person: Page,
    town: Town,
    desk: Callable[[str], Clerk],
    days_pass: Callable[[int], datetime],
    tmp_path: Path,
) -> None:
    photographs = steps.photographs(tmp_path, 3)
    complaint = steps.deposit_complaint(person, town, photographs[:2])
    desk("guichet@miyah").opens(complaint).sees("photo-0.jpg", "photo-1.jpg")
    comes_to_the_network(complaint, desk)
    a_paper_is_asked_and_sent(complaint, person, desk, photographs[2])
    is_resolved_told_and_closed(complaint, desk)
    is_rated_and_reopened(complaint, person)
    days_pass(30)
    steps_file.let_clocks_run("miyah")
    reaches_the_general_secretary(complaint, person, town, desk)


def comes_to_the_network(complaint: Deposited, desk: Callable[[str], Clerk]) -> None:
    unit = {"المصلحة": "مصلحة شبكة الماء"}
    desk("guichet@miyah").opens(complaint).takes_step("إحالة على المصلحة المعنية", unit)
    desk("chef.eau@miyah").opens(complaint).takes_step("إسناد إلى عون", {"المكلف": "يوسف الكتاني"})


def a_paper_is_asked_and_sent(
    complaint: Deposited, person: Page, desk: Callable[[str], Clerk], photograph: Path
) -> None:
    technician = desk("eau@miyah").opens(complaint).sees_clocks(standing=0, running=2)
    technician.asks_for("صورة أو تسجيل", "لا يظهر مكان التسرب في الصورتين.")
    technician.sees_clocks(standing=2, running=1)
    steps_file.follow(person, complaint)
    steps_file.sees_stage(person, "المعالجة", tag="ناقص – في انتظار الاستكمال", unit="مصلحة شبكة الماء")
    steps_file.sees(person, "الأجل متوقف إلى حين استكمال الملف", "لا يظهر مكان التسرب في الصورتين.")
    steps_file.send_asked_paper(person, photograph)
    technician.opens(complaint).sees("وأجاب", "photo-2.jpg")
    steps_file.follow(person, complaint)
    steps_file.sees(person, "متى يصلكم الجواب؟")


def is_resolved_told_and_closed(complaint: Deposited, desk: Callable[[str], Clerk]) -> None:
    desk("eau@miyah").opens(complaint).takes_step("تسجيل نتيجة التدخل", RESULT)
    counter = desk("guichet@miyah").opens(complaint).sees("أُعيد إلى مركز العلاقة بالزبناء")
    counter.takes_step("إرسال الجواب الكتابي").tells("أُخبرت بإصلاح التسرب.")
    counter.takes_step("إغلاق الملف").sees("مغلق")


def is_rated_and_reopened(complaint: Deposited, person: Page) -> None:
    steps_file.follow(person, complaint)
    steps_file.sees_stage(person, "شكاية مؤسَّسة، عولجت")
    steps_file.read_decision(person)
    steps_file.sees(person, "أُصلح التسرب وعاد الماء.")
    steps_file.rate(person, OPINION)
    steps_file.follow(person, complaint)
    steps_file.reopen(person, "عاد التسرب في المكان نفسه.")
    steps_file.follow(person, complaint)
    steps_file.sees_stage(person, "الإحالة على المصلحة المعنية")


def reaches_the_general_secretary(
    complaint: Deposited, person: Page, town: Town, desk: Callable[[str], Clerk]
) -> None:
    steps.track(person, town, "miyah", complaint.number, complaint.code)
    steps_file.sees_stage(person, "المعالجة", tag="متأخر")
    steps_file.sees(person, "تأخرنا عن الأجل")
    steps_file.read_messages(person, town, "miyah", "secretariat@miyah.example")
    steps_file.sees(person, complaint.number)
    secretary = desk("secretariat@miyah").opens(complaint).sees("مرفوع إلى الكتابة العامة")
    secretary.takes_step("توجيه الكاتب العام", {"السبب": "يُعالج اليوم.", "المصلحة": "مصلحة شبكة الماء"})
