"""Messages with the person and with other bodies; all of them stay on the file."""

from datetime import datetime

from shubbak.cases.actions.advance import load
from shubbak.cases.actions.effects import notify_in_charge
from shubbak.cases.actions.history import remember
from shubbak.cases.extension import correspondents
from shubbak.cases.models import Case, Correspondence
from shubbak.cases.permissions import roles_of_actor, works_on
from shubbak.cases.rules import Refused
from shubbak.journal.actions import action
from shubbak.journal.rules import SYSTEM, Actor, Fact
from shubbak.notifications.actions import post
from shubbak.notifications.models import Message
from shubbak.notifications.rules import About, Reachable, Recipient


@action
def write_to_person(
    *, case: Case, words: str, actor: Actor, at: datetime, subject: str = "", channel: str | None = None
) -> Correspondence:
    """Write to the applicant; it leaves by e-mail or text message, and stands on the tracking page.

    :raises Refused: ``not_yours``, ``empty``.
    """
    fresh = _writable(case, words, actor, at)
    line = _write(fresh, "out", fresh.applicant.name, "", subject, words, actor, at)
    first, *others = correspondents(fresh, at) or [fresh.applicant]
    _send(line, first, at, channel)
    for other in others:
        _post(line, other, at)
    return line


@action
def write_to_body(
    *, case: Case, name: str, email: str, subject: str, words: str, actor: Actor, at: datetime
) -> Correspondence:
    """Write to another body about the file.

    :raises Refused: ``not_yours``, ``empty``.
    """
    fresh = _writable(case, words, actor, at)
    line = _write(fresh, "out", name, email, subject, words, actor, at, with_body=True)
    _send(line, Recipient(email=email, language=fresh.language), at, "email")
    return line


@action
def receive_from_person(*, case: Case, words: str, actor: Actor, at: datetime) -> Correspondence:
    """The applicant writes to whoever holds the file.

    :raises Refused: ``closed``, ``empty``.
    """
    fresh = load(case)
    if fresh.closed_at:
        raise Refused("closed")
    if not words.strip():
        raise Refused("empty")
    line = _write(fresh, "in", fresh.applicant.name, "", "", words, actor, at)
    notify_in_charge(fresh, "correspondence", actor, at)
    return line


@action
def write_by_itself(*, case: Case, words: str, at: datetime) -> Correspondence:
    """What the house tells the applicant without anybody having written it."""
    line = _write(case, "out", case.applicant.name, "", "", words, SYSTEM, at)
    _send(line, case.applicant, at, None)
    return line


def _writable(case: Case, words: str, actor: Actor, at: datetime) -> Case:
    fresh = load(case)
    if not works_on(fresh, roles_of_actor(actor, at), actor):
        raise Refused("not_yours")
    if not words.strip():
        raise Refused("empty")
    return fresh


def _write(
    case: Case,
    direction: str,
    name: str,
    address: str,
    subject: str,
    words: str,
    actor: Actor,
    at: datetime,
    *,
    with_body: bool = False,
) -> Correspondence:
    line = Correspondence.objects.create(
        case=case,
        direction=direction,
        with_body=with_body,
        other_name=name,
        address=address,
        subject=subject,
        words=words,
        at=at,
        by=actor.id,
        by_name=actor.name,
    )
    facts: dict[str, Fact] = {"direction": direction, "with_body": with_body}
    remember(case, "correspondence", actor=actor, at=at, words=words, facts=facts)
    return line


def _send(line: Correspondence, person: Reachable, at: datetime, channel: str | None) -> None:
    message = _post(line, person, at, channel)
    if message is not None:
        Correspondence.objects.filter(pk=line.pk).update(message_id=message.id)
        line.message_id = message.id


def _post(
    line: Correspondence, person: Reachable, at: datetime, channel: str | None = None
) -> Message | None:
    about, facts = About("case", str(line.case_id)), {"correspondence": line.pk}
    return post(about=about, person=person, template="correspondence", at=at, facts=facts, channel=channel)
