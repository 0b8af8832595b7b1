"""Water at a new home: accepted, the deposit paid by card, the meter read, an account opened, turned on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from shubbak.utility.journeys.queries import opened_by
from tests.journeys import steps, steps_any, steps_file, steps_services
from tests.journeys.steps_desk import Clerk
from tests.town import Town

pytestmark = pytest.mark.browser

ANSWER = "الرد الذي يقرؤه المتعامل"
ACCEPTED = {"مبلغ التأمين": "50", ANSWER: "تأمين شقة، حسب لائحة الخدمات."}
READ = {"القراءة الأولى": "1015", "التعرفة": "الماء، الفئة السكنية"}


def test_a_new_home_is_supplied_once_the_deposit_is_paid(
    person: Page, town: Town, desk: Callable[[str], Clerk], tmp_path: Path
) -> None:
    steps_any.look_at_body("kahraba")
    before = steps_any.left_place()
    papers = steps.photographs(tmp_path, 2)
    request = steps_services.move_in(person, town, papers, before.number)
    desk("subscriptions@kahraba").opens(request).takes_step("استلام المعاملة")
    desk("subscriptions@kahraba").takes_step("قبول المعاملة وطلب السداد", ACCEPTED)
    steps_file.follow(person, request)
    steps_file.sees_stage(person, "سداد مبلغ التأمين", unit="إدارة خدمة المتعاملين")
    steps_file.sees(person, "50", "تأمين شقة")
    steps_file.pays_by_card(person)
    steps_file.follow(person, request)
    steps_file.sees_stage(person, "التفعيل", unit="قسم الخدمات الميدانية")
    field = desk("field@kahraba").opens(request).takes_step("تسجيل قراءة العداد وفتح حسابه", READ)
    field.takes_step("تفعيل الخدمة", {ANSWER: "وصلت المياه، والقراءة الأولى 1015."})
    steps_file.follow(person, request)
    steps_file.sees_stage(person, "فُعّلت الخدمة")
    steps_file.read_decision(person)
    steps_file.sees(person, "القراءة الأولى 1015")
    [number] = opened_by(steps_any.way_of(request, "kahraba").case)
    steps_file.opens_the_contract(person, town, number, "kahraba", "5678")
