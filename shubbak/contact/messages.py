"""The message that brings a new code."""

from django.utils.translation import gettext

from shubbak.agencies.queries import address_of, current_agency
from shubbak.cases.queries import access_code_of
from shubbak.contact.models import IdentityCheck
from shubbak.foundation.codes import format_code
from shubbak.foundation.text import isolate, isolate_ltr
from shubbak.notifications.models import Message
from shubbak.notifications.rules import Rendered, Withdrawn


def render_message(message: Message) -> Rendered:
    """The code is derived at sending, and stands in no row.

    :raises Withdrawn: once another code was drawn.
    """
    check = IdentityCheck.objects.select_related("case").filter(pk=message.about_id).first()
    if check is None or check.case.code_generation != message.context.get("generation"):
        raise Withdrawn
    agency = current_agency()
    words = {
        "agency": isolate(agency.localized_name(message.language)),
        "number": isolate_ltr(check.case.number),
        "code": isolate_ltr(format_code(access_code_of(check.case))),
        "link": isolate_ltr(address_of(agency, "/track")),
    }
    return Rendered(
        subject=gettext("A new tracking code for your file %(number)s") % words,
        text=gettext(
            "At your request, a new code opens your file %(number)s: %(code)s\n"
            "The former code and all former links open it no more. Give the code to nobody.\n\n"
            "%(link)s\n\n%(agency)s"
        )
        % words,
        short=gettext("%(agency)s: file %(number)s, new tracking code %(code)s. Give it to nobody.") % words,
        sender_name=agency.localized_name(message.language),
        must_leave=True,
    )
