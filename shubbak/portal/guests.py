"""A letter of the body, opened by the link that somebody without an account was sent."""

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.documents.actions import store_bytes
from shubbak.documents.paper import render
from shubbak.documents.rules import FORMATS, FileRefused
from shubbak.documents.wording import refusal_words
from shubbak.foundation.text import long_date
from shubbak.people.models import GuestLink
from shubbak.portal.filling.guide import spoken
from shubbak.portal.forms import GuestAnswerForm
from shubbak.portal.pages import GuestPage, Paper, Row
from shubbak.portal.receiving import store_all
from shubbak.registry.actions import answer_as_guest
from shubbak.registry.books.printing import printed_number
from shubbak.registry.exchange.papers import guest_words_sheet
from shubbak.registry.models import Letter, LetterPaper
from shubbak.registry.queries import answer_of_guest, papers_for_guest
from shubbak.registry.rules import RegistryRefused

_TYPES = {known.media_type: known.code.upper() for known in FORMATS.values()}


def guest_page(token: str, link: GuestLink, letter: Letter, form: GuestAnswerForm | None) -> GuestPage:
    """`form`: the answer as it was typed; none once the letter is answered."""
    agency, language = current_agency(), spoken()
    answer = answer_of_guest(link)
    until = in_its_zone(link.expires_at).date()
    facts = (
        (gettext("Sent by"), agency.localized_name(language)),
        (gettext("For"), link.name),
        (gettext("Subject"), letter.entry.subject.words),
        (gettext("Day of the letter"), _day(letter.entry.register_day)),
        (gettext("This link opens it until"), _day(until)),
    )
    return GuestPage(
        title=gettext("Letter No %(number)s") % {"number": printed_number(letter.entry)},
        lead=gettext("This page opens this letter alone. Whoever has the link can open it."),
        facts=[Row(label, text) for label, text in facts],
        papers=[_paper(token, one) for one in papers_for_guest(letter)],
        confirmed_at=link.confirmed_at,
        confirm_url=reverse("guest_confirm", args=[token]),
        form=None if answer else form or GuestAnswerForm(),
        answer_number=printed_number(answer) if answer else "",
    )


def send_guest_answer(link: GuestLink, letter: Letter, form: GuestAnswerForm, at: datetime) -> bool:
    """Whether the answer is entered; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        papers = store_all(_given(form), None, at)
        sheet = guest_words_sheet(letter, form.cleaned_data["words"], link.name, at, current_agency())
        content = render(sheet, current_agency())
        words = store_bytes(content=content, name=sheet.name, format_code="pdf", at=at, direction="in")
        answer_as_guest(letter=letter, link=link, words=words, papers=papers, at=at)
    except FileRefused as refused:
        form.add_error("papers", refusal_words(refused))
    except RegistryRefused:
        form.add_error(None, gettext("This letter was answered already, or its link was withdrawn."))
    return form.is_valid()


def _given(form: GuestAnswerForm) -> "list[UploadedFile[bytes]]":
    return list(form.cleaned_data["papers"])


def _paper(token: str, paper: LetterPaper) -> Paper:
    document = paper.document
    return Paper(
        title=document.name,
        url=reverse("guest_paper", args=[token, paper.pk]),
        at=in_its_zone(document.added_at).date(),
        form=_TYPES.get(document.file.media_type, ""),
        size=filesizeformat(document.file.size),
    )


def _day(day: date) -> str:
    agency = current_agency()
    return long_date(day, spoken(), agency.country, agency.digits)
