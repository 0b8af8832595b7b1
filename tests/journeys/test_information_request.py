"""What may be built on a plot: asked at the portal, signed by the director, answered by e-mail."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys import steps_file, steps_services
from tests.journeys.steps_desk import Clerk
from tests.town import Town

pytestmark = pytest.mark.browser

ANSWER = {"الجواب الذي يقرؤه المعني بالأمر": "العقار في منطقة سكن من طابقين، والارتفاع الأقصى ثمانية أمتار."}


def test_an_answer_on_a_plot_comes_by_e_mail(person: Page, town: Town, desk: Callable[[str], Clerk]) -> None:
    question = steps_services.ask_about_a_plot(person, town, email="karim@plot.example")
    planner = desk("gestion@omran").opens(question).takes_step("التكفل بالملف")
    steps_file.follow(person, question)
    steps_file.sees_stage(person, "الدراسة", unit="قسم التدبير الحضري")
    planner.takes_step("عرض الجواب للتوقيع", ANSWER)
    desk("direction@omran").opens(question).takes_step("توقيع الجواب وإرساله", ANSWER)
    steps_file.read_messages(person, town, "omran", "karim@plot.example")
    steps_file.sees(person, question.number, "العقار في منطقة سكن من طابقين، والارتفاع الأقصى ثمانية أمتار.")
    steps_file.follow(person, question)
    steps_file.sees_stage(person, "أُرسلت المعلومات")
    steps_file.read_decision(person)
    steps_file.sees(person, "والارتفاع الأقصى ثمانية أمتار.")
