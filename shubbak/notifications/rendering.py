"""From a row of the outbox to words, at the moment of sending."""

from django.utils import translation

from shubbak.notifications.models import Message
from shubbak.notifications.registry import source_of
from shubbak.notifications.rules import Rendered


def rendered(message: Message) -> Rendered:
    """What the message says, in the person's language.

    :raises Withdrawn: when there is nothing left to say.
    :raises LookupError: when no room renders this kind.
    """
    with translation.override(message.language):
        return source_of(message.about_kind)(message)
