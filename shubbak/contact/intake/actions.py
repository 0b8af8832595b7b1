"""Taking in what came by e-mail, and what a clerk does with it."""

import hashlib
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions import erase_letters, receive_from_person
from shubbak.cases.actions.asking import lay
from shubbak.cases.actions.history import remember
from shubbak.cases.models import Case
from shubbak.contact.intake.queries import (
    acknowledged_lately,
    case_numbered,
    case_of_reply,
    enclosed,
    our_addresses,
)
from shubbak.contact.intake.rules import (
    FOUND_LATE,
    REASONS,
    IntakeRefused,
    MailboxFacts,
    Place,
    Read,
    is_automatic,
    language_of,
    may_acknowledge,
    shown_sender,
)
from shubbak.contact.models import Mail, Mailbox, Sighting
from shubbak.documents.actions import erase_documents, name_again, store_bytes, store_upload
from shubbak.documents.models import Document
from shubbak.documents.rules import MEGABYTE, FilePolicy, FileRefused
from shubbak.journal.actions import action, record
from shubbak.journal.rules import SYSTEM, Actor
from shubbak.notifications.actions import erase_messages, post
from shubbak.notifications.rules import About, Recipient
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of, roles_of
from shubbak.registry.actions import annul, register_letter
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import Entry, Letter, Register
from shubbak.registry.permissions import keeps_registers
from shubbak.registry.rules import Channel, Kind, LetterFacts, RegistryRefused, Sender

KIND = "mail"
"""What messages of the intake are about: one that came in."""
INCOMING = "incoming"
TAKEN = FilePolicy(formats=("jpeg", "png", "webp", "pdf"), max_bytes=25 * MEGABYTE, max_files=100)
_BY_MAIL = "email"
_BLANK: dict[str, Any] = {"sender": "", "name": "", "subject": "", "text": "", "refused": [], "raw": None}


@action
def take_in(*, mailbox: Mailbox, place: Place, raw: bytes, read: Read, at: datetime) -> Mail | None:
    """Make one message a letter of the register, or part of its file. None if it was taken before.

    Its bytes are known by their digest and its place by validity and number: whatever is fetched again is
    found again, and a Message-ID proves nothing (promise P15).

    :raises RegistryRefused: ``no_such_register`` where the body keeps no incoming register.
    """
    _alone(mailbox)
    where = {"mailbox": mailbox, "validity": place.validity, "uid": place.uid}
    if Sighting.objects.filter(**where).exists():
        return None
    sha256 = hashlib.sha256(raw).hexdigest()
    known = Mail.objects.filter(sha256=sha256).first()
    mail = known or _taken(mailbox, place, sha256, raw, read, at)
    Sighting.objects.create(mail=mail, **where)
    return None if known else mail


@action
def set_mailbox(*, facts: MailboxFacts, actor: Actor, at: datetime) -> Mailbox:
    """Say where the e-mail of the body lies from now on; without a server, that none is fetched any more."""
    Mailbox.objects.filter(retired_at=None).update(retired_at=at)
    told = {"address": facts.address, "server": facts.server, "user": facts.user, "folder": facts.folder}
    mailbox = Mailbox.objects.create(since=at, retired_at=None if facts.server else at, **told)
    record(what="mail.mailbox_set", about="agency", actor=actor, at=at, facts={"server": facts.server})
    return mailbox


@action
def note_look(*, mailbox: Mailbox, problem: str, at: datetime) -> None:
    """Note when the mailbox was last looked at, and what was in the way."""
    Mailbox.objects.filter(pk=mailbox.pk).update(looked_at=at, problem=problem)


@action
def join_mail(*, mail: Mail, number: str, staff: Staff, at: datetime) -> Case:
    """Lay a letter that came by e-mail, with its files, into the file of this number.

    :raises IntakeRefused: ``not_yours``, ``handled``, ``no_such_file``, ``closed``.
    """
    held = _held(mail, staff, at)
    case = case_numbered(number)
    if case is None:
        raise IntakeRefused("no_such_file")
    if case.closed_at:
        raise IntakeRefused("closed")
    papers = [name_again(document=document, at=at) for document in enclosed(held)]
    _lay_in(case, held, papers, at)
    _record("mail.joined", held, Mail.State.JOINED, staff, at, case=case)
    return case


