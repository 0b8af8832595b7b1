"""What is sent to whoever wrote an e-mail, and where answers to us go."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from shubbak.agencies.queries import agency_key, current_agency
from shubbak.cases.models import Case
from shubbak.contact.intake.queries import mailbox_in_use
from shubbak.contact.intake.rules import reply_address
from shubbak.contact.models import Mail
from shubbak.foundation.text import isolate, isolate_ltr, long_date
from shubbak.notifications.models import Message
from shubbak.notifications.rules import Rendered, Withdrawn
from shubbak.registry.books.printing import printed_number


def render_received(message: Message) -> Rendered:
    """The receipt of an e-mail. Nothing in it was written by its sender: the address may be another's (P16).

    :raises Withdrawn: once the message is gone.
    """
    mail = Mail.objects.select_related("entry__series__register").filter(pk=message.about_id).first()
    if mail is None or mail.entry is None:
        raise Withdrawn
    agency = current_agency()
    day = mail.entry.received_at.astimezone(ZoneInfo(agency.zone)).date()
    words = {
        "agency": isolate(agency.localized_name(message.language)),
        "number": isolate_ltr(printed_number(mail.entry)),
        "date": isolate(long_date(day, message.language, agency.country, agency.digits)),
    }
    return Rendered(
        subject=gettext("Your message is registered under number %(number)s") % words,
        text=gettext(
            "The registry office of %(agency)s has received your message. "
            "It is registered under number %(number)s on %(date)s.\n\n"
            "Name this number whenever you ask about it.\n\n%(agency)s"
        )
        % words,
        sender_name=agency.localized_name(message.language),
    )


def reply_address_of_case(message: Message) -> str:
    """The address of a file, on what goes to its own people alone: by it their answer finds the file."""
    mailbox = mailbox_in_use() if message.about_kind == "case" and message.channel == "email" else None
    if mailbox is None or not message.person_id:
        return ""
    case = Case.objects.filter(pk=message.about_id).only("applicant_id", "submitter_id").first()
    if case is None or message.person_id not in {str(case.applicant_id), str(case.submitter_id)}:
        return ""
    return reply_address(mailbox.address, case.pk, agency_key(current_agency()))
