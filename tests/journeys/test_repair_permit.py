"""A repair permit: studied, decided by the president with its reasons, told and delivered at the counter."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys import steps, steps_file, steps_services
from tests.journeys.steps_desk import Clerk
from tests.town import Town

pytestmark = pytest.mark.browser

DRAFT = {"الجواب الذي يقرؤه المعني بالأمر": "لا تمس الأشغال هيكل البناء، والملف كامل."}
DECISION = {"الجواب الذي يقرؤه المعني بالأمر": "يُرخص بصباغة الواجهة لأن الأشغال لا تمس هيكل البناء."}


def test_a_permit_is_decided_with_its_reasons_told_and_delivered(
    person: Page, town: Town, desk: Callable[[str], Clerk], tmp_path: Path
) -> None:
    request = steps_services.ask_for_a_permit(person, town, steps.photographs(tmp_path, 2))
    desk("permis@madina").opens(request).takes_step("التكفل بالملف")
    desk("permis@madina").takes_step("عرض مشروع القرار على الرئيس", DRAFT)
    steps_file.follow(person, request)
    steps_file.sees_stage(person, "القرار")
    desk("president@madina").opens(request).takes_step("الترخيص", DECISION)
    steps_file.follow(person, request)
    steps_file.sees_stage(person, "موافق عليه / مرخص", unit="الشباك الوحيد للتعمير")
    steps_file.read_decision(person)
    steps_file.sees(
        person, "لأن الأشغال لا تمس هيكل البناء.", "التظلم لدى رئيس مجلس الجماعة داخل ثلاثين يوما"
    )
    steps_file.download_paper(person, "قرار رخصة الإصلاح")
    desk("guichet@madina").opens(request).tells("الرخصة جاهزة بالشباك.").takes_step("تسليم الرخصة")
    steps_file.follow(person, request)
    steps_file.sees_stage(person, "موافق عليه / مرخص")