@action
def pass_mail(*, mail: Mail, staff: Staff, at: datetime) -> None:
    """Leave it to the registry office: from now on it is a letter like any other.

    :raises IntakeRefused: ``not_yours``, ``handled``.
    """
    _record("mail.passed", _held(mail, staff, at), Mail.State.PASSED, staff, at)


@action
def refuse_mail(*, mail: Mail, reason: str, staff: Staff, at: datetime) -> None:
    """Set aside what is not for the body: its entry is annulled with the reason, its number stays.

    :raises IntakeRefused: ``not_yours``, ``handled``, ``reason_missing``.
    """
    if reason not in REASONS:
        raise IntakeRefused("reason_missing")
    held = _held(mail, staff, at)
    try:
        annul(entry=_entry(held), reason=_reason_words(reason), actor=actor_of(staff), at=at)
    except RegistryRefused as refused:
        if refused.code != "already_annulled":
            raise
    _record("mail.refused", held, Mail.State.REFUSED, staff, at, reason=reason)


@action
def forget_letter(*, letter: Letter, at: datetime) -> None:
    """What is kept here of a letter that is erased; its bytes go with its papers. It waits in no tray."""
    mails = Mail.objects.filter(entry=letter.pk)
    erase_messages(kind=KIND, ids=[str(pk) for pk in mails.values_list("pk", flat=True)])
    mails.filter(state=Mail.State.WAITING).update(state=Mail.State.PASSED, handled_at=at)
    mails.update(**_BLANK)


@action
def forget_mails(*, case: Case, actor: Actor, at: datetime) -> None:
    """What came by e-mail about an erased file goes: words, bytes, and the letters that it was."""
    joined = Mail.objects.filter(case=case)
    raws = list(joined.exclude(raw=None).values_list("raw", flat=True))
    entries = list(joined.exclude(entry=None).values_list("entry", flat=True))
    erase_messages(kind=KIND, ids=[str(pk) for pk in joined.values_list("pk", flat=True)])
    joined.update(**_BLANK)
    erase_letters(case=case, letters=entries, actor=actor, at=at)
    erase_documents(ids=raws, at=at)


