"""Publishing a pack: the linter and its tests first, then a version that never changes."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from shubbak.agencies.queries import current_agency
from shubbak.catalogue.lint import Finding, lint_pack
from shubbak.catalogue.loader import PackSource, canonical, read_pack
from shubbak.catalogue.models import AnswerBlock, LetterWording, Proposal, Service, ServiceVersion
from shubbak.catalogue.queries import contradiction_in, findings_of
from shubbak.catalogue.spec import Letter
from shubbak.catalogue.wording import OF_BLOCKS, WordingRefused, check_letter, check_places
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
    findings = lint_pack(source) or contradiction_in(source)
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
def redraft_pack(
    *, proposal: Proposal, source: PackSource, text: str, actor: Actor, at: datetime
) -> Proposal:
    """A changed text in the place of a proposal that waits; whoever changed it last does not publish it.

    :raises ProposalSettled: if somebody published or dropped it meanwhile.
    """
    drop_proposal(proposal=proposal, actor=actor, at=at)
    return propose_pack(source=source, text=text, actor=actor, at=at)


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


@action
def word_letter(
    *,
    service: str,
    letter: Letter,
    language: str,
    subject: str,
    body: str,
    sms: str,
    actor: Actor,
    at: datetime,
) -> LetterWording:
    """The agency's own words for a letter, for every one made from now on; letters made before keep theirs.

    :raises WordingRefused: ``empty``, ``unknown_place``, ``stray_brace``, ``lost_place``.
    :raises django.db.IntegrityError: ``one_wording_per_version``, if somebody was first.
    """
    check_letter(letter, subject, body, sms)
    texts = {"subject": subject, "body": body, "sms": sms}
    return _word(service, letter.name, language, texts, actor, at)


@action
def restore_letter(*, service: str, letter: str, language: str, actor: Actor, at: datetime) -> LetterWording:
    """The words of the pack hold again, for every letter made from now on."""
    return _word(service, letter, language, {}, actor, at)


def _word(
    service: str, letter: str, language: str, texts: Mapping[str, str], actor: Actor, at: datetime
) -> LetterWording:
    known = LetterWording.objects.filter(service=service, letter=letter, language=language)
    version = (known.aggregate(last=Max("version"))["last"] or 0) + 1
    with transaction.atomic():
        worded = LetterWording.objects.create(
            service=service,
            letter=letter,
            language=language,
            version=version,
            at=at,
            by_name=actor.name,
            **texts,
        )
    record(
        what="letter.worded" if texts else "letter.restored",
        about=service,
        actor=actor,
        at=at,
        facts={"letter": letter, "language": language, "version": version, **texts},
    )
    return worded


@action
def keep_block(
    *,
    block: AnswerBlock | None,
    title: Mapping[str, str],
    words: Mapping[str, str],
    service: str,
    actor: Actor,
    at: datetime,
) -> AnswerBlock:
    """A text block for answers, a new one or in the place of an earlier one.

    :raises WordingRefused: ``empty``, ``unknown_place``, ``stray_brace``.
    """
    if not any(text.strip() for text in words.values()):
        raise WordingRefused("empty")
    check_places(words.values(), OF_BLOCKS)
    kept = block or AnswerBlock()
    kept.title, kept.words, kept.service, kept.changed_at = dict(title), dict(words), service, at
    kept.save()
    facts = {"service": service, **words}
    record(what="block.kept", about=f"block/{kept.pk}", actor=actor, at=at, facts=facts)
    return kept


@action
def withdraw_block(*, block: AnswerBlock, actor: Actor, at: datetime) -> bool:
    """Offer the block no more. False if it was taken back already."""
    withdrawn = AnswerBlock.objects.filter(pk=block.pk, withdrawn_at=None).update(withdrawn_at=at)
    if withdrawn:
        record(what="block.withdrawn", about=f"block/{block.pk}", actor=actor, at=at)
    return bool(withdrawn)
