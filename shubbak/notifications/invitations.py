"""The message with which a new colleague chooses a password; the link itself is made when it leaves."""

from datetime import datetime

from django.utils.translation import gettext

from shubbak.agencies.queries import address_of, current_agency
from shubbak.foundation.text import isolate, isolate_ltr
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.notifications.actions import post
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import About, Recipient, Rendered, Withdrawn
from shubbak.people.models import Staff
from shubbak.people.welcome import welcome_path

INVITATION = "invitation"


@action
def invite_staff(*, staff: Staff, actor: Actor, at: datetime) -> Message | None:
    """Send a member of staff the link with which a password is chosen."""
    record(what="staff.invited", about=f"staff/{staff.pk}", actor=actor, at=at)
    invited = Recipient(pk=f"staff/{staff.pk}", email=staff.email, language=staff.language)
    return post(about=About(INVITATION, str(staff.pk)), person=invited, template="welcome", at=at)


def render_invitation(message: Message) -> Rendered:
    """What the invitation says.

    :raises Withdrawn: when the account was closed meanwhile.
    """
    staff = Staff.objects.filter(pk=message.about_id, is_active=True).first()
    if staff is None:
        raise Withdrawn
    agency = current_agency()
    name = agency.localized_name(message.language)
    words = gettext(
        "Dear %(name)s,\n\nYou have an account at the desk of %(agency)s. "
        "Choose your password with this link:\n\n%(link)s\n\n"
        "It works once, within three days. Tell it to nobody."
    )
    link = isolate_ltr(address_of(agency, welcome_path(staff)))
    return Rendered(
        subject=gettext("Your account at %(agency)s") % {"agency": name},
        text=words
        % {"name": isolate(staff.named_in(message.language)), "agency": isolate(name), "link": link},
        sender_name=name,
    )


register_template_source(INVITATION, render_invitation)
