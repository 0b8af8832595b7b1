"""The desk in a browser: reachable without a mouse, readable at 360 pixels, no rule of WCAG 2.2 AA broken."""

import os
import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from shubbak.agencies.models import Agency
from shubbak.cases.models import Case
from shubbak.config.demonstration.history import tell_history
from shubbak.config.demonstration.town import PASSWORD
from tests.accessible import broken_rules
from tests.town import Town

pytestmark = pytest.mark.browser
AUDIT = {
    "home": "",
    "journal": "journal",
    "line": "journal/5",
    "samples": "samples?of=cases&seed=7&size=2&stratified=on&starts=2020-01-01&ends=2030-01-01",
    "rights": "rights",
    "identities": "identities",
    "numbering": "numbering",
    "exports": "exports",
}
PICTURES = os.environ.get("SHUBBAK_DESK_PICTURES", "")


@pytest.fixture
def busy_town(town: Town) -> Town:
    """The town with the history of its utility."""
    tell_history(agency=Agency.objects.get(code="miyah"), at=timezone.now(), days=0)
    return town


def sign_in(page: Page, town: Town, name: str) -> None:
    page.goto(town.url("miyah", "/staff/login/?next=/desk/"))
    page.fill("input[type=email]", f"{name}@miyah.example")
    page.fill("input[type=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/desk/")


def speak(page: Page, town: Town, language: str) -> None:
    page.goto(town.url("miyah", f"/language/{language}?next=/desk/"))


def faults(page: Page, name: str) -> list[object]:
    """Violations, and what stands beyond the edge; a picture where somebody asked for pictures."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    broken: list[object] = [(name, *rule) for rule in broken_rules(page)]
    wide, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return broken if wide <= shown else [*broken, (name, "too wide", wide)]


def pages_of(town: Town) -> dict[str, str]:
    late = Case.objects.in_hand().order_by("due_at")[0]
    decided = Case.objects.untold().order_by("pk").first() or late
    return {
        "queue": "/desk/",
        "case": f"/desk/cases/{late.pk}",
        "decided": f"/desk/cases/{decided.pk}",
        "paper": f"/desk/cases/{late.pk}/acts/paper",
        "message": f"/desk/cases/{late.pk}/acts/write",
        "ask": f"/desk/cases/{late.pk}/steps/ask",
        "search": "/desk/search?words=%D8%A7%D9%84%D9%85%D8%A7%D8%A1",
        "export": "/desk/export?tab=all",
        "archive": f"/desk/cases/{late.pk}/archive",
        "begin": "/desk/deposits/new",
        "asks": "/desk/contacts/new?channel=phone&words=%D8%A7%D9%84%D9%85%D8%A7%D8%A1",
        "identify": f"/desk/cases/{late.pk}/enquiry?channel=phone",
        "mandates": "/desk/mandates/",
        "take-mandate": "/desk/mandates/new",
        "receipt": f"/desk/cases/{late.pk}/receipt",
        "letters": "/desk/registry/unit/",
        "readings": "/desk/metering/",
        "photographs": "/desk/metering/photographs",
        "reading-days": "/desk/metering/campaigns",
        "reading-lines": "/desk/metering/lines",
        "set-reading-lines": "/desk/metering/lines/water",
        "prepaid": "/desk/prepaid/",
        "prepaid-convert": "/desk/prepaid/convert",
        "uptake": "/desk/prepaid/uptake",
        "purchase-rules": "/desk/prepaid/practice",
        "set-purchase-rules": "/desk/prepaid/practice/set",
        "runs": "/desk/billing/",
        "new-run": "/desk/billing/new",
        "accounts": "/desk/billing/accounts",
        "corrections": "/desk/billing/corrections",
        "paper-switch": "/desk/billing/paper",
        "arrears": "/desk/arrears/",
        "cuts-due": "/desk/arrears/due/cut",
        "orders": "/desk/arrears/orders",
        "lines": "/desk/arrears/lines",
        "set-lines": "/desk/arrears/lines/change",
        "contracts": "/desk/contracts/",
        "sittings": "/desk/sittings/",
        "factors": "/staff/factors/",
    }


def looked_at(page: Page, name: str, path: str) -> list[object]:
    """The faults of one page; in the queue with a file chosen, and room for the bar at the foot."""
    page.goto(path)
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.set_viewport_size({"width": width, "height": 2400 if name == "queue" else 800})
    if name == "queue":
        page.keyboard.press("KeyJ")
        page.keyboard.press("KeyX")
        page.wait_for_selector(".bulk:visible")
    return faults(page, f"{name}-{width}-{page.locator('html').get_attribute('lang')}")


def audit_looked_at(page: Page, town: Town) -> list[object]:
    """The faults of the auditor's pages, in Arabic on a telephone and in French on a screen."""
    sign_in(page, town, "audit")
    broken = []
    for language, width in (("ar", 360), ("fr", 1280)):
        speak(page, town, language)
        page.set_viewport_size({"width": width, "height": 800})
        for name, path in AUDIT.items():
            broken += looked_at(page, f"audit-{name}", town.url("miyah", f"/desk/audit/{path}"))
    return broken


