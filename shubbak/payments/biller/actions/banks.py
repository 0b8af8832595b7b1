"""Banks and their keys, written down and withdrawn."""

import re
import secrets
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shubbak.foundation.localized import Localized
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.payments.biller.keys import secret_of
from shubbak.payments.biller.messages import Kind
from shubbak.payments.biller.models import Bank, Key
from shubbak.payments.biller.rules import LIVE_KEYS, BillerRefused

_CODE = re.compile(r"[a-z][a-z0-9-]{1,29}$")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,59}$")
_SALT = 16


@action
def register_bank(*, code: str, words: Localized, actor: Actor, at: datetime, **practice: Any) -> Bank:
    """A bank whose payments are taken; `practice` names columns of its row.

    :raises BillerRefused: ``known``, ``not_a_name``.
    """
    if not _CODE.match(code):
        raise BillerRefused("not_a_name")
    if Bank.objects.filter(code=code).exists():
        raise BillerRefused("known")
    record(what="biller.registered", about=f"bank:{code}", actor=actor, at=at)
    return Bank.objects.create(code=code, words=dict(words), registered_at=at, **practice)


@action
def change_bank(*, bank: Bank, actor: Actor, at: datetime, **practice: Any) -> Bank:
    """Another cut-off, another limit; `shut_until=None` lets it look numbers up again."""
    for name, value in practice.items():
        setattr(bank, name, value)
    bank.save(update_fields=list(practice))
    changed = {"changed": " ".join(sorted(practice))}
    record(what="biller.changed", about=bank.source, actor=actor, at=at, facts=changed)
    return bank


@action
def draw_secret(*, bank: Bank, name: str, actor: Actor, at: datetime) -> tuple[Key, bytes]:
    """A key that both sides know, and its secret: told now, for the bank, and never again.

    :raises BillerRefused: ``known``, ``not_a_name``, ``keys_enough``.
    """
    key = _keep(bank, name, Kind.HMAC, actor, at, salt=secrets.token_bytes(_SALT))
    return key, secret_of(key)


@action
def enlist_key(*, bank: Bank, name: str, public: bytes, actor: Actor, at: datetime) -> Key:
    """A public key of a bank (Ed25519, 32 bytes).

    :raises BillerRefused: ``not_a_key``, ``known``, ``not_a_name``, ``keys_enough``.
    """
    try:
        Ed25519PublicKey.from_public_bytes(public)
    except ValueError as wrong:
        raise BillerRefused("not_a_key") from wrong
    return _keep(bank, name, Kind.ED25519, actor, at, public=public)


@action
def withdraw_key(*, name: str, actor: Actor, at: datetime) -> Key:
    """Nothing under this key is believed from now on. A second time changes nothing.

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


def _keep(bank: Bank, name: str, kind: Kind, actor: Actor, at: datetime, **material: bytes) -> Key:
    if not _NAME.match(name):
        raise BillerRefused("not_a_name")
    Bank.objects.select_for_update().get(pk=bank.pk)
    if Key.objects.filter(name=name).exists():
        raise BillerRefused("known")
    if bank.keys.filter(withdrawn_at=None).count() >= LIVE_KEYS:
        raise BillerRefused("keys_enough")
    facts = {"key": name, "kind": kind.value}
    record(what="biller.key_made", about=bank.source, actor=actor, at=at, facts=facts)
    return Key.objects.create(name=name, bank=bank, kind=kind, made_at=at, **material)
