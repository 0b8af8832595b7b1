"""Banks and their keys, written down and withdrawn."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shubbak.foundation.localized import Localized
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.payments.biller.keys import secret_of
from shubbak.payments.biller.messages import Kind
from shubbak.payments.biller.models import Bank, Change, Key
from shubbak.payments.biller.rules import LIVE_KEYS, BillerRefused

_CODE = re.compile(r"[a-z][a-z0-9-]{1,29}$")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,59}$")
_SALT = 16
Waiting = TypeVar("Waiting", Bank, Key, Change)


@dataclass(frozen=True)
class Made:
    """A key that somebody makes or proposes."""

    bank: Bank
    name: str
    kind: Kind
    is_proposal: bool


@action
def register_bank(*, code: str, words: Localized, actor: Actor, at: datetime, **practice: Any) -> Bank:
    """A bank whose payments are taken, by the operator's hand; `practice` names columns of its row.

    :raises BillerRefused: ``known``, ``not_a_name``.
    """
    _refuse_name(code)
    record(what="biller.registered", about=f"bank:{code}", actor=actor, at=at)
    return Bank.objects.create(code=code, words=dict(words), registered_at=at, in_force_at=at, **practice)


@action
def propose_bank(*, code: str, words: Localized, actor: Actor, at: datetime, **practice: Any) -> Bank:
    """As `register_bank`; it is heard once somebody else has put it in force.

    :raises BillerRefused: ``known``, ``not_a_name``.
    """
    _refuse_name(code)
    record(what="biller.bank_proposed", about=f"bank:{code}", actor=actor, at=at)
    return Bank.objects.create(
        code=code, words=dict(words), registered_at=at, proposed_by=actor.id, **practice
    )


@action
def approve_bank(*, code: str, actor: Actor, at: datetime) -> Bank:
    """Put a bank in force that somebody else proposed.

    :raises BillerRefused: ``decided_before``, ``same_person``.
    """
    waiting = Bank.objects.select_for_update().filter(code=code, in_force_at=None)
    bank = put_in_force(waiting.first(), actor, at)
    record(what="biller.bank_approved", about=f"bank:{code}", actor=actor, at=at)
    return bank


@action
def drop_bank(*, code: str, actor: Actor, at: datetime) -> None:
    """A bank that was never in force is not written down any more.

    :raises BillerRefused: ``decided_before``.
    """
    gone, _ = Bank.objects.filter(code=code, in_force_at=None).delete()
    if not gone:
        raise BillerRefused("decided_before")
    record(what="biller.bank_dropped", about=f"bank:{code}", actor=actor, at=at)


def _refuse_name(code: str) -> None:
    if not _CODE.match(code):
        raise BillerRefused("not_a_name")
    if Bank.objects.filter(code=code).exists():
        raise BillerRefused("known")


def put_in_force(waiting: Waiting | None, actor: Actor, at: datetime) -> Waiting:
    """:raises BillerRefused: ``decided_before``, ``same_person``."""
    if waiting is None:
        raise BillerRefused("decided_before")
    if waiting.proposed_by == actor.id:
        raise BillerRefused("same_person")
    waiting.approved_by, waiting.in_force_at = actor.id, at
    waiting.save(update_fields=["approved_by", "in_force_at"])
    return waiting


@action
def change_bank(*, bank: Bank, actor: Actor, at: datetime, **practice: Any) -> Bank:
    """By the operator's hand. `shut_until=None` lets it look numbers up again."""
    for name, value in practice.items():
        setattr(bank, name, value)
    bank.save(update_fields=list(practice))
    changed = {"changed": " ".join(sorted(practice))}
    record(what="biller.changed", about=bank.source, actor=actor, at=at, facts=changed)
    return bank


@action
def draw_secret(
    *, bank: Bank, name: str, actor: Actor, at: datetime, is_proposal: bool = False
) -> tuple[Key, bytes]:
    """A key that both sides know, and its secret: told now, for the bank, and never again. One that is
    proposed is believed once somebody else has put it in force.

    :raises BillerRefused: ``known``, ``not_a_name``, ``keys_enough``, ``bank_waits``.
    """
    made = Made(bank, name, Kind.HMAC, is_proposal)
    key = _keep(made, actor, at, salt=secrets.token_bytes(_SALT))
    return key, secret_of(key)


@action
def enlist_key(
    *, bank: Bank, name: str, public: bytes, actor: Actor, at: datetime, is_proposal: bool = False
) -> Key:
    """A public key of a bank (Ed25519, 32 bytes).

    :raises BillerRefused: ``not_a_key``, ``known``, ``not_a_name``, ``keys_enough``, ``bank_waits``.
    """
    try:
        Ed25519PublicKey.from_public_bytes(public)
    except ValueError as wrong:
        raise BillerRefused("not_a_key") from wrong
    return _keep(Made(bank, name, Kind.ED25519, is_proposal), actor, at, public=public)


@action
def approve_key(*, name: str, actor: Actor, at: datetime) -> Key:
    """Put a key in force that somebody else proposed.

    :raises BillerRefused: ``decided_before``, ``same_person``.
    """
    held = Key.objects.select_for_update(of=("self",)).select_related("bank")
    waiting = held.filter(name=name, in_force_at=None, withdrawn_at=None)
    key = put_in_force(waiting.first(), actor, at)
    record(what="biller.key_approved", about=key.bank.source, actor=actor, at=at, facts={"key": name})
    return key


@action
def withdraw_key(*, name: str, actor: Actor, at: datetime) -> Key:
    """Nothing under this key is believed from now on. A second time changes nothing.

    By one person: it is the stop of an emergency, and whoever waits for a second one waits too long.

    :raises BillerRefused: ``no_such_key``.
    """
    key = Key.objects.select_for_update().select_related("bank").filter(name=name).first()
    if key is None:
        raise BillerRefused("no_such_key")
    if key.withdrawn_at is None:
        key.withdrawn_at = at
        key.save(update_fields=["withdrawn_at"])
        record(what="biller.key_withdrawn", about=key.bank.source, actor=actor, at=at, facts={"key": name})
    return key


def _keep(made: Made, actor: Actor, at: datetime, **material: bytes) -> Key:
    bank, name = Bank.objects.select_for_update().get(pk=made.bank.pk), made.name
    if not _NAME.match(name):
        raise BillerRefused("not_a_name")
    if Key.objects.filter(name=name).exists():
        raise BillerRefused("known")
    if bank.keys.filter(withdrawn_at=None).count() >= LIVE_KEYS:
        raise BillerRefused("keys_enough")
    if bank.is_waiting:
        raise BillerRefused("bank_waits")
    facts = {"key": name, "kind": made.kind.value}
    if made.is_proposal:
        record(what="biller.key_proposed", about=bank.source, actor=actor, at=at, facts=facts)
        standing: dict[str, Any] = {"proposed_by": actor.id}
    else:
        record(what="biller.key_made", about=bank.source, actor=actor, at=at, facts=facts)
        standing = {"in_force_at": at}
    return Key.objects.create(name=name, bank=bank, kind=made.kind, made_at=at, **standing, **material)
