"""Drafts that somebody writes, agrees to or signs, and letters on their way."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from shubbak.people.models import Staff
from shubbak.people.queries import head_of, holders
from shubbak.people.rules import Roles
from shubbak.registry.books.permissions import OPENS_ALL, reads_registers
from shubbak.registry.departure.models import Addressee, Draft, LetterModel, Visa
from shubbak.registry.departure.permissions import signs_letters
from shubbak.registry.departure.rules import UNIT_HEAD, VISA_ROLES

FEW = 50
_KNOWN = ("author", "unit", "signatory", "signed_by", "letter__entry__series__register", "register")
_WHOLE = (*_KNOWN, "paper__file", "in_reply_to__series__register", "in_reply_to__mail")


@dataclass(frozen=True)
class Folder:
    """What lies in somebody's signature folder (دفتر التوقيعات)."""

    mine: list[Draft]
    to_visa: list[Draft]
    to_sign: list[Draft]


def folder_of(staff_id: int, roles: Roles, *, limit: int = FEW) -> Folder:
    """Drafts that somebody writes, last touched first; those that await them, the oldest first."""
    people = {staff_id, *roles.stands_in_for}
    known = Draft.objects.select_related(*_KNOWN)
    mine = known.filter(author__in=people).exclude(state=Draft.State.WITHDRAWN)
    signed = known.filter(state=Draft.State.FOR_SIGNATURE, signatory__in=people).order_by("changed_at")
    to_sign = [one for one in signed[:limit] if signs_letters(roles, one.unit.code if one.unit else None)]
    asked = known.filter(state=Draft.State.FOR_VISA).filter(Exists(_in_turn(staff_id, roles)))
    return Folder(list(mine[:limit]), list(asked.order_by("changed_at")[:limit]), to_sign)


def draft_visible(draft_id: UUID, staff_id: int, roles: Roles) -> Draft | None:
    """A draft for its author, its unit's head, those whose visa it had or needs, and whoever signs it; once
    it is signed, also for its unit and for those who read the register, if it is not confidential.
    """
    people = {staff_id, *roles.stands_in_for}
    seen = Q(author__in=people) | Q(signatory__in=people) | Q(unit__code__in=roles.headed)
    seen |= Q(Exists(Visa.objects.filter(_asked_of(staff_id, roles), draft=OuterRef("pk"))))
    signed = Q(state=Draft.State.SIGNED)
    if reads_registers(roles):
        leads = any(roles.has(role) for role in OPENS_ALL)
        seen |= signed if leads else signed & Q(secrecy="open")
    seen |= signed & Q(secrecy="open", unit__code__in=roles.units)
    found = Draft.objects.select_related(*_WHOLE)
    return found.filter(seen, pk=draft_id).first()


def visas_of(draft: Draft) -> QuerySet[Visa]:
    """Every visa, round after round, in order."""
    return draft.visas.select_related("staff", "by")


def may_give_visa(draft: Draft, staff_id: int, roles: Roles) -> bool:
    """Whether somebody's visa is asked now."""
    waits = draft.state == Draft.State.FOR_VISA
    return waits and _in_turn(staff_id, roles, draft.pk).exists()


def may_sign_for(draft: Draft, at: datetime) -> list[Staff]:
    """Who may be asked to sign it: those who lead the body, and the head of its unit."""
    leaders = [staff for role in OPENS_ALL for staff in holders(role, at=at)]
    head = head_of(draft.unit, at) if draft.unit else None
    found = {staff.pk: staff for staff in [*([head] if head else []), *leaders]}
    return list(found.values())


def addressees_of(draft: Draft) -> QuerySet[Addressee]:
    """Those to whom it goes, copies last."""
    return draft.addressees.select_related("correspondent", "proof__document")


def letters_to_send(*, limit: int = 2 * FEW) -> QuerySet[Addressee]:
    """What waits for a clerk: letters with their paper that nobody has carried to the post, and what came
    back; the oldest first.
    """
    waiting = Q(state=Addressee.State.TO_SEND, message=None) | Q(state=Addressee.State.RETURNED)
    ready = Addressee.objects.filter(waiting, draft__paper__isnull=False)
    whole = ready.select_related("correspondent", "draft__letter__entry__series__register")
    return whole.order_by("draft__signed_at", "pk")[:limit]


def drafts_without_paper() -> QuerySet[Draft]:
    """Signed, and not yet rendered: the oldest first; none whose letter was erased."""
    waiting = Draft.objects.filter(state=Draft.State.SIGNED, paper=None, letter__entry__subject__isnull=False)
    return waiting.select_related(*_KNOWN, "in_reply_to__series__register").order_by("signed_at")


def draft_signed(draft_id: UUID) -> Draft:
    """A signed draft with all that its paper tells.

    :raises Draft.DoesNotExist: if it is not signed.
    """
    signed = Draft.objects.filter(state=Draft.State.SIGNED)
    return signed.select_related(*_WHOLE).get(pk=draft_id)


def letter_models(language: str = "") -> QuerySet[LetterModel]:
    """The words with which letters begin."""
    models = LetterModel.objects.filter(retired_at=None)
    return models.filter(language=language) if language else models


def _in_turn(staff_id: int, roles: Roles, draft_id: UUID | None = None) -> QuerySet[Visa]:
    """Visas that somebody can give now: of the lowest rank in which one is missing."""
    missing = Visa.objects.filter(is_given=None)
    earlier = missing.filter(draft=OuterRef("draft"), rank__lt=OuterRef("rank"))
    of_draft = Q(draft=draft_id) if draft_id else Q(draft=OuterRef("pk"))
    return missing.filter(_asked_of(staff_id, roles), of_draft, ~Exists(earlier))


def _asked_of(staff_id: int, roles: Roles) -> Q:
    """As `permissions.gives_visa`, for many at once."""
    held = [role for role in VISA_ROLES if role != UNIT_HEAD and roles.has(role)]
    by_role = Q(role__in=held) | Q(role=UNIT_HEAD, draft__unit__code__in=roles.headed)
    return Q(staff__in={staff_id, *roles.stands_in_for}) | by_role & ~Q(draft__author=staff_id)
