"""A bank is heard: its message believed, fresh, within its limits, and only once."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from shubbak.agencies.shares import end_of_hour, is_within, times_this_hour
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.payments.biller.messages import Request, authentic
from shubbak.payments.biller.models import Bank, Key, Nonce
from shubbak.payments.biller.queries import Dues, dues_under, live_keys, verifying
from shubbak.payments.biller.rules import BillerRefused

NONCES_KEPT = timedelta(days=1)
"""Much longer than any message is fresh, so that no clock that is put back lets one in again."""
_NOTE = """
INSERT INTO biller_nonce (key_id, nonce, seen_at) VALUES (%s, %s, %s) ON CONFLICT (key_id, nonce) DO NOTHING
"""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Heard:
    """Who spoke, and under which key."""

    bank: Bank
    key: Key


def hear(*, request: Request, body: bytes, subject: str, at: datetime) -> Heard:
    """Believe a message, once. `subject`: of the certificate that our own proxy has seen, or "".

    :raises MessageRefused: with each of its codes.
    :raises BillerRefused: ``no_certificate``, ``too_many``, ``replayed``.
    """
    keys = live_keys()
    shown = authentic(request=request, body=body, keys=verifying(keys), now=at)
    key = keys[shown.key]
    bank = key.bank
    if bank.tls_subject and bank.tls_subject != subject:
        raise BillerRefused("no_certificate")
    until = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    if not is_within(what="biller", network=bank.code, share=bank.per_minute, at=at, until=until):
        raise BillerRefused("too_many")
    if not _is_new(key, shown.nonce, at):
        _log.warning("a message under the key %s came again", key.name)
        raise BillerRefused("replayed")
    return Heard(bank, key)


def look_up_dues(*, bank: Bank, number: str, at: datetime) -> Dues:
    """What is owed under a number, as often as a bank may ask.

    :raises BillerRefused: ``shut``, ``unknown_contract``.
    """
    if bank.shut_until and at < bank.shut_until:
        raise BillerRefused("shut")
    found = dues_under(number, at)
    if found is None:
        note_unknown(bank=bank, at=at)
        raise BillerRefused("unknown_contract")
    return found


def note_unknown(*, bank: Bank, at: datetime) -> None:
    """A bank named what nobody has. Who does so too often looks no number up until the hour is over."""
    if times_this_hour(what="biller-unknown", who=bank.code, at=at) == bank.unknown_per_hour:
        shut(bank=bank, at=at)


@action
def shut(*, bank: Bank, at: datetime) -> None:
    """Numbers are being tried: an alarm for people, and no more of it for a while. Payments go on."""
    bank.shut_until = end_of_hour(at)
    bank.save(update_fields=["shut_until"])
    _log.error("the bank %s tries numbers that nobody has", bank.code)
    facts = {"unknown": bank.unknown_per_hour}
    record(what="biller.shut", about=bank.source, actor=of_bank(bank), at=at, facts=facts)


def forget_nonces(*, at: datetime) -> None:
    """What no message can bring again is not kept."""
    Nonce.objects.filter(seen_at__lt=at - NONCES_KEPT).delete()


def of_bank(bank: Bank) -> Actor:
    return Actor(kind="partner", id=bank.code, name=bank.words.get("fr") or bank.code)


def _is_new(key: Key, nonce: str, at: datetime) -> bool:
    """Written down before anything is done for it: whoever is killed meanwhile finds it noted."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [key.pk, nonce, at])
        return bool(cursor.rowcount)
