"""Power and water at a new home: accepted, paid for, turned on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys import steps, steps_file, steps_services
from tests.journeys.steps_desk import Clerk
from tests.town import Town

pytestmark = pytest.mark.browser

ACCEPTED = {"الرد الذي يقرؤه المتعامل": "مبلغ التأمين 50 ريالا، رقم السداد 7781."}
TURNED_ON = {"الرد الذي يقرؤه المتعامل": "رقم المشترك 40211، القراءة 15320."}


def test_a_new_home_is_supplied_once_the_deposit_is_paid(
    person: Page, town: Town, desk: Callable[[str], Clerk], tmp_path: Path
) -> None:
    papers = steps.photographs(tmp_path, 3)
    request = steps_services.move_in(person, town, papers[:2])
    desk("subscriptions@kahraba").opens(request).takes_step("استلام المعاملة")
    desk("subscriptions@kahraba").takes_step("قبول المعاملة وطلب السداد", ACCEPTED)
    steps_file.follow(person, request)
    steps_file.sees_stage(person, "سداد مبلغ التأمين", unit="إدارة خدمة المتعاملين")
    steps_file.sees(person, "رقم السداد 7781")
    care = desk("care@kahraba").opens(request).adds_paper("إيصال سداد مبلغ التأمين", papers[2])
    care.takes_step("تسجيل السداد")
    steps_file.follow(person, request)
    steps_file.sees_stage(person, "التفعيل", unit="قسم الخدمات الميدانية")
    desk("field@kahraba").opens(request).takes_step("تفعيل الخدمة", TURNED_ON)
    steps_file.follow(person, request)
    steps_file.sees_stage(person, "فُعّلت الخدمة")
    steps_file.read_decision(person)
    steps_file.sees(person, "رقم المشترك 40211")
