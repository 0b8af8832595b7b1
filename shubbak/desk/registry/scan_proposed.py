"""What was read on a scan, beside the form in which it is entered: taken by a key, never by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.shown.language import tongue
from shubbak.registry.models import ScanPart
from shubbak.registry.queries import sender_in
from shubbak.registry.scans.proposals import head_of, proposed

_OF_THE_SENDER = 25
"""Lines in which the sender of a letter stands."""


@dataclass(frozen=True)
class ProposalShown:
    """`value` goes into the box `field`; `said` is what a person reads."""

    field: str
    label: str
    value: str
    said: str


def proposals_shown(part: ScanPart, at: datetime) -> list[ProposalShown]:
    """In the order of the boxes; none where nothing was read."""
    return list(_proposals(part.text, at)) if part.text else []


def _proposals(text: str, at: datetime) -> Iterator[ProposalShown]:
    told, sender = (
        proposed(text, in_its_zone(at).date()),
        sender_in("\n".join(head_of(text)[:_OF_THE_SENDER])),
    )
    if sender is not None:
        yield ProposalShown("name", gettext("Sender"), sender.name, sender.name)
    if told.subject:
        yield ProposalShown("subject", gettext("Subject"), told.subject, told.subject)
    if told.reference:
        yield ProposalShown("reference", gettext("Reference of the sender"), told.reference, told.reference)
    if day := told.written_on:
        said = tongue().long_day(day)
        yield ProposalShown("written_on", gettext("Date of the letter"), day.isoformat(), said)
