"""A visitor who writes a complaint through the portal's own pages, as a browser without JavaScript would."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shubbak.cases.models import Case
from tests.documents.hostile import picture

START = "/services/technical-complaint/start"
FORM = "/d/technical-complaint"
ANSWERS: dict[str, dict[str, str]] = {
    "problem": {"problem": "leak"},
    "since": {"since": "٢ ١ ٢٠٢٤", "since_part": "morning"},
    "where": {"where": "address", "where-address-district": "nakhil", "where-address-street": "زنقة الورد"},
    "photos": {"details": ""},
    "contact": {"name": "أمينة بناني", "phone": "0661000041", "email": "", "preferred_channel": "sms"},
}


def photograph(name: str = "photo.jpg", width: int = 40) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture("JPEG", (width, 30)), "image/jpeg")


def answer(visitor: Client, page: str, **changed: Any) -> Any:
    return visitor.post(f"{FORM}/q/{page}", {**ANSWERS[page], **changed})


def write_all(visitor: Client) -> None:
    """Every page of the complaint answered; the review is next."""
    for page in ANSWERS:
        assert answer(visitor, page).status_code == 302, page


def deposit(visitor: Client) -> Any:
    return visitor.post(f"{FORM}/review", {"submission_id": "any"})


def deposited(visitor: Client) -> Case:
    """A case deposited through the pages; this browser has it open."""
    write_all(visitor)
    deposit(visitor)
    return Case.objects.get()


def html(answered: Any) -> str:
    text: str = answered.content.decode()
    return text
