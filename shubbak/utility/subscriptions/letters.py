"""What the invitation to see a contract says."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from shubbak.agencies.queries import address_of, current_agency
from shubbak.foundation.text import isolate, isolate_ltr
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Rendered, Withdrawn
from shubbak.utility.subscriptions.actions.access import INVITED
from shubbak.utility.subscriptions.models import Tie
from shubbak.utility.subscriptions.rules import print_contract_number
from shubbak.utility.subscriptions.sharing import invitation_path


def render_invitation(message: Message) -> Rendered:
    """:raises Withdrawn: if whoever shared it keeps the contract no more."""
    ties = Tie.objects.filter(pk=UUID(message.about_id), until=None).select_related("contract")
    tie = ties.first()
    if tie is None:
        raise Withdrawn
    agency, until = current_agency(), datetime.fromisoformat(str(message.context["until"]))
    name = agency.localized_name(message.language)
    said = {
        "agency": isolate(name),
        "number": isolate_ltr(print_contract_number(tie.contract.number)),
        "link": isolate_ltr(address_of(agency, invitation_path(tie.pk, message.address, until))),
    }
    return Rendered(
        subject=gettext("A contract is shared with you at %(agency)s") % said,
        text=gettext(
            "Somebody who keeps contract %(number)s shares it with you: you may see its bills, pay them and "
            "send its readings.\n\nOpen this within seven days, and sign in with this address:\n%(link)s\n\n"
            "If you do not know what this is about, do nothing.\n\n%(agency)s"
        )
        % said,
        short=gettext("%(agency)s: contract %(number)s is shared with you: %(link)s") % said,
        sender_name=name,
    )


register_template_source(INVITED, render_invitation)
