"""Publishing a pack: the linter and its tests first, then a version that never changes."""

from datetime import datetime

from shubbak.catalogue.lint import Finding, lint_pack
from shubbak.catalogue.loader import PackSource, canonical
from shubbak.catalogue.models import Service, ServiceVersion
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor


class PackRefused(Exception):
    """The pack may not be published; ``findings`` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings


@action
def publish_pack(*, source: PackSource, actor: Actor, at: datetime) -> ServiceVersion:
    """Publish a pack in the current agency. Publishing the same content again changes nothing.

    :raises PackRefused: if the linter or a test of the pack refuses it, or the version had another content.
    """
    findings = lint_pack(source) or _contradiction(source)
    if findings:
        raise PackRefused(findings)
    service, version = source.data["service"], source.data["version"]
    published, is_new = ServiceVersion.objects.get_or_create(
        sha256=source.sha256,
        defaults={
            "service": service,
            "version": version,
            "source": canonical(source.data),
            "published_at": at,
        },
    )
    before = Service.objects.filter(code=service).values_list("current_id", flat=True).first()
    if is_new or before != published.pk:
        Service.objects.update_or_create(code=service, defaults={"current": published})
        facts = {"version": version, "sha256": source.sha256}
        record(what="service.published", about=service, actor=actor, at=at, facts=facts)
    return published


def _contradiction(source: PackSource) -> list[Finding]:
    """The version was published here before, with another content."""
    other = ServiceVersion.objects.filter(service=source.data["service"], version=source.data["version"])
    if not other.exclude(sha256=source.sha256).exists():
        return []
    words = "this version was published with another content: raise “version”"
    return [Finding(str(source.path), source.line("version"), words)]
