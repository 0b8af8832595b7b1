"""The steps of a letter at the registry office: entered, at its unit, answered, signed, gone."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at, look_at_shared
from shubbak.notifications.actions import drain
from shubbak.registry.actions import note_parcels, take_parcels
from shubbak.registry.departure.issuing import issue_waiting
from tests.town import Town

FOLDER = "/desk/registry/departure/"
ANSWER = "نخبركم بأن الأشغال مبرمجة."


def enters_letter(page: Page, town: Town, agency: str, typed: dict[str, str], chosen: dict[str, str]) -> str:
    """A clerk types a letter; gives its address."""
    page.goto(town.url(agency, "/desk/registry/arrival"))
    page.locator("#arrival details summary").click()
    for name, value in typed.items():
        page.fill(f"#arrival [name={name}]", value)
    for name, value in chosen.items():
        page.select_option(f"#arrival [name={name}]", value)
    page.get_by_role("button", name="تقييد المراسلة").click()
    page.wait_for_url("**/entered")
    return page.url.removesuffix("/entered")


def sends_to_unit(page: Page, letter: str, unit: str) -> None:
    page.goto(f"{letter}/dispatch")
    page.select_option("select[name=coordinator]", unit)
    sends_form(page)


def answers_from_model(page: Page, model: str) -> str:
    """A reply in the words of a model, with what stands between brackets filled in; gives its address."""
    page.select_option("select[name=model]", model)
    page.locator(".filters button").click()
    body = page.locator("textarea[name=body]")
    body.fill(re.sub(r"\[.*?\]", ANSWER, body.input_value()))
    page.locator("form[method=post] button[type=submit]").last.click()
    page.wait_for_url(re.compile(f"{FOLDER}[-0-9a-f]{{36}}$"))
    return page.url


def goes_round(page: Page, visas: Sequence[str], signatory: str) -> None:
    """These agree one after another, then somebody signs."""
    page.locator("a[href$='/round']").click()
    for place, name in enumerate(visas, start=1):
        page.select_option(f"select[name=visa_{place}]", label=name)
    page.select_option("select[name=signatory]", label=signatory)
    sends_form(page)


def takes_from_folder(page: Page, town: Town, agency: str, subject: str, act: str) -> None:
    """Finds the draft in the own signature folder and does what is asked of them there."""
    page.goto(town.url(agency, FOLDER))
    page.locator("section.panel").first.get_by_role("link", name=subject).click()
    page.locator(f"a[href$='/{act}']").click()
    sends_form(page)


def sends_form(page: Page) -> None:
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator("[role=status]")).to_be_visible()


def line_of(page: Page, words: str) -> Locator:
    return page.locator("tr", has_text=words)


def worker_turns(*agencies: str) -> None:
    """What the worker does each minute for the letters of these bodies."""
    drained = partial(drain, limit=1_000)  # what other journeys of this town left waiting leaves too
    turns: Sequence[Callable[..., object]] = (
        issue_waiting,
        drained,
        issue_waiting,
        take_parcels,
        note_parcels,
    )
    for agency in agencies:
        look_at(Agency.objects.get(code=agency))
        for turn in turns:
            turn(at=timezone.now())
        look_at_shared()
