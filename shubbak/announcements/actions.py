"""Announcing, taking back, and the body's own words and colours, its screens."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from shubbak.agencies.actions import describe_agency
from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.announcements.models import Announcement, Screen
from shubbak.announcements.rules import PaletteUnreadable, PeriodOver, ScreenFacts
from shubbak.foundation.contrast import palette_problems
from shubbak.foundation.localized import Localized
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor

_EASY = "23456789abcdefghjkmnpqrstuvwxyz"
"""Figures and letters that nobody takes for another."""


@action
def announce(
    *,
    kind: str,
    title: Localized,
    text: Localized,
    place: Localized,
    starts: datetime,
    ends: datetime,
    actor: Actor,
    at: datetime,
) -> Announcement:
    """Tell everybody of news, or of an outage ahead.

    :raises PeriodOver: if it ends before it begins, or is over already.
    """
    if ends <= max(starts, at):
        raise PeriodOver
    told = Announcement.objects.create(
        kind=Announcement.Kind(kind),
        title=dict(title),
        text=dict(text),
        place=dict(place),
        starts=starts,
        ends=ends,
        announced_at=at,
    )
    facts = {"kind": kind, "starts": starts.isoformat(), "ends": ends.isoformat()}
    record(what="announcement.made", about=f"announcement/{told.pk}", actor=actor, at=at, facts=facts)
    return told


@action
def withdraw_announcement(*, announcement: Announcement, actor: Actor, at: datetime) -> bool:
    """Nobody is shown it any more. False if it was taken back already."""
    open_now = Announcement.objects.filter(pk=announcement.pk, withdrawn_at=None)
    withdrawn = open_now.update(withdrawn_at=at)
    if withdrawn:
        record(what="announcement.withdrawn", about=f"announcement/{announcement.pk}", actor=actor, at=at)
    return bool(withdrawn)


@action
def describe_body(*, told: Mapping[str, Any], actor: Actor, at: datetime) -> Agency:
    """Change the words and contact data of the body: name, tagline, user_word, address, email, phones,
    privacy_number, watchers.
    """
    agency = current_agency()
    describe_agency(agency=agency, told=told)
    facts = {"changed": " ".join(sorted(told))}
    record(what="body.described", about=f"agency/{agency.code}", actor=actor, at=at, facts=facts)
    return agency


@action
def colour_body(*, palette: Mapping[str, str], actor: Actor, at: datetime) -> Agency:
    """Give the body five other colours.

    :raises PaletteUnreadable: if they cannot be read on each other (`foundation.contrast`).
    """
    if palette_problems(palette):
        raise PaletteUnreadable
    agency = current_agency()
    describe_agency(agency=agency, told={"palette": dict(palette)})
    record(what="body.coloured", about=f"agency/{agency.code}", actor=actor, at=at, facts=dict(palette))
    return agency


@action
def set_up_screen(*, facts: ScreenFacts, actor: Actor, at: datetime) -> Screen:
    """A screen in a hall, or what it shows from now on where there is one of this code already; its address
    stays unless it had been taken down.
    """
    known = Screen.objects.filter(code=facts.code).first()
    keeps = known is not None and known.taken_down_at is None
    screen, _ = Screen.objects.update_or_create(
        code=facts.code,
        defaults={
            **asdict(facts),
            "token": known.token if known and keeps else _new_token(),
            "set_up_at": at,
            "taken_down_at": None,
        },
    )
    noted = {"units": " ".join(facts.units), "services": " ".join(facts.services)}
    record(what="screen.set_up", about=f"screen/{screen.code}", actor=actor, at=at, facts=noted)
    return screen


@action
def readdress_screen(*, screen: Screen, actor: Actor, at: datetime) -> Screen:
    """Another address: whoever knew the old one sees nothing there any more."""
    Screen.objects.filter(pk=screen.pk).update(token=_new_token())
    record(what="screen.readdressed", about=f"screen/{screen.code}", actor=actor, at=at)
    return Screen.objects.get(pk=screen.pk)


@action
def take_down_screen(*, screen: Screen, actor: Actor, at: datetime) -> bool:
    """Nothing is shown at its address any more. False if it was taken down already."""
    standing = Screen.objects.filter(pk=screen.pk, taken_down_at=None)
    taken = standing.update(taken_down_at=at)
    if taken:
        record(what="screen.taken_down", about=f"screen/{screen.code}", actor=actor, at=at)
    return bool(taken)


def _new_token() -> str:
    """Short enough to be typed with the remote control of a television: 50 bits of what is shown anyway."""
    return "".join(secrets.choice(_EASY) for _ in range(10))
