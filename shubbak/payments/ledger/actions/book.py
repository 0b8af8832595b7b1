"""Writing transfers: the rows between which money moves, locked in one order.

Lock order: the payment, payers, payables by their id, accounts by theirs (the trigger), series, journal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from shubbak.payments.ledger.models import Account, Payable, Payer, Transfer
from shubbak.payments.ledger.rules import LedgerRefused

LOSSES, RESCHEDULED, PASSED_ON = "losses", "rescheduled", "passed_on"
"""Accounts of the body for what is given up, is asked in instalments instead, or of somebody else."""
_PAY = """
UPDATE ledger_payable AS payable SET paid = payable.paid + share.amount
FROM unnest(%s::uuid[], %s::bigint[]) AS share (id, amount)
WHERE payable.id = share.id AND payable.cancelled_at IS NULL
  AND payable.paid + payable.waived + share.amount BETWEEN 0 AND payable.amount
"""
_OPEN_ACCOUNT = """
INSERT INTO ledger_account (kind, code, currency) VALUES ('body', %s, %s) ON CONFLICT DO NOTHING
"""


Accounts = Mapping[tuple[UUID, str], Account]
"""Accounts of payers, by payer and kind."""


@dataclass(frozen=True)
class Moment:
    """When something moves: the instant, and the business day that it counts for."""

    at: datetime
    day: date


def accounts_of(payers: Iterable[UUID]) -> Accounts:
    found = Account.objects.filter(payer__in=set(payers))
    return {(account.payer_id, account.kind): account for account in found if account.payer_id}


def body_account(name: str, currency: str) -> Account:
    """The body's account of that name in a currency, opened when first used."""
    code = f"{name}:{currency}"
    found = Account.objects.filter(code=code).first()
    if found is None:
        with connection.cursor() as cursor:
            cursor.execute(_OPEN_ACCOUNT, [code, currency])
        found = Account.objects.get(code=code)
    return found


def moved(
    kind: Transfer.Kind, debit: Account, credit: Account, amount: int, moment: Moment, **known: Any
) -> Transfer:
    """A transfer that is yet to be written; `known`: its payable, payment, what it reverses."""
    return Transfer(
        debit=debit,
        credit=credit,
        amount=amount,
        currency=debit.currency,
        at=moment.at,
        day=moment.day,
        kind=kind,
        **known,
    )


def write(transfers: Sequence[Transfer]) -> None:
    """All of them at once: the trigger then sees what they come to, and no balance passes below nothing."""
    Transfer.objects.bulk_create(transfers)


def lock_payers(payers: Iterable[UUID]) -> None:
    """Whoever looks at a credit before taking of it holds its payer."""
    wanted = set(payers)
    found = Payer.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    if len(found) < len(wanted):
        raise LedgerRefused("no_such_payer")


def lock_payables(payables: Iterable[UUID]) -> dict[UUID, Payable]:
    wanted = Payable.objects.filter(pk__in=set(payables)).order_by("pk")
    return {payable.pk: payable for payable in wanted.select_for_update(no_key=True)}


def pay(amounts: Sequence[tuple[Payable, int]]) -> None:
    """Note what was paid on payables, or taken back from them: the statement decides, not what was read.

    :raises RuntimeError: if one of them would be paid twice; nothing is written then.
    """
    if not amounts:
        return
    keys, shares = [payable.pk for payable, _ in amounts], [amount for _, amount in amounts]
    with connection.cursor() as cursor:
        cursor.execute(_PAY, [keys, shares])
        if cursor.rowcount != len(amounts):
            raise RuntimeError("a payable would have been paid twice")
    for payable, amount in amounts:
        payable.paid += amount
