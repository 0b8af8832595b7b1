"""The message that calls a member to a sitting: when, where, which files, and how to give an opinion."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from shubbak.agencies.queries import address_of, current_agency, in_its_zone
from shubbak.foundation.text import isolate, isolate_ltr, long_date
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Rendered, Withdrawn
from shubbak.people.guests import guest_token
from shubbak.planning.sittings.actions.calling import ABOUT
from shubbak.planning.sittings.models import Convocation, Sitting


def render_convocation(message: Message) -> Rendered:
    """What it says: numbers of files and a link; what they are about stands behind it.

    :raises Withdrawn: once the sitting is over or cancelled.
    """
    found = Convocation.objects.select_related("sitting", "seat__body").filter(pk=UUID(message.about_id))
    called = found.first()
    if called is None or called.sitting.state != Sitting.State.CONVOKED:
        raise Withdrawn
    agency, language = current_agency(), message.language
    said = {
        "name": isolate(called.seat.name),
        "agency": isolate(agency.localized_name(language)),
        "body": isolate(called.seat.body.name.get(language) or called.seat.body.name["ar"]),
        "when": _moment(called.sitting.starts_at, language),
        "where": isolate(called.sitting.place) or gettext("at a distance"),
        "files": _numbers(called.sitting),
        "until": _moment(called.sitting.opinions_until, language),
        "link": isolate_ltr(_link(called)),
    }
    text = gettext(
        "To %(name)s, %(body)s,\n\n%(agency)s calls you to the sitting of the planning committee on "
        "%(when)s, %(where)s. Files on its agenda: %(files)s.\n\nRead them and give the signed opinion of "
        "your body until %(until)s:\n\n%(link)s\n\nThe link is yours alone, and ends with the sitting."
    )
    subject = gettext("Sitting of the planning committee on %(when)s") % said
    return Rendered(subject=subject, text=text % said, sender_name=agency.localized_name(language))


def _link(called: Convocation) -> str:
    agency = current_agency()
    if called.link_id is None:
        return address_of(agency, f"/desk/sittings/{called.sitting_id}")
    return address_of(agency, f"/sittings/{guest_token(called.link_id)}")


def _numbers(sitting: Sitting) -> str:
    numbers = sitting.items.filter(left_at=None).values_list("case__number", flat=True)
    return ", ".join(isolate_ltr(number) for number in numbers)


def _moment(at: datetime, language: str) -> str:
    agency, local = current_agency(), in_its_zone(at)
    day = long_date(local.date(), language, agency.country, agency.digits)
    return f"{day} {isolate_ltr(f'{local:%H:%M}')}"


register_template_source(ABOUT, render_convocation)
