"""The one notice to whoever received files of a colleague."""

from django.utils.translation import gettext, ngettext

from shubbak.agencies.queries import address_of, current_agency
from shubbak.foundation.text import isolate, isolate_ltr
from shubbak.notifications.models import Message
from shubbak.notifications.rules import Rendered, Withdrawn
from shubbak.people.queries import staff_numbered


def render_handover(message: Message) -> Rendered:
    """How many files, whose they were, and where they lie now (`notifications.registry`).

    :raises Withdrawn: when the receiver's account was closed meanwhile.
    """
    receiver = staff_numbered(int(message.about_id))
    if receiver is None or not receiver.is_active:
        raise Withdrawn
    colleague, count = staff_numbered(int(message.context["from"])), int(message.context["count"])
    name = isolate(colleague.named_in(message.language)) if colleague else ""
    said = ngettext(
        "You were given %(count)s file of %(name)s.", "You were given %(count)s files of %(name)s.", count
    )
    words = said % {"count": count, "name": name}
    link = isolate_ltr(address_of(current_agency(), "/desk/?tab=mine"))
    why = gettext("The reason stands in the history of each file.")
    return Rendered(subject=words, text=f"{words}\n{why}\n{link}")
