"""What a step brings about: letters, messages, numbers, moves. Each works on the case in memory and its
own rows.
"""

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions.history import remember
from shubbak.cases.extension import Occasion, correspondents
from shubbak.cases.letter_time import time_facts
from shubbak.cases.links import LIVES, link_token, token_hash
from shubbak.cases.models import AccessLink, Case, CaseLetter, Decision, LetterNumber, Observation, Telling
from shubbak.cases.permissions import may_be_in_charge
from shubbak.cases.rules import Refused
from shubbak.cases.titles import public_values
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import Effect, ServiceSpec
from shubbak.foundation.localized import pick
from shubbak.journal.actions import insert_late
from shubbak.journal.rules import SYSTEM, Actor, Fact
from shubbak.notifications.actions import post
from shubbak.notifications.models import Message
from shubbak.notifications.rules import About, Reachable, Recipient
from shubbak.people.models import Staff
from shubbak.people.queries import acting_for, head_of, holders, on_duty, unit_in_charge
from shubbak.registry.actions import Numbered, enter
from shubbak.registry.books.manifest import NONCE_LENGTH, manifest_of
from shubbak.registry.rules import EntryFacts, PartyFacts, to_whole_second

_AT_MOST = 10
_TELLS = ("{answer}", "{result}")


def make_letter(occasion: Occasion, name: str) -> CaseLetter:
    """Write down what a letter says; it is rendered from this whenever it is read."""
    case = occasion.case
    facts: dict[str, Any] = {
        "reason": occasion.facts.reason,
        "answer": occasion.facts.answer or _last_reasons(occasion),
        "result": occasion.result or case.result,
        "unit": case.unit.code,
        **time_facts(occasion, name),
        "observation": _open_observation(occasion),
        "other": occasion.other,
        "incident": occasion.incident,
        "amount": _asked_for(occasion),
        "made": occasion.made,
        "body": occasion.facts.body.name if occasion.facts.body else None,
    }
    letter = CaseLetter(
        case=case,
        name=name,
        at=occasion.at,
        state=case.state,
        by=occasion.actor.id,
        facts={key: value for key, value in facts.items() if value},
    )
    insert_late(letter)
    occasion.letter = letter
    return letter


def _asked_for(occasion: Occasion) -> int:
    """All fees that the step asks for, or what an effect says of money."""
    return occasion.owed or occasion.facts.amount + sum(occasion.facts.amounts.values())


def letter(occasion: Occasion, effect: Effect) -> None:
    """``letter: name``; ``document: name`` makes a paper of the file in the same way."""
    make_letter(occasion, effect.argument)


def register(occasion: Occasion, effect: Effect) -> None:
    """``register: outgoing``: the last letter gets its number, taken with the commit. With ``to: body`` it
    goes to the body that the step names, else to the applicant.
    """
    sent = occasion.letter
    if sent is None:
        raise LookupError(f"step {occasion.step}: there is no letter to register")
    case, addressee = occasion.case, _addressee(occasion, sent, effect)
    facts = EntryFacts(
        id=uuid.uuid4(),
        register=effect.argument or occasion.spec.outgoing_register,
        submission_id=sent.id,
        channel=case.channel,
        manifest_sha256=_letter_digest(sent),
        receipt_id=secrets.token_bytes(8),
        at=to_whole_second(occasion.at),
        subject=title_of_letter(occasion.spec, sent.name),
        parties=(addressee,),
    )
    enter(facts=facts, actor=occasion.actor, rows=partial(_numbered_letter, sent, facts.id))


def _addressee(occasion: Occasion, sent: CaseLetter, effect: Effect) -> PartyFacts:
    """Whom the entry names. A letter for a body bears its name and address."""
    person, body = occasion.case.applicant, occasion.facts.body
    if effect.options.get("to") != "body":
        return PartyFacts("addressee", person.name, person.email or person.phone)
    if body is None:
        raise Refused("guard:body")
    occasion.slip = sent
    sent.facts["addressee"] = {"name": body.name, "address": body.address}
    return PartyFacts("addressee", body.name, body.email or body.address)


def notify(occasion: Occasion, effect: Effect) -> None:
    """``notify: applicant`` with its letter, or a role of the pack with a short notice to its holders."""
    if effect.argument == "applicant":
        _write_to_applicant(occasion, effect.options.get("letter", ""))
        return
    for staff in recipients(occasion, effect.argument):
        notify_staff(occasion, staff, occasion.step or "deposited")


def notify_staff(occasion: Occasion, staff: Staff, what: str) -> None:
    person = Recipient(pk=f"staff/{staff.pk}", email=staff.email, language=staff.language)
    _post(occasion, person, template=f"desk:{what}", facts={}, channel="email")


def notify_in_charge(case: Case, what: str, actor: Actor, at: datetime) -> None:
    """A short notice to whoever has the file in charge, else to the head of its unit."""
    in_charge = acting_for(case.assignee, at) if case.assignee else head_of(case.unit, at)
    if in_charge:
        spec = spec_of(case.service_version)
        notify_staff(Occasion(case=case, spec=spec, step="", actor=actor, at=at), in_charge, what)


