"""What the message with a code says; the code itself is made when the message leaves."""

from uuid import UUID

from django.utils.translation import gettext

from shubbak.accounts.actions import SIGN_IN
from shubbak.accounts.models import SignInCode
from shubbak.accounts.rules import code_of
from shubbak.agencies.queries import agency_key, current_agency
from shubbak.foundation.text import isolate, isolate_ltr
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Rendered, Withdrawn


def render_code(message: Message) -> Rendered:
    """The code, and what to do with it.

    :raises Withdrawn: when it was used, or forgotten meanwhile.
    """
    asked = SignInCode.objects.filter(pk=UUID(message.about_id), used_at=None).first()
    if asked is None:
        raise Withdrawn
    agency = current_agency()
    name = agency.localized_name(message.language)
    said = {
        "code": isolate_ltr(code_of(agency_key(agency), asked.pk)),
        "agency": isolate(name),
    }
    return Rendered(
        subject=gettext("Your code for %(agency)s: %(code)s") % said,
        text=gettext(
            "Your code for “My files” at %(agency)s:\n\n%(code)s\n\n"
            "It works for ten minutes. Nobody of the body asks you for it: tell it to nobody. "
            "If you did not ask for it, do nothing."
        )
        % said,
        short=gettext("%(code)s: your code for “My files” at %(agency)s, for 10 minutes. Tell it to nobody.")
        % said,
        sender_name=name,
        must_leave=True,
    )


register_template_source(SIGN_IN, render_code)
