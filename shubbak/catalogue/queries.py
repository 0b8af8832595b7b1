"""Reads of the services of the current agency."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet

from shubbak.agencies.models import Agency
from shubbak.catalogue.differences import Line, differences
from shubbak.catalogue.lint import Finding, lint_pack
from shubbak.catalogue.loader import PackSource, PackUnreadable, read_pack
from shubbak.catalogue.models import AnswerBlock, LetterWording, Proposal, Service, ServiceVersion
from shubbak.catalogue.spec import ServiceSpec
from shubbak.catalogue.spec.build import spec_from
from shubbak.catalogue.spec.units import units_named
from shubbak.people.models import Unit

PORTAL = "portal"
"""The channel of whoever comes by themselves."""
_OFFERED = """
SELECT version.id, version.sha256
FROM catalogue_service AS service JOIN catalogue_serviceversion AS version ON version.id = service.current_id
WHERE service.code = %s AND service.retired_at IS NULL
"""
_LISTED = """
SELECT version.id, version.sha256
FROM catalogue_service AS service JOIN catalogue_serviceversion AS version ON version.id = service.current_id
WHERE service.retired_at IS NULL ORDER BY service.position, service.code
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


def versions_kept(version_ids: Iterable[int]) -> dict[int, ServiceVersion]:
    """The versions that some cases are pinned to, by their key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, sha256 FROM catalogue_serviceversion WHERE id = ANY(%s)", [[*version_ids]])
        return {version_id: _version(version_id, sha256) for version_id, sha256 in cursor.fetchall()}


@lru_cache(maxsize=256)
def _version(version_id: int, sha256: str) -> ServiceVersion:
    """Versions never change: they are read once per process. The hash tells agencies and databases apart."""
    return ServiceVersion.objects.get(pk=version_id, sha256=sha256)


def services_listed() -> Iterator[ServiceSpec]:
    """Specs of the services that the agency offers, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED)
        listed = cursor.fetchall()
    for version_id, sha256 in listed:
        yield spec_of(_version(version_id, sha256))


def services_for_people() -> Iterator[ServiceSpec]:
    """Those that whoever comes by themselves may ask for; the others are opened by the body itself."""
    return (spec for spec in services_listed() if PORTAL in spec.channels)


def service_for_people(code: str) -> ServiceVersion:
    """The version to which a deposit of theirs is pinned.

    :raises UnknownService: if the agency does not offer it, or to itself alone.
    """
    version = current_service(code)
    if PORTAL not in spec_of(version).channels:
        raise UnknownService(code)
    return version


def spec_of(version: ServiceVersion) -> ServiceSpec:
    """The spec of a version; built once per process and content, so `source` may be deferred."""
    return _spec(version.sha256, version)


@lru_cache(maxsize=256)
def _spec(sha256: str, version: ServiceVersion) -> ServiceSpec:  # noqa: ARG001 (versions are equal by id alone)
    return spec_from(json.loads(version.source))


def services_known() -> QuerySet[Service]:
    """Every service that the agency offers or offered, in their order."""
    return Service.objects.select_related("current")


def versions_of(code: str) -> QuerySet[ServiceVersion]:
    """The published versions of a service, the newest first."""
    return ServiceVersion.objects.filter(service=code).order_by("-published_at", "-pk").defer("source")


def open_proposals() -> QuerySet[Proposal]:
    return Proposal.objects.filter(state=Proposal.State.OPEN)


def findings_of(content: str, name: str, agency: Agency) -> list[Finding]:
    """What keeps a pack from being published in this body: the linter's findings, and what the body lacks."""
    try:
        source = read_pack(content.encode(), Path(name))
    except PackUnreadable as error:
        return [Finding(name, error.line, error.words)]
    return lint_pack(source) or sorted([*contradiction_in(source), *_of_body(source, agency)])


def contradiction_in(source: PackSource) -> list[Finding]:
    """The version was published here before, with another content."""
    other = ServiceVersion.objects.filter(service=source.data["service"], version=source.data["version"])
    if not other.exclude(sha256=source.sha256).exists():
        return []
    words = "this version was published with another content: raise “version”"
    return [Finding(str(source.path), source.line("version"), words)]


def changes_of(proposal: Proposal) -> list[Line]:
    """What a proposal says otherwise than the version in force; nothing of a service that has none.

    :raises PackUnreadable: if its text cannot be read.
    """
    current = Service.objects.select_related("current").filter(code=proposal.service).first()
    if current is None:
        return []
    return differences(current.current.data, read_pack(proposal.text.encode(), Path(proposal.service)).data)


def _of_body(source: PackSource, agency: Agency) -> Iterator[Finding]:
    """A pack is for one kind of body, and names units that the body has."""
    if source.data["body"] != agency.kind:
        words = f"the pack is for a {source.data['body']}, this body is a {agency.kind}"
        yield Finding(str(source.path), source.line("body"), words)
    units = set(Unit.objects.values_list("code", flat=True))
    for unit in sorted(units_named(spec_from(source.data)) - units):
        yield Finding(str(source.path), 1, f"there is no unit {unit} in this body")


def wording_of(service: str, letter: str, language: str, at: datetime) -> LetterWording | None:
    """The agency's own words that held for a letter at this instant; None where those of the pack did."""
    held = LetterWording.objects.filter(service=service, letter=letter, language=language, at__lte=at)
    latest = held.order_by("-version").first()
    return latest if latest and latest.body else None


def wordings_of(service: str, letter: str) -> QuerySet[LetterWording]:
    """Every wording that the agency gave a letter, the latest first."""
    return LetterWording.objects.filter(service=service, letter=letter).order_by("-at", "-version")


def answer_blocks(service: str | None = None) -> QuerySet[AnswerBlock]:
    """The text blocks for the answers of a service; of all services where none is named."""
    offered = AnswerBlock.objects.filter(withdrawn_at=None)
    return offered if service is None else offered.filter(service__in=("", service))