def recipients(occasion: Occasion, role: str) -> Iterable[Staff]:
    """Who fills a role of the pack on this case: the person in charge, the head, or those who hold it."""
    case, at = occasion.case, occasion.at
    binding = occasion.spec.roles.get(role)
    if binding is None:
        return ()
    if binding.role == "agent" and case.assignee:
        return (acting_for(case.assignee, at),)
    unit = case.unit if binding.unit == "case" else unit_in_charge(binding.unit) if binding.unit else None
    head = head_of(unit, at) if unit and binding.role == "head" else None
    if head:
        return (head,)
    acting = (acting_for(staff, at) for staff in holders(binding.role, unit, at=at)[:_AT_MOST])
    return tuple({staff.pk: staff for staff in acting}.values())


def move_to(occasion: Occasion, effect: Effect) -> None:
    """``move_to: unit`` or ``chosen``: another unit holds the file, or whoever is on duty there."""
    code = occasion.facts.unit if effect.argument == "chosen" else effect.argument
    occasion.case.unit = unit_in_charge(code)
    occasion.case.assignee = on_duty(occasion.case.unit, occasion.at)


def assign(occasion: Occasion, effect: Effect) -> None:
    """``assign: actor`` or ``chosen``, or who stands in; whoever is chosen works where the file lies."""
    wanted = occasion.actor.id if effect.argument == "actor" else occasion.facts.assignee
    staff = Staff.objects.filter(pk=wanted, is_active=True).first() if wanted else None
    if staff is None:
        raise Refused("guard:assignee")
    if effect.argument == "chosen":
        if not may_be_in_charge(occasion.case, staff, occasion.at):
            raise Refused("not_theirs")
        staff = acting_for(staff, occasion.at)
    occasion.case.assignee = staff


def publish(occasion: Occasion, _effect: Effect) -> None:
    """What the pack lets become public after this step, in values that name nobody."""
    for publication in occasion.spec.publication:
        if publication.after != occasion.step:
            continue
        values = public_values(occasion.spec, occasion.case, publication.fields, current_agency())
        remember(
            occasion.case,
            "published",
            actor=SYSTEM,
            at=occasion.at,
            facts={"after": publication.after, **values},
        )


def survey(occasion: Occasion, _effect: Effect) -> None:
    """From here on the person is asked how it went (`feedback.queries.survey_open`)."""
    remember(occasion.case, "survey_opened", actor=SYSTEM, at=occasion.at)


def _write_to_applicant(occasion: Occasion, name: str) -> None:
    """The letter to those whom the body writes to about this file; it tells the first of them the outcome."""
    case = occasion.case
    sent = (
        occasion.letter if occasion.letter and occasion.letter.name == name else make_letter(occasion, name)
    )
    insert_late(
        AccessLink(
            token_sha256=token_hash(link_token(sent.id)),
            case=case,
            created_at=occasion.at,
            expires_at=occasion.at + LIVES,
        )
    )
    facts: dict[str, Fact] = {"letter": str(sent.id)}
    people = correspondents(case, occasion.at)
    posted = [_post(occasion, person, template=name, facts=facts) for person in people]
    if posted and posted[0] is not None:
        _tell_in_writing(occasion, name, posted[0])


def _tell_in_writing(occasion: Occasion, name: str, message: Message) -> None:
    """A letter that carries the outcome is a telling; it counts once its message has left."""
    case, body = occasion.case, occasion.spec.letters[name].body
    if not case.result or not any(field in body.get("ar", "") for field in _TELLS):
        return
    Telling.objects.create(
        case=case,
        round=case.reopened,
        at=occasion.at,
        by=occasion.actor.id,
        by_name=occasion.actor.name,
        to_name=case.applicant.name,
        channel=message.channel,
        reached=False,
        words=title_of_letter(occasion.spec, name),
        message_id=message.id,
    )


def _post(
    occasion: Occasion,
    person: Reachable,
    *,
    template: str,
    facts: dict[str, Fact],
    channel: str | None = None,
) -> Message | None:
    about = About("case", str(occasion.case.id))
    return post(about=about, person=person, template=template, at=occasion.at, facts=facts, channel=channel)


def _last_reasons(occasion: Occasion) -> str:
    case = occasion.case
    if not case.result:
        return ""
    decided = Decision.objects.filter(case=case, round=case.reopened).order_by("at", "id").last()
    return decided.reasons if decided else ""


def _open_observation(occasion: Occasion) -> str:
    if not occasion.facts.items:
        return ""
    found = (
        Observation.objects.filter(case=occasion.case, answered_at=None).values_list("id", flat=True).first()
    )
    return str(found) if found else ""


def title_of_letter(spec: ServiceSpec, name: str) -> str:
    """The Arabic title of a letter, or of a paper that goes out."""
    named = spec.letters.get(name) or spec.documents.get(name)
    return pick(named.title, "ar") if named else name


def _letter_digest(sent: CaseLetter) -> bytes:
    facts = {"letter": sent.name, "id": str(sent.id), **sent.facts}
    nonce = secrets.token_bytes(NONCE_LENGTH)
    sent.facts["nonce"] = nonce.hex()
    return manifest_of(nonce=nonce, service=sent.case.service, answers=facts, files=[]).digest()


def _numbered_letter(sent: CaseLetter, entry_id: uuid.UUID, numbered: Numbered) -> list[LetterNumber]:
    return [LetterNumber(letter_id=sent.id, entry_id=entry_id, number=numbered.printed)]
