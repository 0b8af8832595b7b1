"""Which agency the connection looks at: the words that django-tenants adds to it, with types."""

from typing import Any

from django.db import connection

from shubbak.agencies.models import Agency

_tenants: Any = connection


def look_at(agency: Agency) -> None:
    """From here on, queries of this connection meet the tables of `agency`."""
    _tenants.set_tenant(agency)


def look_at_shared() -> None:
    """From here on, queries meet the shared tables alone."""
    _tenants.set_schema_to_public()


def looked_at() -> Agency | None:
    """The agency in view, or None on the bare host and in shared tasks."""
    tenant = _tenants.tenant
    return tenant if isinstance(tenant, Agency) else None
