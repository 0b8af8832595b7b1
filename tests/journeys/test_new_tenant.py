"""A tenant moves in where a meter stands; somebody pays what they owe in parts: in browsers, by card."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from shubbak.utility.journeys.queries import opened_by
from tests.journeys import steps_any, steps_file
from tests.journeys.steps_desk import Clerk
from tests.town import Town

pytestmark = pytest.mark.browser

ANSWER = "الجواب الذي يقرؤه المعني بالأمر"
ADVANCE = {"تسبيق على الاستهلاك": "300", "مصاريف العقد": "50", ANSWER: "حسب نظام الاشتراك."}
TERMS = {"التعريفة": "الماء الصالح للشرب، الاستعمال المنزلي", ANSWER: "يبتدئ عقدكم من المؤشر 1012."}


def test_a_tenant_pays_the_advance_and_has_a_contract(
    person: Page, town: Town, desk: Callable[[str], Clerk], tmp_path: Path
) -> None:
    person.set_viewport_size({"width": 360, "height": 740})
    file = steps_any.deposit_by_the_form(person, town, "miyah", "subscription", tmp_path)
    clerk = desk("abonnements@miyah").opens(file).takes_step("التكفل بالملف")
    clerk.takes_step("طلب أداء التسبيق", ADVANCE)
    steps_file.follow(person, file)
    steps_file.sees(person, "350,00", "تسبيق على الاستهلاك", "حسب نظام الاشتراك.")
    steps_file.pays_by_card(person)
    steps_file.follow(person, file)
    steps_file.sees_stage(person, "فتح العقد")
    clerk.opens(file).takes_step("فتح العقد باسم صاحب الطلب", {"المؤشر الأول": "1012", **TERMS})
    steps_file.follow(person, file)
    steps_file.sees(person, "فُتح العقد باسمكم")
    [number] = opened_by(steps_any.way_of(file, "miyah").case)
    steps_file.opens_the_contract(person, town, number)


def test_what_is_owed_is_paid_in_parts(
    person: Page, town: Town, desk: Callable[[str], Clerk], tmp_path: Path
) -> None:
    person.set_viewport_size({"width": 360, "height": 740})
    file = steps_any.deposit_by_the_form(person, town, "miyah", "instalment-plan", tmp_path)
    clerk = desk("facturation@miyah").opens(file).takes_step("التكفل بالملف")
    clerk.takes_step("الموافقة على الأقساط", {"على كم قسط؟": "قسطان", ANSWER: "حسب طلبكم."})
    steps_file.follow(person, file)
    steps_file.sees_stage(person, "أداء الأقساط")
    steps_file.sees(person, "900,00", "450,00", "رقم الأداء بالصندوق")
    for _part in range(2):
        steps_file.pays_by_card(person, "أداء القسط التالي")
        steps_file.follow(person, file)
    steps_file.sees(person, "أُديت الأقساط كلها")
