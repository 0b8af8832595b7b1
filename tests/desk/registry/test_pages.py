"""Letters that leave, files, links for guests: WCAG 2.2 AA, and nothing beyond the edge at 360 pixels."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at, look_at_shared
from shubbak.documents.actions import store_bytes
from shubbak.journal.rules import SYSTEM
from shubbak.people.guests import guest_token
from shubbak.people.models import Staff, Unit
from shubbak.registry.actions import (
    accept,
    address,
    ask_visas,
    begin_draft,
    dispatch,
    draw_up_list,
    instruct,
    invite_guest,
    register_letter,
    sign_draft,
)
from shubbak.registry.departure.issuing import issue
from shubbak.registry.models import Draft, Letter, Register
from shubbak.registry.rules import (
    AskedVisa,
    Channel,
    Destination,
    DraftFacts,
    Kind,
    LetterFacts,
    Mention,
    Recipient,
    Sender,
)
from tests.desk.test_pages import looked_at, sign_in, speak
from tests.documents import pdfs
from tests.town import Town

pytestmark = pytest.mark.browser
WRITER = Sender(
    Kind.ASSOCIATION, "جمعية حي السلام للتنمية", email="salam@example.ma", address="حي السلام، زنقة 4"
)
WORDS = "سلام تام بوجود مولانا الإمام المؤيد بالله،\n\nوبعد، نخبركم بأن الأشغال مبرمجة.\n\nوالسلام."
YEARS_ON = datetime(2045, 1, 5, 9, 0, tzinfo=UTC)
SCREENS = (("ar", 360), ("fr", 1280))


@dataclass(frozen=True)
class Office:
    """What lies about in the office: a letter at its unit, drafts at every stage, a list, a link."""

    letter: Letter
    waiting: Draft
    asked: Draft
    signed: Draft
    listed: int
    token: str


def staff(name: str) -> Staff:
    return Staff.objects.get(email=f"{name}@miyah.example")


def entered(at: datetime, nature: str, subject: str) -> Letter:
    papers = [store_bytes(content=pdfs.written("طلب"), name="طلب.pdf", format_code="pdf", at=at).pk]
    facts = LetterFacts(sender=WRITER, subject=subject, channel=Channel.POST, nature=nature, papers=papers)
    incoming = Register.objects.get(code="incoming")
    pk = register_letter(register=incoming, facts=facts, submission_id=uuid4(), actor=SYSTEM, at=at)
    return Letter.objects.get(pk=pk)


def at_its_unit(letter: Letter, at: datetime) -> Letter:
    """It lies with the network of water."""
    instruct(letter=letter, words="للدراسة وإعداد جواب", staff=staff("direction"), at=at)
    to = [Recipient("water_network", Mention.ATTRIBUTION, is_coordinator=True)]
    [handover] = dispatch(letter=letter, recipients=to, staff=staff("dabt"), at=at)
    accept(handover=handover, staff=staff("eau"), at=at)
    return letter


def drafted(at: datetime, *ways: str, answers: Letter | None = None) -> Draft:
    draft = begin_draft(
        facts=DraftFacts("جواب عن طلب توسيع شبكة الماء", WORDS, enclosures=("تصميم الشبكة",)),
        author=staff("eau"),
        unit=Unit.objects.get(code="water_network"),
        in_reply_to=answers.entry if answers else None,
        at=at,
    )
    for way in ways:
        address(draft=draft, to=Destination(WRITER, way), staff=staff("eau"), at=at)
    return draft


def sent_round(draft: Draft, at: datetime, *visas: str, by: str = "direction") -> Draft:
    asked = [AskedVisa(staff(name).pk, rank) for rank, name in enumerate(visas, start=1)]
    ask_visas(draft=draft, signatory=staff(by), visas=asked, staff=staff("eau"), at=at)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def office(town: Town, settings: Any, tmp_path: Path) -> Office:
    settings.SHUBBAK_SEALS, at = tmp_path, timezone.now()
    look_at(Agency.objects.get(code="miyah"))
    entered(at, "notice", "إعلام بتغيير المقر")
    letter = at_its_unit(entered(at, "request", "طلب توسيع شبكة الماء"), at)
    signed = sent_round(drafted(at, "registered_post"), at, by="chef.eau")
    sign_draft(draft=signed, staff=staff("chef.eau"), at=at)
    signed.refresh_from_db()
    issue(draft=signed, at=at)
    link = invite_guest(
        letter=letter, staff=staff("dabt"), at=at, name=WRITER.name, email=WRITER.email, language="ar"
    )
    office = Office(
        letter=letter,
        waiting=drafted(at, "email", answers=letter),
        asked=sent_round(drafted(at, "email"), at, "chef.eau", "secretariat"),
        signed=signed,
        listed=draw_up_list(staff=staff("dabt"), at=YEARS_ON).pk,
        token=guest_token(link.pk),
    )
    look_at_shared()
    return office


def pages_of(office: Office) -> Mapping[str, tuple[str, ...]]:
    """Whose pages are looked at, under /desk/registry/."""
    letter, waiting, asked = (f"{office.letter.pk}", f"{office.waiting.pk}", f"departure/{office.asked.pk}")
    sending = f"departure/sending/{office.signed.addressees.get().pk}"
    return {
        "dabt": (
            "departure/",
            f"departure/{office.signed.pk}",
            f"{sending}/sent",
            f"letters/{letter}",
            f"letters/{office.signed.letter_id}",
            *(f"letters/{letter}/{act}" for act in ("class", "guest", "body")),
            "files/",
            f"files/lists/{office.listed}",
            "mail/quarantine",
            "outage/",
            "outage/new",
        ),
        "eau": (
            "unit/",
            f"handovers/{office.letter.handovers.get().pk}/settle",
            f"departure/new?reply={letter}&model=reply-ar",
            *(f"departure/{waiting}{act}" for act in ("", "/edit", "/round", "/addressees/add")),
        ),
        "chef.eau": ("departure/", asked, f"{asked}/visa", f"{asked}/refuse"),
        "direction": (
            "unanswered",
            "files/classes/new",
            "files/classes/1.1",
            f"letters/{letter}/hold",
            f"files/lists/{office.listed}/approve",
        ),
    }


def test_every_page_of_letters_that_leave_is_accessible(office: Office, town: Town, page: Page) -> None:
    look_at(Agency.objects.get(code="miyah"))
    pages, broken = pages_of(office), []
    look_at_shared()
    for who, paths in pages.items():
        page.context.clear_cookies()
        sign_in(page, town, who)
        for language, width in SCREENS:
            speak(page, town, language)
            page.set_viewport_size({"width": width, "height": 800})
            for path in paths:
                name = f"office-{who}-{path.partition('?')[0].replace('/', '-')}"[:60]
                broken += looked_at(page, name, town.url("miyah", f"/desk/registry/{path}"))
    assert broken == []


def test_a_guest_reads_an_accessible_page(office: Office, town: Town, page: Page) -> None:
    broken = []
    for language, width in SCREENS:
        page.goto(town.url("miyah", f"/language/{language}?next=/"))
        page.set_viewport_size({"width": width, "height": 800})
        broken += looked_at(page, "guest", town.url("miyah", f"/g/{office.token}"))
    assert broken == []
