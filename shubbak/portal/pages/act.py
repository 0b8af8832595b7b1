"""Pages with one short form or one thing to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.forms import BaseForm, BoundField

from shubbak.foundation.form_parts import top_fields
from shubbak.portal.pages.parts import Link, Paper, Row


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one short form: a message, a further paper, a withdrawal."""

    title: str
    intro: str
    form: BaseForm
    submit: str
    back: Link
    is_grave: bool = False
    consent: Sequence[str] = ()
    """Where people leave data of theirs: what for, who reads it, how long; their rights follow."""

    @property
    def fields(self) -> list[BoundField]:
        return top_fields(self.form)


@dataclass(frozen=True, slots=True)
class ProofPage:
    """A question to a person beyond the share of their network. `carried` is what they sent."""

    form: BaseForm
    method: str
    url: str
    token: str
    carried: Sequence[tuple[str, str]]
    lost_files: bool

    @property
    def fields(self) -> list[BoundField]:
        return top_fields(self.form)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What would have left the house, where no mail server or gateway is set."""

    channel: str
    address: str
    subject: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """The development sink, newest first; of one address only if asked."""

    messages: Sequence[Delivered]
    address: str = ""


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One thing to say after an act, and where to go on."""

    title: str
    text: str
    links: Sequence[Link]
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class GuestPage:
    """A letter of the body for somebody with a link. Without a form it is answered, under `answer_number`."""

    title: str
    lead: str
    facts: Sequence[Row]
    papers: Sequence[Paper]
    confirmed_at: datetime | None
    confirm_url: str
    form: BaseForm | None
    answer_number: str = ""

    @property
    def fields(self) -> list[BoundField]:
        return top_fields(self.form) if self.form else []
