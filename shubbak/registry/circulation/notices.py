"""What staff are told of letters by e-mail: a number and a day, never what is in them."""

from uuid import UUID

from django.utils.translation import gettext

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import address_of, current_agency
from shubbak.foundation.localized import pick
from shubbak.foundation.text import isolate, isolate_ltr, long_date
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Rendered, Withdrawn
from shubbak.registry.books.printing import printed_number
from shubbak.registry.circulation.models import Circular, Handover
from shubbak.registry.letters.queries.answers import waits

LETTER, CIRCULAR = "letter_due", "circular"


def render_due(message: Message) -> Rendered:
    """The answer to a letter is due soon, or is late.

    :raises Withdrawn: when it was answered or left the unit meanwhile.
    """
    known = ("unit", "letter__entry__series__register")
    standing = Handover.objects.filter(state__in=(Handover.State.SENT, Handover.State.ACCEPTED))
    awaited = standing.filter(waits("letter_id", "letter__"))
    handover = awaited.select_related(*known).filter(pk=int(message.context["handover"])).first()
    if handover is None or handover.letter.due_at is None:
        raise Withdrawn
    agency, entry = current_agency(), handover.letter.entry
    day = calendar_of(agency).local_day(handover.letter.due_at)
    subject = gettext("Reminder: letter %(number)s waits for an answer")
    words = gettext("It lies with %(unit)s. The body answers by %(day)s at the latest.") % {
        "unit": isolate(pick(handover.unit.name, message.language)),
        "day": long_date(day, message.language, agency.country, agency.digits),
    }
    link = isolate_ltr(address_of(agency, f"/desk/registry/letters/{entry.pk}"))
    said = subject % {"number": isolate(printed_number(entry))}
    return Rendered(subject=said, text=f"{said}\n{words}\n{link}")


def render_circular(message: Message) -> Rendered:
    """A circular was told to a member of staff.

    :raises Withdrawn: when it is gone.
    """
    known = "letter__entry__series__register"
    circular = Circular.objects.select_related(known).filter(pk=UUID(message.about_id)).first()
    if circular is None:
        raise Withdrawn
    said = gettext("Circular %(number)s for you to read") % {
        "number": isolate(printed_number(circular.letter.entry))
    }
    link = isolate_ltr(address_of(current_agency(), f"/desk/registry/circulars/{circular.pk}"))
    return Rendered(subject=said, text=f"{said}\n{link}")


register_template_source(LETTER, render_due)
register_template_source(CIRCULAR, render_circular)
