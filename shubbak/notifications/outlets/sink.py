"""Where messages go when no mail server or gateway is set: rows that a development page shows."""

from datetime import datetime

from shubbak.notifications.bidi import directed, for_telephone
from shubbak.notifications.models import Delivery, Message
from shubbak.notifications.rules import Rendered


class Sink:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def send(self, message: Message, words: Rendered) -> None:
        on_telephone = message.channel == Message.Channel.SMS
        text = for_telephone(words.short or words.text, message.language)
        Delivery.objects.create(
            message=message,
            address=message.address,
            subject="" if on_telephone else words.subject[:300],
            text=text if on_telephone else directed(_with_files(words), message.language),
            at=self.at,
        )

    def close(self) -> None:
        return None


def _with_files(words: Rendered) -> str:
    """The text, and the names of the files that go with it."""
    return "\n\n".join([words.text, *(f"[{file.name}]" for file in words.attached)])
