"""Reads of the shared tables."""

import hashlib
import hmac

from django.conf import settings
from django.db.models import QuerySet

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import looked_at


def current_agency() -> Agency:
    """The agency whose schema the connection looks at.

    :raises LookupError: outside any agency (the bare host, a shared task).
    """
    agency = looked_at()
    if agency is None:
        raise LookupError("no agency is chosen on this connection")
    return agency


def agency_key(agency: Agency) -> bytes:
    """32 bytes known to this installation and agency alone; derived, never stored (promises §2, codes)."""
    secret = settings.SECRET_KEY.encode()
    return hmac.new(secret, f"shubbak agency key {agency.code}".encode(), hashlib.sha256).digest()


def agencies_listed() -> QuerySet[Agency]:
    """The agencies that the bare host shows."""
    listed: QuerySet[Agency] = Agency.objects.exclude(schema_name="public").order_by("id")
    return listed


def address_of(agency: Agency, path: str = "/") -> str:
    """The public address of a page of an agency, as people see it in letters and messages."""
    port = "" if settings.SHUBBAK_SCHEME == "https" else f":{settings.SHUBBAK_PORT}"
    return f"{settings.SHUBBAK_SCHEME}://{agency.primary_host}{port}{path}"
