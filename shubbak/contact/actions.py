"""Checking who asks, keeping what was asked and answered, giving a new code for a lost one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from shubbak.cases.actions import rotate_code
from shubbak.cases.actions.history import remember
from shubbak.cases.extension import correspondents
from shubbak.cases.models import Case
from shubbak.cases.queries import access_code_of
from shubbak.contact.models import Contact, IdentityCheck
from shubbak.contact.queries import check_in_force, read_by_mail, to_ask
from shubbak.contact.rules import LIVES, SENT, ContactRefused, passes
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Fact
from shubbak.notifications.actions import erase_messages, post
from shubbak.notifications.rules import About
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of

KIND = "identity_check"
"""What messages of this room are about: an identity check."""


@dataclass(frozen=True)
class Said:
    """What was asked on which way, what was answered, what came of it; `name` if somebody else asked."""

    channel: str
    asked: str
    said: str
    outcome: str
    name: str = ""


@action
def check_identity(
    *, case: Case, channel: str, round_: int, matched: Collection[str], staff: Staff, at: datetime
) -> IdentityCheck:
    """Write down what whoever asks about a file could say of it. A failed check is kept as a contact too.

    :raises ContactRefused: ``not_yours``, ``too_few_facts``; ``too_many_checks`` after five failed ones in
        an hour.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    asked = [fact.code for fact in to_ask(case, staff, channel, at, round_).asked]
    passed, actor = passes(asked, matched), actor_of(staff)
    check = IdentityCheck.objects.create(
        case=case,
        staff=staff,
        at=at,
        channel=channel,
        asked=asked,
        matched=[code for code in asked if code in matched],
        passed=passed,
        ends_at=at + LIVES,
    )
    facts: dict[str, Fact] = {
        "channel": channel,
        "asked": " ".join(asked),
        "matched": " ".join(check.matched),
    }
    remember(case, "identity_shown" if passed else "identity_not_shown", actor=actor, at=at, facts=facts)
    if not passed:
        outcome = Contact.Outcome.NOT_IDENTIFIED
        Contact.objects.create(case=case, staff=staff, at=at, channel=channel, asked="", outcome=outcome)
    return check


@action
def keep_contact(*, case: Case, facts: Said, staff: Staff, at: datetime) -> Contact:
    """Keep what was asked and answered about a file; its check has served its purpose with that.

    The outcome ``sent`` sends what was answered by e-mail to the address on the file, in the same
    transaction.

    :raises ContactRefused: ``not_checked``, ``empty``, ``nothing_to_send``, ``no_mail``.
    """
    check = _check_of(case, staff, at)
    kept = _kept(facts, staff, at, case, check)
    if facts.outcome == SENT:
        _send_answer(kept, check, case, at)
    told: dict[str, Fact] = {"channel": facts.channel, "outcome": facts.outcome, "contact": kept.pk}
    words = "\n".join(part for part in (facts.asked, facts.said) if part)
    remember(case, "contact", actor=actor_of(staff), at=at, words=words, facts=told)
    return kept


@action
def keep_general_contact(*, facts: Said, staff: Staff, at: datetime) -> Contact:
    """Keep a question that is about no file.

    :raises ContactRefused: ``empty``.
    """
    kept = _kept(facts, staff, at)
    record(
        what="contact.kept",
        about=f"contact/{kept.pk}",
        actor=actor_of(staff),
        at=at,
        facts={"channel": facts.channel, "outcome": facts.outcome},
        private={"name": facts.name, "asked": facts.asked, "said": facts.said},
    )
    return kept


@action
def contact_became(*, contact_id: int, case: Case, staff: Staff, at: datetime) -> bool:
    """A deposit has grown out of a general question of the same agent. False where there is none such."""
    waiting = Contact.objects.filter(pk=contact_id, staff=staff, case=None)
    joined = waiting.update(case=case, outcome=Contact.Outcome.DEPOSIT)
    if joined:
        facts = {"contact": contact_id}
        remember(case, "from_contact", actor=actor_of(staff), at=at, facts=facts)
    return bool(joined)


@action
def give_new_code(*, case: Case, send: bool, staff: Staff, at: datetime) -> str:
    """A new tracking code after an identity check, once; the old one and all links die at once.

    :param send: to the address on the file, instead of being said to whoever asks.
    :return: the thirteen digits; empty where they were sent.
    :raises ContactRefused: ``not_checked``, ``code_given_before``, ``no_address``.
    """
    check = _check_of(case, staff, at)
    if not IdentityCheck.objects.filter(pk=check.pk, code_given_at=None).update(code_given_at=at):
        raise ContactRefused("code_given_before")
    actor = actor_of(staff)
    fresh = rotate_code(case=case, actor=actor, at=at)
    if send:
        _send_code(check, fresh, at)
    facts = {"way": "sent" if send else "said", "channel": check.channel}
    remember(fresh, "code_given", actor=actor, at=at, facts=facts)
    return "" if send else access_code_of(fresh)


def _check_of(case: Case, staff: Staff, at: datetime) -> IdentityCheck:
    check = check_in_force(case, staff, at)
    if check is None:
        raise ContactRefused("not_checked")
    return check


def _kept(
    facts: Said, staff: Staff, at: datetime, case: Case | None = None, check: IdentityCheck | None = None
) -> Contact:
    if not facts.asked.strip():
        raise ContactRefused("empty")
    return Contact.objects.create(
        case=case,
        check_passed=check,
        staff=staff,
        at=at,
        channel=facts.channel,
        name=facts.name,
        asked=facts.asked,
        said=facts.said,
        outcome=facts.outcome,
    )


def _send_answer(kept: Contact, check: IdentityCheck, case: Case, at: datetime) -> None:
    if not kept.said.strip():
        raise ContactRefused("nothing_to_send")
    about, facts, people = About(KIND, str(check.pk)), {"contact": kept.pk}, read_by_mail(case, at)
    for person in people:
        post(about=about, person=person, template="answer", at=at, facts=facts, channel="email")
    if not people:
        raise ContactRefused("no_mail")


def _send_code(check: IdentityCheck, case: Case, at: datetime) -> None:
    about, facts = About(KIND, str(check.pk)), {"generation": case.code_generation}
    people = correspondents(case, at)
    for person in people:
        post(about=about, person=person, template="new_code", at=at, facts=facts)
    if not people:
        raise ContactRefused("no_address")


@action
def forget_words(*, case: Case) -> None:
    """What was asked and said about an erased file goes; that somebody asked, when and how, stays."""
    checks = IdentityCheck.objects.filter(case=case).values_list("pk", flat=True)
    erase_messages(kind=KIND, ids=[str(pk) for pk in checks])
    Contact.objects.filter(case=case).update(name="", asked="", said="")
