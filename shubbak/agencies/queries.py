"""Reads of the shared tables."""

import base64
import hashlib
import hmac
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet
from django.conf import settings
from django.db.models import QuerySet

from shubbak.agencies.models import Agency, Parcel
from shubbak.agencies.schema import looked_at


def current_agency() -> Agency:
    """The agency whose schema the connection looks at.

    :raises LookupError: outside any agency (the bare host, a shared task).
    """
    agency = looked_at()
    if agency is None:
        raise LookupError("no agency is chosen on this connection")
    return agency


def in_its_zone(at: datetime) -> datetime:
    """The same instant on the clock of the current agency, whose day it may be already."""
    return at.astimezone(ZoneInfo(current_agency().zone))


def agency_key(agency: Agency) -> bytes:
    """32 bytes known to this installation and agency alone; derived, never stored (promises §2, codes)."""
    secret = settings.SECRET_KEY.encode()
    return hmac.new(secret, f"shubbak agency key {agency.code}".encode(), hashlib.sha256).digest()


def vault(agency: Agency, purpose: bytes) -> Fernet:
    """What rests encrypted: under a key of this body and purpose alone, derived and never stored."""
    key = hmac.new(agency_key(agency), purpose, hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def agencies_listed() -> QuerySet[Agency]:
    """The agencies that the bare host shows."""
    listed: QuerySet[Agency] = Agency.objects.exclude(schema_name="public").order_by("id")
    return listed


def other_bodies() -> QuerySet[Agency]:
    """The bodies of the installation to which the current one may send."""
    return agencies_listed().exclude(pk=current_agency().pk)


def parcels_to_take() -> QuerySet[Parcel]:
    """What others handed over to the current body, the oldest first."""
    waiting = Parcel.objects.filter(receiver=current_agency().pk, taken_at=None, refused="")
    return waiting.select_related("sender", "answers")


def parcels_to_note() -> QuerySet[Parcel]:
    """What the current body sent, that was taken or refused and of which it has not noted that."""
    ended = Parcel.objects.filter(sender=current_agency().pk, told_at=None)
    return ended.exclude(taken_at=None, refused="").select_related("receiver")


def parcels_sent(entry_id: UUID) -> QuerySet[Parcel]:
    """Where the current body sent a letter of its own."""
    return Parcel.objects.filter(sender=current_agency().pk, sender_entry=entry_id).select_related("receiver")


def parcel_of_arrival(entry_id: UUID) -> Parcel | None:
    """The parcel in which a letter of the current body came, if it came in one."""
    found = Parcel.objects.filter(receiver=current_agency().pk, receiver_entry=entry_id)
    return found.select_related("sender").first()


def address_of(agency: Agency, path: str = "/") -> str:
    """The public address of a page of an agency, as people see it in letters and messages."""
    port = "" if settings.SHUBBAK_SCHEME == "https" else f":{settings.SHUBBAK_PORT}"
    return f"{settings.SHUBBAK_SCHEME}://{agency.primary_host}{port}{path}"
