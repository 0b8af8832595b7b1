"""Sittings, files and opinions as the desk reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext

from shubbak.agencies.queries import in_its_zone
from shubbak.catalogue.forms.shown import answers_shown
from shubbak.catalogue.queries import spec_of
from shubbak.desk.access import Visit
from shubbak.desk.shown.language import tongue
from shubbak.desk.sittings.words import CLASSES, KINDS, SEVERITIES, STATE_LOOKS, STATES, WAYS
from shubbak.desk.words import word
from shubbak.planning.sittings.models import AgendaItem, Body, Opinion, Reservation, Seat, Sitting
from shubbak.planning.sittings.permissions import reads_sittings
from shubbak.planning.sittings.queries import (
    consulted_on,
    in_office,
    items_of,
    ready_rounds,
    standing_opinions,
)
from shubbak.planning.sittings.wording import LOOKS, VALUES

_AT_MOST = 60


@dataclass(frozen=True)
class SittingShown:
    sitting: Sitting
    title: str
    place: str
    until: str
    state: str
    look: str
    files: int = 0


@dataclass(frozen=True)
class AgendaLine:
    item: AgendaItem
    number: str
    title: str
    said: int
    asked: int
    outcome: str
    look: str


@dataclass(frozen=True)
class ReservationShown:
    reservation: Reservation
    severity: str
    lifted: str
    proof: str


@dataclass(frozen=True)
class OpinionShown:
    """What a body says; without an opinion `value` says that it is awaited."""

    body: str
    binds: bool
    value: str
    look: str
    opinion: Opinion | None
    moment: str
    reservations: Sequence[ReservationShown]
    aside: str


@dataclass(frozen=True)
class ItemShown:
    title: str
    service: str
    outcome: str
    look: str
    papers: Sequence[Any]
    rows: Sequence[Any]
    opinions: Sequence[OpinionShown]
    heard: str
    withdrawn: str
    lifts: bool


@dataclass(frozen=True)
class BodyShown:
    body: Body
    name: str
    kind: str
    classes: str
    way: str
    seats: Sequence[Seat]


def sittings_shown(visit: Visit) -> list[SittingShown]:
    """The newest first; a member's own where they read no others."""
    found = Sitting.objects.all()
    if not reads_sittings(visit.roles):
        found = found.filter(convocations__seat__staff=visit.staff).distinct()
    counted = found.annotate(files=Count("items", distinct=True)).order_by("-starts_at")
    return [named_sitting(each, each.files) for each in counted[:_AT_MOST]]


def named_sitting(sitting: Sitting, files: int = 0) -> SittingShown:
    speech = tongue()
    return SittingShown(
        sitting=sitting,
        title=f"{word(CLASSES, sitting.project_class)} – {_moment(sitting.starts_at)}",
        place=sitting.place or gettext("at a distance"),
        until=f"{speech.day(sitting.opinions_until)} {speech.hour(sitting.opinions_until)}",
        state=word(STATES, sitting.state),
        look=STATE_LOOKS[sitting.state],
        files=files,
    )


def ready_counts() -> list[tuple[str, int]]:
    """How many files wait for a sitting, by class."""
    counted = ready_rounds().order_by().values_list("project_class").annotate(files=Count("pk"))
    return [(word(CLASSES, each), files) for each, files in counted]


def agenda_lines(sitting: Sitting) -> list[AgendaLine]:
    speech = tongue()
    return [
        AgendaLine(
            item=item,
            number=item.case.number,
            title=speech.pick(item.case.title),
            said=standing_opinions(item).count(),
            asked=len(consulted_on(item.round)),
            outcome=word(VALUES, item.outcome) if item.outcome else "",
            look=LOOKS.get(item.outcome, "hold"),
        )
        for item in items_of(sitting)
    ]


def item_shown(item: AgendaItem, *, keeps: bool) -> ItemShown:
    speech, spec = tongue(), spec_of(item.case.service_version)
    return ItemShown(
        title=speech.pick(item.case.title),
        service=speech.pick(spec.title),
        outcome=word(VALUES, item.outcome) if item.outcome else "",
        look=LOOKS.get(item.outcome, "hold"),
        papers=list(item.case.papers.select_related("document")),
        rows=file_rows(item),
        opinions=_opinions(item),
        heard=_moment(item.heard_at) if item.heard_at else "",
        withdrawn=_moment(item.withdrawn_at) if item.withdrawn_at else "",
        lifts=keeps,
    )


def file_rows(item: AgendaItem) -> Any:
    """What the file says: the answers of its deposit."""
    spec, speech = spec_of(item.case.service_version), tongue()
    return answers_shown(spec, item.case.answers, speech.language, speech.country, speech.digits)


def bodies_shown(at: datetime) -> list[BodyShown]:
    speech, today = tongue(), in_its_zone(at).date()
    return [
        BodyShown(
            body=body,
            name=speech.pick(body.name),
            kind=word(KINDS, body.kind),
            classes=" · ".join(word(CLASSES, each) for each in body.sits_for),
            way=word(WAYS, body.way),
            seats=list(in_office(Seat.objects.filter(body=body), today)),
        )
        for body in Body.objects.filter(retired_at=None)
    ]


def _opinions(item: AgendaItem) -> list[OpinionShown]:
    given = {opinion.body_id: opinion for opinion in standing_opinions(item)}
    asides = {conflict.seat.body_id: conflict.seat.name for conflict in item.conflicts.select_related("seat")}
    asked = item.round.consultations.select_related("body")
    return [
        _opinion(each.body, each.binds, given.get(each.body_id), asides.get(each.body_id, ""))
        for each in asked
    ]


def _opinion(body: Body, binds: bool, opinion: Opinion | None, aside: str) -> OpinionShown:
    return OpinionShown(
        body=tongue().pick(body.name),
        binds=binds,
        value=word(VALUES, opinion.value) if opinion else gettext("Awaited"),
        look=LOOKS[opinion.value] if opinion else "hold",
        opinion=opinion,
        moment=_moment(opinion.at) if opinion else "",
        reservations=[_reservation(each) for each in opinion.reservations.all()] if opinion else [],
        aside=aside,
    )


def _reservation(reservation: Reservation) -> ReservationShown:
    lifting = getattr(reservation, "lifting", None)
    paper = lifting.paper.document.name if lifting and lifting.paper else ""
    return ReservationShown(
        reservation=reservation,
        severity=word(SEVERITIES, reservation.severity),
        lifted=_moment(lifting.at) if lifting else "",
        proof=" · ".join(filter(None, (lifting.words, paper))) if lifting else "",
    )


def _moment(at: datetime) -> str:
    speech = tongue()
    return f"{speech.day(at)} {speech.hour(at)}"
