"""Contacts as lines of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from shubbak.contact.models import Contact
from shubbak.desk import contact_words as words
from shubbak.desk.shown.language import Tongue
from shubbak.desk.words import word


@dataclass(frozen=True)
class ContactLine:
    """`number` and `url` are empty where it was about no file."""

    moment: str
    channel: str
    name: str
    number: str
    url: str
    asked: str
    said: str
    outcome: str
    code_given: bool


def contact_lines(found: Sequence[Contact], at: datetime, tongue: Tongue) -> Sequence[ContactLine]:
    return [
        ContactLine(
            moment=tongue.moment(contact.at, at),
            channel=word(words.ENQUIRY_CHANNELS, contact.channel),
            name=contact.name,
            number=contact.case.number if contact.case else "",
            url=reverse("desk_case", args=[contact.case_id]) if contact.case_id else "",
            asked=contact.asked,
            said=contact.said,
            outcome=word(words.OUTCOMES, contact.outcome),
            code_given=bool(contact.check_passed and contact.check_passed.code_given_at),
        )
        for contact in found
    ]
