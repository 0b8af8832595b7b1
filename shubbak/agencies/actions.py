"""Writes of the shared tables. They need the owner's role where a schema is made."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql

from shubbak.agencies.models import Agency, CalendarDay, Domain, Parcel, Season, Used
from shubbak.agencies.rules import Week, new_calendar_version, week_of
from shubbak.agencies.schema import look_at_shared
from shubbak.foundation.working_time.decisions import SAME_SEASON

APPLICATION_ROLE = "shubbak_app"


def open_agency(*, code: str, host: str, at: datetime, description: Mapping[str, Any]) -> Agency:
    """Open a new agency: its row, its host name, its schema with every table, the application's rights.

    :raises django.db.IntegrityError: if the code or the host name is taken.
    """
    look_at_shared()
    agency = Agency(code=code, schema_name=code, created_at=at, **description)
    agency.save(verbosity=0)
    Domain.objects.create(domain=host, tenant=agency, is_primary=True)
    grant_schema(code)
    return agency


DESCRIBED = frozenset(
    {"name", "tagline", "user_word", "address", "email", "phones", "palette", "privacy_number", "watchers"}
)
"""What a body may say otherwise; who it is, where it stands and how it counts time are not among it."""


def describe_agency(*, agency: Agency, told: Mapping[str, Any]) -> Agency:
    """Change words, contact data or colours of a body; `told` names columns of DESCRIBED.

    The action of the room of announcements journals it.

    :raises ValueError: for any other column.
    """
    if not told.keys() <= DESCRIBED:
        raise ValueError(f"not to be described: {sorted(told.keys() - DESCRIBED)}")
    Agency.objects.filter(pk=agency.pk).update(**told)
    for name, value in told.items():
        setattr(agency, name, value)
    return agency


def decide_calendar_day(
    *,
    agency: Agency,
    day: date,
    kind: CalendarDay.Kind,
    name: Mapping[str, str],
    at: datetime,
    status: CalendarDay.Status = CalendarDay.Status.CONFIRMED,
) -> CalendarDay:
    """Write a body's decision about a day down; a later one about the same day takes its place.

    A feast that moves takes two: NOT_HOLIDAY on the estimated day, HOLIDAY on the one sighted. Due dates that
    this changes are reckoned anew, and the decision is journaled, by the action of the room of cases.
    """
    with transaction.atomic():
        _renew_calendar(agency)
        decision, _ = CalendarDay.objects.update_or_create(
            agency=agency,
            day=day,
            defaults={"kind": kind, "name": dict(name), "status": status, "decided_at": at},
        )
    return decision


def decide_season(
    *,
    agency: Agency,
    kind: str,
    starts: date,
    ends: date,
    weekly_hours: Week,
    status: CalendarDay.Status = CalendarDay.Status.CONFIRMED,
) -> Season:
    """Set the hours of a period, both days included, such as Ramadan.

    One of that kind that begins within 60 days of it is the same one, and is replaced.

    :raises shubbak.foundation.working_time.calendar.CalendarError: if the week is not one.
    """
    week_of(weekly_hours)
    with transaction.atomic():
        _renew_calendar(agency)
        near = starts - SAME_SEASON, starts + SAME_SEASON
        agency.seasons.filter(kind=kind, starts__range=near).exclude(starts=starts).delete()
        season, _ = Season.objects.update_or_create(
            agency=agency,
            kind=kind,
            starts=starts,
            defaults={"ends": ends, "weekly_hours": weekly_hours, "status": status},
        )
    return season


def decide_hours(*, agency: Agency, weekly_hours: Week) -> Agency:
    """Set the body's own week, Monday first; without a day the week of its country holds.

    :raises shubbak.foundation.working_time.calendar.CalendarError: if the week is not one.
    """
    if weekly_hours:
        week_of(weekly_hours)
    with transaction.atomic():
        _renew_calendar(agency)
        Agency.objects.filter(pk=agency.pk).update(hours=weekly_hours)
        agency.hours = weekly_hours
    return agency


def _renew_calendar(agency: Agency) -> None:
    """Take the body's row, so that decisions come one after the other; give its calendar another version."""
    version = new_calendar_version()
    Agency.objects.filter(pk=agency.pk).update(calendar_version=version)
    agency.calendar_version = version


def grant_schema(schema: str) -> None:
    """Let the application's role use a schema: read and write rows, own nothing.

    Nothing happens where that role does not exist (an installation with one role of its own).
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [APPLICATION_ROLE]
        )
        if cursor.fetchone() is None:
            return
        for grant in (
            "GRANT USAGE ON SCHEMA {} TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO {}",
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {} TO {}",
        ):
            cursor.execute(sql.SQL(grant).format(sql.Identifier(schema), sql.Identifier(APPLICATION_ROLE)))
        _take_back_rights_over_proof(cursor, schema)


def _take_back_rights_over_proof(cursor: Any, schema: str) -> None:
    """Rows that a trigger keeps from change: the application's role has not even the right to try."""
    cursor.execute(
        "SELECT DISTINCT event_object_table FROM information_schema.triggers"
        " WHERE trigger_schema = %s AND trigger_name LIKE 'immutable%%'",
        [schema],
    )
    for (table,) in cursor.fetchall():
        cursor.execute(
            sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {}.{} FROM {}").format(
                sql.Identifier(schema), sql.Identifier(table), sql.Identifier(APPLICATION_ROLE)
            )
        )


def use_up(*, key: str, amount: int, until: datetime) -> int:
    """Add to what was used of an hourly share; how much is used now, by all processes. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agencies_used AS used (key, amount, until) VALUES (%s, %s, %s)"
            " ON CONFLICT (key) DO UPDATE SET amount = used.amount + excluded.amount RETURNING amount",
            [key, amount, until],
        )
        (used,) = cursor.fetchone()
    return int(used)


def forget_used(*, at: datetime) -> None:
    """Shares of hours that are over."""
    Used.objects.filter(until__lt=at).delete()


def lay_parcel(**laid: Any) -> Parcel:
    """Lay a parcel for another body; `laid` names columns. The action of the registry journals it.

    :raises django.db.IntegrityError: if this letter went to that body already.
    """
    return Parcel.objects.create(**laid)


def hold_parcel(parcel_id: UUID) -> Parcel | None:
    """The parcel, held for the rest of the transaction; None if it is taken, refused or held by another."""
    held = Parcel.objects.select_for_update(skip_locked=True, of=("self",))
    waiting = held.filter(pk=parcel_id, taken_at=None, refused="")
    return waiting.select_related("sender", "answers").first()


def end_parcel(
    *, parcel: Parcel, at: datetime, entry: UUID | None = None, number: str = "", refused: str = ""
) -> bool:
    """It is taken under a number, or refused: what was in it is forgotten here. False if it had ended."""
    open_one = Parcel.objects.filter(pk=parcel.pk, taken_at=None, refused="")
    ended: dict[str, Any] = {
        "receiver_entry": entry,
        "receiver_number": number,
        "refused": refused,
        "facts": {},
        "papers": [],
    }
    return bool(open_one.update(taken_at=None if refused else at, **ended))


def note_parcel(*, parcel: Parcel, at: datetime) -> bool:
    """The sender has noted how it ended; False if it had before."""
    return bool(Parcel.objects.filter(pk=parcel.pk, told_at=None).update(told_at=at))