OFFICE = (
    "registry/",
    "registry/find?words=جهة",
    "registry/arrival",
    "registry/unanswered",
    "registry/mail/",
    "registry/scans/",
    "registry/scans/aside",
    "registry/days",
    "registry/slips",
    "registry/circulars",
    "registry/circulars/new",
)


def registry_looked_at(page: Page, town: Town) -> list[object]:
    """The faults of the registry office, once a letter is entered and a day closed."""
    sign_in(page, town, "dabt")
    page.goto(town.url("miyah", "/desk/registry/arrival"))
    for name, typed in (("name", "وزارة الداخلية"), ("subject", "طلب معلومات")):
        page.fill(f"input[name={name}]", typed)
    page.select_option("select[name=kind]", "ministry")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entered")
    entered = page.url.partition("/desk/")[2]
    letter = entered.removesuffix("/entered")
    broken = []
    for language, width in (("ar", 360), ("fr", 1280)):
        speak(page, town, language)
        page.set_viewport_size({"width": width, "height": 800})
        for path in (*OFFICE, entered, f"{letter}/dispatch", letter):
            broken += looked_at(page, path.replace("/", "-")[:30], town.url("miyah", f"/desk/{path}"))
    return broken


TILLS = ("cashier/shifts/", "cashier/tills/new", "cashier/")
DEBITS = ("money/debits/", "money/debits/new", "money/debits/account")
MONEY = ("money/", "money/statements/new", "money/refunds/new", "money/banks/", "money/accounts/new", *DEBITS)


def tills_looked_at(page: Page, town: Town) -> list[object]:
    """The faults of the pages of tills, as their head sees them."""
    sign_in(page, town, "chef.caisse")
    broken = []
    for language, width in (("ar", 360), ("fr", 1280)):
        speak(page, town, language)
        page.set_viewport_size({"width": width, "height": 800})
        for path in (*TILLS, *MONEY):
            broken += looked_at(page, path.replace("/", "-"), town.url("miyah", f"/desk/{path}"))
    return broken


def test_every_page_of_the_desk_is_accessible(busy_town: Town, page: Page) -> None:
    """In Arabic on a telephone, in French on a screen: one town for both, since its history takes a while."""
    sign_in(page, busy_town, "clientele")
    broken = []
    for language, width in (("ar", 360), ("fr", 1280)):
        speak(page, busy_town, language)
        page.set_viewport_size({"width": width, "height": 800})
        for name, path in pages_of(busy_town).items():
            broken += looked_at(page, name, busy_town.url("miyah", path))
    page.context.clear_cookies()
    broken += looked_at(page, "sign-in", busy_town.url("miyah", "/staff/login/"))
    sign_in(page, busy_town, "direction")
    broken += looked_at(page, "outbox", busy_town.url("miyah", "/desk/outbox/"))
    page.context.clear_cookies()
    broken += audit_looked_at(page, busy_town)
    page.context.clear_cookies()
    broken += registry_looked_at(page, busy_town)
    page.context.clear_cookies()
    broken += tills_looked_at(page, busy_town)
    assert broken == []


def test_a_call_is_taken_in_and_followed_to_the_queue_by_keyboard(town: Town, page: Page) -> None:
    sign_in(page, town, "guichet")
    page.keyboard.press("KeyD")
    page.wait_for_url("**/deposits/new")
    page.check("input[name=service][value=technical-complaint]")
    page.check("input[name=channel][value=phone]")
    page.click("main button[type=submit]")
    page.check("input[name=problem][value=leak]")
    page.fill("input[name=since]", "16 11 2026")
    page.check("input[name=where][value=address]")
    page.select_option("select[name=where-address-district]", "nakhil")
    page.fill("input[name=where-address-street]", "زنقة الورد 12")
    page.fill("input[name=name]", "أمينة بناني")
    page.fill("input[name=phone]", "0661000041")
    page.check("input[name=preferred_channel][value=phone]")
    assert faults(page, "fill-1280-ar") == []
    page.click("main form.column > .buttons button")
    page.wait_for_url("**/receipt")
    assert re.search(r"\d+/\d{4}", page.inner_text(".receipt .number"))
    assert faults(page, "taken-in-1280-ar") == []
    page.goto(town.url("miyah", "/desk/"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/cases/*")


def test_single_letters_can_be_turned_off(town: Town, page: Page) -> None:
    sign_in(page, town, "guichet")
    page.click("[data-keys-off]")
    page.keyboard.press("KeyD")
    assert page.url.endswith("/desk/")
    assert page.is_visible("[data-keys-on]")
