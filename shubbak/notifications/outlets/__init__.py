"""The ways out of the house, one per channel, opened by the first message and kept for the batch."""

from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from shubbak.agencies.models import Agency
from shubbak.notifications.models import Message
from shubbak.notifications.outlets import mail, sms
from shubbak.notifications.rules import Rendered


class Outlet(Protocol):
    """One open way out."""

    def send(self, message: Message, words: Rendered) -> None:
        """:raises NotDelivered: when it did not leave."""

    def close(self) -> None: ...


class Outlets:
    """The ways out that a batch has opened."""

    def __init__(self, agency: Agency, at: datetime) -> None:
        self.agency = agency
        self.at = at
        self._open: dict[str, Outlet] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for outlet in self._open.values():
            outlet.close()

    def send(self, message: Message, words: Rendered) -> None:
        """:raises NotDelivered: when it did not leave."""
        if message.channel not in self._open:
            self._open[message.channel] = _OPENERS[Message.Channel(message.channel)](self.agency, self.at)
        self._open[message.channel].send(message, words)


_OPENERS = {Message.Channel.EMAIL: mail.opened, Message.Channel.SMS: sms.opened}
