"""Publishing a pack: the linter and its tests first, then a version that never changes."""

from datetime import datetime
from pathlib import Path

from shubbak.agencies.queries import current_agency
from shubbak.catalogue.lint import Finding, lint_pack
from shubbak.catalogue.loader import PackSource, canonical, read_pack
from shubbak.catalogue.models import Proposal, Service, ServiceVersion
from shubbak.catalogue.queries import findings_of
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor


class CatalogueError(Exception):
    """A rule of publishing says no; the text is for the log, the door finds the words."""


class SamePerson(CatalogueError):
    """Who proposed a pack does not publish it: four eyes."""


class ProposalSettled(CatalogueError):
    """The proposal was published or dropped already."""


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
        Service.objects.update_or_create(code=service, defaults={"current": published, "retired_at": None})
        facts = {"version": version, "sha256": source.sha256}
        record(what="service.published", about=service, actor=actor, at=at, facts=facts)
    return published


@action
def propose_pack(*, source: PackSource, text: str, actor: Actor, at: datetime) -> Proposal:
    """Lay a pack in for a colleague to publish; it may still have findings.

    :raises django.db.IntegrityError: if the same content is proposed already.
    """
    proposal = Proposal.objects.create(
        service=str(source.data.get("service", ""))[:60],
        version=str(source.data.get("version", ""))[:20],
        text=text,
        sha256=source.sha256,
        proposed_at=at,
        proposed_by=actor.id,
        proposed_by_name=actor.name,
    )
    facts = {"version": proposal.version, "sha256": proposal.sha256}
    record(what="service.proposed", about=proposal.service, actor=actor, at=at, facts=facts)
    return proposal


@action
def publish_proposal(*, proposal: Proposal, actor: Actor, at: datetime) -> ServiceVersion:
    """Publish what a colleague proposed.

    :raises SamePerson: if it is one's own.
    :raises ProposalSettled: if somebody was first.
    :raises PackRefused: if the linter, a test of the pack or the body itself refuses it.
    """
    if proposal.proposed_by == actor.id:
        raise SamePerson(str(proposal))
    _settle(proposal, Proposal.State.PUBLISHED, actor, at)
    name = f"{proposal.service}.yaml"
    if findings := findings_of(proposal.text, name, current_agency()):
        raise PackRefused(findings)
    return publish_pack(source=read_pack(proposal.text.encode(), Path(name)), actor=actor, at=at)


@action
def drop_proposal(*, proposal: Proposal, actor: Actor, at: datetime) -> None:
    """Nobody will publish it.

    :raises ProposalSettled: if somebody was first.
    """
    _settle(proposal, Proposal.State.DROPPED, actor, at)
    record(
        what="service.proposal_dropped",
        about=proposal.service,
        actor=actor,
        at=at,
        facts={"version": proposal.version, "sha256": proposal.sha256},
    )


def _settle(proposal: Proposal, state: Proposal.State, actor: Actor, at: datetime) -> None:
    still_open = Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.OPEN)
    if not still_open.update(state=state, settled_at=at, settled_by_name=actor.name):
        raise ProposalSettled(str(proposal))


@action
def retire_service(*, code: str, actor: Actor, at: datetime) -> bool:
    """No deposit begins any more; files under way and drafts begun go on. False if it was so already."""
    retired = Service.objects.filter(code=code, retired_at=None).update(retired_at=at)
    if retired:
        record(what="service.retired", about=code, actor=actor, at=at)
    return bool(retired)


@action
def offer_again(*, code: str, actor: Actor, at: datetime) -> bool:
    """The service takes deposits again. False if it did already."""
    offered = Service.objects.filter(code=code, retired_at__isnull=False).update(retired_at=None)
    if offered:
        record(what="service.offered_again", about=code, actor=actor, at=at)
    return bool(offered)


def _contradiction(source: PackSource) -> list[Finding]:
    """The version was published here before, with another content."""
    other = ServiceVersion.objects.filter(service=source.data["service"], version=source.data["version"])
    if not other.exclude(sha256=source.sha256).exists():
        return []
    words = "this version was published with another content: raise “version”"
    return [Finding(str(source.path), source.line("version"), words)]
