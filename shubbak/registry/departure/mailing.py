"""The way that needs no clerk: a letter leaves by e-mail, a few words with the sealed paper beside them."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency
from shubbak.documents.models import Document
from shubbak.documents.queries import open_document
from shubbak.foundation.text import isolate, isolate_ltr
from shubbak.notifications.actions import post
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import About, Attached, Recipient, Rendered, Withdrawn
from shubbak.registry.books.models import EntryEvent
from shubbak.registry.books.printing import printed_number
from shubbak.registry.departure.models import Addressee
from shubbak.registry.departure.ways import register_way
from shubbak.registry.letters.rules import Channel

EMAIL = "email"
DEPARTURE = "departure"


def send_by_email(addressee: Addressee, at: datetime) -> UUID | None:
    """Order the message; it carries the paper."""
    person = Recipient(email=addressee.correspondent.email, language=addressee.draft.language)
    about = About(DEPARTURE, str(addressee.pk))
    message = post(about=about, person=person, template="letter", at=at, channel=EMAIL)
    return message.pk if message else None


def render_departure(message: Message) -> Rendered:
    """What stands in the message, with the letter attached.

    :raises Withdrawn: when the letter was annulled before it left.
    """
    known = Addressee.objects.select_related("draft__letter__entry__series__register", "draft__paper__file")
    addressee = known.filter(pk=message.about_id, draft__paper__isnull=False).first()
    letter, paper = (addressee.draft.letter, addressee.draft.paper) if addressee else (None, None)
    if addressee is None or letter is None or paper is None or _is_annulled(letter.pk):
        raise Withdrawn
    agency = current_agency()
    name, number = agency.localized_name(message.language), printed_number(letter.entry)
    words = gettext(
        "Please find attached the letter No %(number)s of %(agency)s, under the subject:\n\n%(subject)s\n\n"
        "The paper bears the electronic seal of the body. A program sent this message: do not answer it."
    )
    told = {"number": isolate_ltr(number), "agency": isolate(name), "subject": isolate(_subject(addressee))}
    return Rendered(
        subject=gettext("Letter No %(number)s of %(agency)s") % {"number": number, "agency": name},
        text=words % told,
        sender_name=name,
        attached=[_attached(paper)],
    )


def _subject(addressee: Addressee) -> str:
    """What is confidential stands on the paper alone."""
    return addressee.draft.subject if addressee.draft.secrecy == "open" else gettext("confidential")


def _attached(paper: Document) -> Attached:
    with open_document(paper) as file:
        return Attached(paper.name, paper.file.media_type, file.read())


def _is_annulled(entry_id: UUID) -> bool:
    return EntryEvent.objects.filter(entry=entry_id, kind=EntryEvent.Kind.ANNULLED).exists()


register_way(EMAIL, send_by_email, channel=Channel.EMAIL, needs=("email",))
register_template_source(DEPARTURE, render_departure)
