"""Where a letter came from and went to among the bodies of the installation, and what it is linked to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, pgettext

from shubbak.agencies.models import Agency, Parcel
from shubbak.agencies.queries import other_bodies, parcel_of_arrival, parcels_sent
from shubbak.desk.registry import words
from shubbak.desk.shown.language import Tongue, tongue
from shubbak.desk.words import word
from shubbak.people.models import GuestLink
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import Letter
from shubbak.registry.queries import guests_of, letters_linked


@dataclass(frozen=True)
class ParcelShown:
    """`number` is the one of the other body; without one it is on its way, or `refused` says why not."""

    body: str
    moment: str
    number: str
    taken: str = ""
    refused: str = ""


@dataclass(frozen=True)
class GuestShown:
    """Somebody who got the letter by link: what they did, or that the link is over."""

    pk: UUID
    name: str
    email: str
    moment: str
    told: Sequence[str]
    stands: bool


@dataclass(frozen=True)
class LinkShown:
    """Another letter: what it is to this one, and whether it still counts."""

    said: str
    number: str
    entry: UUID
    is_annulled: bool


@dataclass(frozen=True)
class ParcelsShown:
    came: ParcelShown | None
    sent: Sequence[ParcelShown]
    links: Sequence[LinkShown]
    guests: Sequence[GuestShown]
    may_be_sent: bool
    may_be_shown: bool


def parcels_shown(letter: Letter, at: datetime) -> ParcelsShown:
    speech = tongue()
    came = parcel_of_arrival(letter.pk)
    return ParcelsShown(
        came=_came(came, speech, at) if came else None,
        sent=[_sent(parcel, speech, at) for parcel in parcels_sent(letter.pk)],
        links=list(_links(letter)),
        guests=[_guest(link, speech, at) for link in guests_of(letter)],
        may_be_sent=letter.secrecy != "sealed" and other_bodies().exists(),
        may_be_shown=letter.secrecy != "sealed",
    )


def _guest(link: GuestLink, speech: Tongue, at: datetime) -> GuestShown:
    told = (
        (pgettext("link to a letter", "opened"), link.opened_at),
        (pgettext("link to a letter", "receipt confirmed"), link.confirmed_at),
        (pgettext("link to a letter", "answered"), link.done_at),
        (pgettext("link to a letter", "withdrawn"), link.revoked_at),
        (pgettext("link to a letter", "over"), link.expires_at if link.expires_at <= at else None),
    )
    return GuestShown(
        pk=link.pk,
        name=link.name,
        email=link.email,
        moment=speech.moment(link.made_at, at),
        told=[f"{said}: {speech.moment(when, at)}" for said, when in told if when],
        stands=link.done_at is None and link.revoked_at is None and link.expires_at > at,
    )


def _came(parcel: Parcel, speech: Tongue, at: datetime) -> ParcelShown:
    return ParcelShown(_name(parcel.sender, speech), speech.moment(parcel.sent_at, at), parcel.sender_number)


def _sent(parcel: Parcel, speech: Tongue, at: datetime) -> ParcelShown:
    return ParcelShown(
        body=_name(parcel.receiver, speech),
        moment=speech.moment(parcel.sent_at, at),
        number=parcel.receiver_number,
        taken=speech.moment(parcel.taken_at, at) if parcel.taken_at else "",
        refused=word(words.PARCELS, parcel.refused) if parcel.refused else "",
    )


def _links(letter: Letter) -> Iterator[LinkShown]:
    linked = letters_linked(letter)
    said = (
        (gettext("Answers the letter"), [linked.answers] if linked.answers else []),
        (pgettext("letter", "Answered by"), linked.replies),
        (gettext("Belongs together with"), linked.others),
    )
    for words_of_link, entries in said:
        for one in entries:
            yield LinkShown(words_of_link, printed_number(one), one.pk, one.pk in linked.annulled)


def _name(body: Agency, speech: Tongue) -> str:
    return speech.pick(body.name)
