"""On a telephone without scripts: a deposit with a file, a paper asked and sent, the answer rated."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import steps, steps_file
from tests.journeys.steps import Deposited
from tests.journeys.steps_desk import Clerk
from tests.journeys.test_complaint_to_the_end import OPINION, RESULT, comes_to_the_network
from tests.town import PATIENCE, Town

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="ar-MA"
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_a_complaint_is_deposited_completed_and_followed_to_its_end_without_scripts(
    plain: Page, town: Town, desk: Callable[[str], Clerk], tmp_path: Path
) -> None:
    photographs = steps.photographs(tmp_path, 2)
    complaint = steps.deposit_complaint(plain, town, photographs[:1])
    comes_to_the_network(complaint, desk)
    a_paper_is_sent(complaint, plain, desk, photographs[1])
    is_answered(complaint, desk)
    plain.context.clear_cookies()
    steps.track(plain, town, "miyah", complaint.number, complaint.code)
    steps_file.read_decision(plain)
    steps_file.sees(plain, "أُصلح التسرب وعاد الماء.")
    steps_file.rate(plain, OPINION)


def a_paper_is_sent(
    complaint: Deposited, plain: Page, desk: Callable[[str], Clerk], photograph: Path
) -> None:
    desk("eau@miyah").opens(complaint).asks_for("صورة أو تسجيل", "لا يظهر مكان التسرب.")
    steps_file.follow(plain, complaint)
    plain.get_by_role("button", name="إرسال الوثيقة").click()
    expect(plain.get_by_role("alert")).to_contain_text("بقي جواب واحد لنتابع")
    steps_file.follow(plain, complaint)
    steps_file.send_asked_paper(plain, photograph)


def is_answered(complaint: Deposited, desk: Callable[[str], Clerk]) -> None:
    desk("eau@miyah").opens(complaint).takes_step("تسجيل نتيجة التدخل", RESULT)
    counter = desk("guichet@miyah").opens(complaint).takes_step("إرسال الجواب الكتابي")
    counter.tells("أُخبرت بإصلاح التسرب.").takes_step("إغلاق الملف")
