"""A letter is drafted: its words, and those to whom it goes."""

from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import actor_of, roles_of
from shubbak.people.rules import Roles
from shubbak.registry.books.models import Entry, Register
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.circulation.queries.visible import held_by
from shubbak.registry.departure.models import Addressee, Draft, LetterModel
from shubbak.registry.departure.permissions import drafts_letters, writes_draft
from shubbak.registry.departure.rules import MOST_ADDRESSEES, Destination, DraftFacts, ModelFacts
from shubbak.registry.departure.ways import check_reach, way_of
from shubbak.registry.letters.actions.arrive import remember_correspondent
from shubbak.registry.letters.permissions import opens_letters
from shubbak.registry.letters.rules import LetterInvalid, Secrecy


@action
def begin_draft(
    *,
    facts: DraftFacts,
    author: Staff,
    at: datetime,
    unit: Unit | None = None,
    in_reply_to: Entry | None = None,
    to: Destination | None = None,
) -> Draft:
    """Write a letter, perhaps as the answer to one that came in. Who answers what is not open writes
    confidentially.

    :raises LetterInvalid: with a code for each field.
    :raises RegistryRefused: ``not_yours``, ``no_outgoing_book``.
    """
    roles = roles_of(author, at)
    if not drafts_letters(roles) or (unit is not None and unit.code not in roles.units):
        raise RegistryRefused("not_yours")
    secrecy = _secrecy(facts, in_reply_to, roles)
    draft = Draft.objects.create(
        author=author,
        unit=unit,
        register=_book_for(secrecy),
        in_reply_to=in_reply_to,
        begun_at=at,
        changed_at=at,
        **_words(facts) | {"secrecy": secrecy},
    )
    remember("registry.drafted", draft, author, at)
    if to is not None:
        address(draft=draft, to=to, staff=author, at=at)
    return draft


@action
def change_draft(*, draft: Draft, facts: DraftFacts, staff: Staff, at: datetime) -> None:
    """Write it otherwise, as long as nobody is asked about it. It never becomes less confidential.

    :raises LetterInvalid: with a code for each field.
    :raises RegistryRefused: ``not_yours``, ``not_a_draft``.
    """
    held = hold(draft, Draft.State.DRAFT, staff, at)
    words = _words(facts)
    secrecy = facts.secrecy if held.secrecy == Secrecy.OPEN else Secrecy(held.secrecy)
    changed = words | {"secrecy": secrecy, "register": _book_for(secrecy), "changed_at": at}
    Draft.objects.filter(pk=draft.pk).update(**changed)
    remember("registry.draft_changed", held, staff, at)


@action
def address(*, draft: Draft, to: Destination, staff: Staff, at: datetime) -> Addressee:
    """Send it to one more.

    :raises RegistryRefused: ``not_yours``, ``not_a_draft``, ``name_missing``, ``no_such_way``, ``no_email``,
        ``no_address``, ``addressed_already``, ``too_many_addressees``.
    """
    held = hold(draft, Draft.State.DRAFT, staff, at)
    if not to.who.name.strip():
        raise RegistryRefused("name_missing")
    check_reach(way_of(to.way), to.who)
    if held.addressees.count() >= MOST_ADDRESSEES:
        raise RegistryRefused("too_many_addressees")
    correspondent = remember_correspondent(to.who)
    try:
        with transaction.atomic():
            return Addressee.objects.create(
                draft=held, correspondent=correspondent, way=to.way, is_copy=to.is_copy
            )
    except IntegrityError as error:
        raise RegistryRefused("addressed_already") from error


@action
def unaddress(*, addressee: Addressee, staff: Staff, at: datetime) -> None:
    """It does not go to them after all.

    :raises RegistryRefused: ``not_yours``, ``not_a_draft``.
    """
    hold(addressee.draft, Draft.State.DRAFT, staff, at)
    addressee.delete()


@action
def withdraw_draft(*, draft: Draft, staff: Staff, at: datetime) -> None:
    """Give it up before it is signed; it stays where it was written.

    :raises RegistryRefused: ``not_yours``, ``signed_already``.
    """
    unsigned = (Draft.State.DRAFT, Draft.State.FOR_VISA, Draft.State.FOR_SIGNATURE)
    held = Draft.objects.select_for_update(of=("self",)).select_related("unit").get(pk=draft.pk)
    if not writes_draft(staff.pk, roles_of(staff, at), held):
        raise RegistryRefused("not_yours")
    if held.state not in unsigned:
        raise RegistryRefused("draft_over")
    Draft.objects.filter(pk=draft.pk).update(state=Draft.State.WITHDRAWN, changed_at=at)
    remember("registry.draft_withdrawn", held, staff, at)


@action
def declare_letter_model(*, facts: ModelFacts, actor: Actor, at: datetime) -> LetterModel:
    """Offer words with which letters begin, or other words from now on."""
    wanted = {**asdict(facts), "title": dict(facts.title)}
    del wanted["code"]
    model, _ = LetterModel.objects.update_or_create(code=facts.code, defaults=wanted)
    record(what="registry.model_declared", about=facts.code, actor=actor, at=at)
    return model


def hold(draft: Draft, state: Draft.State, staff: Staff, at: datetime) -> Draft:
    """The draft locked, as it stands; its writers change it in that state only.

    :raises RegistryRefused: ``not_yours``, ``not_a_draft``.
    """
    held = Draft.objects.select_for_update(of=("self",)).select_related("unit").get(pk=draft.pk)
    if not writes_draft(staff.pk, roles_of(staff, at), held):
        raise RegistryRefused("not_yours")
    if held.state != state:
        raise RegistryRefused("not_a_draft")
    return held


def remember(
    what: str,
    draft: Draft,
    staff: Staff,
    at: datetime,
    facts: dict[str, Fact] | None = None,
    private: dict[str, str] | None = None,
) -> None:
    """A line about a letter that has no number yet."""
    about, actor = f"draft:{draft.pk}", actor_of(staff)
    record(what=what, about=about, actor=actor, at=at, facts=facts or {}, private=private or {})


def _words(facts: DraftFacts) -> dict[str, object]:
    if problems := facts.problems():
        raise LetterInvalid(problems)
    return {**vars(facts), "enclosures": list(facts.enclosures)}


def _secrecy(facts: DraftFacts, answered: Entry | None, roles: Roles) -> Secrecy:
    """As its author wishes; never less than what is answered, which only who may open it answers."""
    if answered is None:
        return facts.secrecy
    letter, register = answered.mail, answered.series.register
    if not opens_letters(roles, letter, register, held_by(answered.pk)):
        raise RegistryRefused("not_yours")
    is_open = letter.secrecy == Secrecy.OPEN and not register.is_confidential
    return facts.secrecy if is_open else Secrecy.CONFIDENTIAL


def _book_for(secrecy: Secrecy) -> Register:
    """What is confidential goes into a confidential book where there is one."""
    books = list(Register.objects.filter(direction=Register.Direction.OUT))
    wanted = [one for one in books if one.is_confidential == (secrecy != Secrecy.OPEN)]
    open_ones = [one for one in books if not one.is_confidential]
    for found in (*wanted, *open_ones):
        return found
    raise RegistryRefused("no_outgoing_book")