def _alone(mailbox: Mailbox) -> None:
    """Two workers take in one after the other: the second one finds what the first has taken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [0x3A11, mailbox.pk])


def _taken(mailbox: Mailbox, place: Place, sha256: str, raw: bytes, read: Read, at: datetime) -> Mail:
    original = store_bytes(
        content=raw,
        name="message.eml",
        format_code="eml",
        at=at,
        direction=Document.Direction.IN,
        origin=_BY_MAIL,
        scan=Document.Scan.PENDING,
    )
    papers, refused = _stored(read, at)
    mail = Mail(
        mailbox=mailbox,
        sha256=sha256,
        raw=original,
        arrived_at=min(place.arrived_at or at, at),
        taken_at=at,
        sender=read.address,
        name=read.name,
        subject=read.subject,
        text=read.text,
        refused=refused,
        problem=read.problem,
        is_automatic=is_automatic(read.plain, read.address) and not read.problem,
    )
    case = case_of_reply(read, mailbox, at)
    if case is not None:
        return _joined(mail, case, papers, at)
    return _entered(mail, read, [original, *papers], at)


def _stored(read: Read, at: datetime) -> tuple[list[Document], list[dict[str, object]]]:
    """The files that came with a message: those taken, and what is said of the others."""
    kept: dict[str, Document] = {}
    refused: list[dict[str, object]] = []
    for name, content in read.files:
        try:
            stored = store_upload(
                stream=io.BytesIO(content), name=name, allowed=TAKEN, at=at, origin=_BY_MAIL
            )
        except FileRefused as problem:
            refused.append({"name": name, "reason": problem.reason.value, **problem.facts})
        else:
            kept.setdefault(stored.file_id, stored)
    return list(kept.values()), refused


def _joined(mail: Mail, case: Case, papers: Sequence[Document], at: datetime) -> Mail:
    mail.case, mail.state, mail.handled_at = case, Mail.State.JOINED, at
    mail.save(force_insert=True)
    _lay_in(case, mail, papers, at)
    return mail


def _lay_in(case: Case, mail: Mail, papers: Sequence[Document], at: datetime) -> None:
    """The unit hears of it once, however many papers there are; staff see them, the portal does not."""
    writer = Actor("applicant", _BY_MAIL, mail.sender)
    with translation.override(case.language):
        words = mail.text or mail.subject or gettext("A message without words")
    receive_from_person(case=case, words=words, actor=writer, at=at)
    for paper in papers:
        lay(case, paper.pk, "", "in", at, public=False)
        remember(case, "paper", actor=writer, at=at, facts={"sha256": paper.file_id})


def _entered(mail: Mail, read: Read, papers: Sequence[Document], at: datetime) -> Mail:
    agency = current_agency()
    language = language_of(read, agency.languages)
    with translation.override(agency.default_language):
        facts = _letter_facts(mail, read, papers, language, at)
    mail.entry_id = register_letter(
        register=_incoming(),
        facts=facts,
        submission_id=uuid5(NAMESPACE_URL, f"mail:{agency.code}:{mail.sha256}"),
        actor=SYSTEM,
        at=at,
    )
    mail.acknowledged_at = _acknowledged(mail, read, language, at)
    mail.save(force_insert=True)
    return mail


def _letter_facts(
    mail: Mail, read: Read, papers: Sequence[Document], language: str, at: datetime
) -> LetterFacts:
    late = at - mail.arrived_at > FOUND_LATE
    return LetterFacts(
        sender=Sender(
            kind=Kind.OTHER, name=shown_sender(read) or gettext("Unknown sender"), email=read.address
        ),
        subject=_subject(read),
        channel=Channel.EMAIL,
        language=language,
        pieces=len(papers) - 1,
        enclosures=[document.name for document in papers[1:]],
        papers=[document.pk for document in papers],
        found_at=mail.arrived_at if late else None,
    )


def _subject(read: Read) -> str:
    if read.problem:
        return gettext("An e-mail that could not be read")
    return (
        read.subject or read.text.partition("\n")[0][:200].strip() or gettext("An e-mail without a subject")
    )


def _incoming() -> Register:
    """:raises RegistryRefused: where there is none."""
    found = Register.objects.filter(code=INCOMING, direction=Register.Direction.IN).first()
    if found is None:
        raise RegistryRefused("no_such_register")
    return found


def _acknowledged(mail: Mail, read: Read, language: str, at: datetime) -> datetime | None:
    """Order the receipt by e-mail, at most one an hour to an address; it repeats nothing that was written."""
    if not may_acknowledge(read, ours=our_addresses(mail.mailbox)) or acknowledged_lately(read.address, at):
        return None
    person = Recipient(email=read.address, language=language)
    post(about=About(KIND, str(mail.pk)), person=person, template="received", at=at, channel="email")
    return at


def _held(mail: Mail, staff: Staff, at: datetime) -> Mail:
    """:raises IntakeRefused: ``not_yours``, ``handled``."""
    if not keeps_registers(roles_of(staff, at)):
        raise IntakeRefused("not_yours")
    held = Mail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if held.state != Mail.State.WAITING:
        raise IntakeRefused("handled")
    return held


def _record(
    what: str,
    mail: Mail,
    state: Mail.State,
    staff: Staff,
    at: datetime,
    *,
    case: Case | None = None,
    reason: str = "",
) -> None:
    Mail.objects.filter(pk=mail.pk).update(
        state=state, handled_at=at, handled_by=staff, case=case, reason=reason
    )
    facts = {"reason": reason} if reason else {}
    about = printed_number(_entry(mail))
    record(what=what, about=about, actor=actor_of(staff), at=at, facts=facts)


def _entry(mail: Mail) -> Entry:
    return Entry.objects.select_related("series__register").get(mail__pk=mail.entry_id)


def _reason_words(reason: str) -> str:
    said = {
        "spam": gettext("Advertising or fraud sent by e-mail"),
        "not_for_us": gettext("Sent by e-mail to the wrong body"),
        "twice": gettext("The same message came twice by e-mail"),
        "empty": gettext("An e-mail without contents"),
    }
    return said[reason]
