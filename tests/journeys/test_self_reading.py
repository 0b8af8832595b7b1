"""A household reads its own water meter with a photograph, and somebody reads the photograph, in Arabic."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.utility.metering.actions import open_campaign
from shubbak.utility.metering.models import Reading
from shubbak.utility.subscriptions.models import Contract
from tests.journeys.steps import go_on, photographs
from tests.journeys.steps_desk import Clerk
from tests.town import Town
from tests.utility.metering.round_of_test import meter_of, read_contract
from tests.utility.subscriptions.village import BEGUN, CLERK

pytestmark = pytest.mark.browser


def months_until(today: date) -> Sequence[date]:
    """The first of each month since the meter was fitted, before this one."""
    first, last = BEGUN.year * 12 + BEGUN.month, today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, last)]


@pytest.fixture
def contract(town: Town) -> Contract:
    """Of the utility of the town, read each month, within the days of reading."""
    look_at(Agency.objects.get(code="miyah"))
    at = timezone.now()
    today = at.date()
    days = {"opens": today - timedelta(days=1), "closes": today + timedelta(days=1)}
    open_campaign(period=f"{today:%Y-%m}", sector="T01", by="self", actor=CLERK, at=at, **days)
    return read_contract(at, f"W-{uuid4().hex[:8]}", months_until(today))


def opens_the_meters(page: Page, town: Town, contract: Contract) -> None:
    page.goto(town.url("miyah"))
    page.get_by_role("link", name="إرسال مؤشر العداد").first.click()
    page.get_by_label("رقم العقدة").fill(contract.number)
    page.get_by_label("هاتف صاحب العقدة").check()
    page.get_by_label("آخر أربعة أرقام أو حروف منه").fill("٠٠٤١")
    go_on(page)


def test_a_strange_index_is_asked_about_confirmed_and_receipted(
    page: Page, town: Town, contract: Contract, tmp_path: Path
) -> None:
    last = Reading.objects.filter(meter=meter_of(contract)).latest("read_on").index
    opens_the_meters(page, town, contract)
    page.get_by_label("المؤشر الآن").fill(str(last // 1000 + 150))
    page.get_by_label("صورة العداد").set_input_files(photographs(tmp_path, 1))
    page.get_by_role("button", name="إرسال المؤشر").click()
    expect(page.get_by_text("مرات قدر المعتاد")).to_be_visible()
    expect(page.get_by_text("صورتكم محفوظة")).to_be_visible()
    page.get_by_role("button", name="الرقم صحيح، أرسلوه").click()
    expect(page.get_by_role("heading", name="توصلنا بمؤشركم")).to_be_visible()
    expect(page.locator(".number")).to_have_text(re.compile(r"\d{9}"))
    reading = Reading.objects.get(meter=meter_of(contract), source="self")
    assert (reading.state, reading.photo.file.media_type) == ("review", "image/jpeg")


def test_a_photograph_is_read_by_keyboard_before_the_index_is_said(
    page: Page, town: Town, contract: Contract, desk: Callable[[str], Clerk], tmp_path: Path
) -> None:
    last = Reading.objects.filter(meter=meter_of(contract)).latest("read_on").index // 1000
    opens_the_meters(page, town, contract)
    page.get_by_label("المؤشر الآن").fill(str(last + 15))
    page.get_by_label("صورة العداد").set_input_files(photographs(tmp_path, 1))
    page.get_by_role("button", name="إرسال المؤشر").click()
    expect(page.get_by_role("heading", name="توصلنا بمؤشركم")).to_be_visible()
    reading = Reading.objects.get(meter=meter_of(contract), source="self")
    clerk = desk("facturation@miyah").page
    clerk.goto(town.url("miyah", f"/desk/metering/photographs/{reading.pk}"))
    shown = clerk.get_by_role("img", name=f"صورة العداد {meter_of(contract).serial}")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 400
    expect(clerk.locator("main")).not_to_contain_text(str(last + 15))
    clerk.keyboard.type(str(last + 25))
    clerk.keyboard.press("Enter")
    expect(clerk.get_by_text(re.compile(rf"والمؤشر المرسل .?{last + 15}"))).to_be_visible()
    reading.refresh_from_db()
    assert (reading.state, reading.photo_check.differs) == ("review", True)
