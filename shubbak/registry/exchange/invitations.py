"""The message with which a guest gets a letter: the link is made when it leaves, and kept nowhere."""

from django.utils.translation import gettext

from shubbak.agencies.queries import address_of, current_agency, in_its_zone
from shubbak.foundation.text import isolate, isolate_ltr, long_date
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Rendered, Withdrawn
from shubbak.people.guests import guest_path, guest_token
from shubbak.people.models import GuestLink
from shubbak.registry.books.models import Entry
from shubbak.registry.books.printing import printed_number
from shubbak.registry.exchange.queries import TASK


def render_guest(message: Message) -> Rendered:
    """What it says: a number and a link; what the letter is about stands behind the link.

    :raises Withdrawn: when the link was revoked meanwhile.
    """
    link = GuestLink.objects.filter(pk=message.about_id, revoked_at=None).first()
    entry = Entry.objects.select_related("series__register").filter(pk=link.about).first() if link else None
    if link is None or entry is None:
        raise Withdrawn
    agency = current_agency()
    name = agency.localized_name(message.language)
    until = long_date(in_its_zone(link.expires_at).date(), message.language, agency.country, agency.digits)
    words = gettext(
        "To %(name)s,\n\n%(agency)s sends you its letter No %(number)s. Open it with this link, confirm that "
        "you received it, or answer it there:\n\n%(link)s\n\n"
        "The link opens this letter alone, until %(until)s. Whoever holds it can open it."
    )
    told = {
        "name": isolate(link.name),
        "agency": isolate(name),
        "number": isolate_ltr(printed_number(entry)),
        "link": isolate_ltr(address_of(agency, guest_path(guest_token(link.pk)))),
        "until": until,
    }
    subject = gettext("Letter No %(number)s from %(agency)s") % {"number": told["number"], "agency": name}
    return Rendered(subject=subject, text=words % told, sender_name=name)


register_template_source(TASK, render_guest)
