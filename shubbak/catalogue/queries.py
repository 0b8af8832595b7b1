"""Reads of the services of the current agency."""

import json
from collections.abc import Iterator
from functools import lru_cache

from django.db import connection

from shubbak.catalogue.models import Service, ServiceVersion
from shubbak.catalogue.spec import ServiceSpec
from shubbak.catalogue.spec.build import spec_from

_OFFERED = """
SELECT version.id, version.sha256
FROM catalogue_service AS service JOIN catalogue_serviceversion AS version ON version.id = service.current_id
WHERE service.code = %s
"""


class UnknownService(LookupError):
    """The agency offers no service of this code."""


def current_service(code: str) -> ServiceVersion:
    """The version that a new deposit is pinned to.

    :raises UnknownService: if the agency does not offer it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OFFERED, [code])
        offered = cursor.fetchone()
    if offered is None:
        raise UnknownService(code)
    return _version(*offered)


def version_kept(version_id: int) -> ServiceVersion:
    """The version that a case is pinned to.

    :raises ServiceVersion.DoesNotExist: if there is none.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT sha256 FROM catalogue_serviceversion WHERE id = %s", [version_id])
        kept = cursor.fetchone()
    if kept is None:
        raise ServiceVersion.DoesNotExist(version_id)
    return _version(version_id, kept[0])


@lru_cache(maxsize=256)
def _version(version_id: int, sha256: str) -> ServiceVersion:
    """Versions never change: they are read once per process. The hash tells agencies and databases apart."""
    return ServiceVersion.objects.get(pk=version_id, sha256=sha256)


def services_listed() -> Iterator[ServiceSpec]:
    """Specs of the services that the agency offers, in their order."""
    for service in Service.objects.select_related("current"):
        yield spec_of(service.current)


def spec_of(version: ServiceVersion) -> ServiceSpec:
    """The spec of a version; built once per process and content, so `source` may be deferred."""
    return _spec(version.sha256, version)


@lru_cache(maxsize=256)
def _spec(sha256: str, version: ServiceVersion) -> ServiceSpec:  # noqa: ARG001 (versions are equal by id alone)
    return spec_from(json.loads(version.source))
