"""The ledger tells what banks say under the names of debits."""

from datetime import datetime

from shubbak.journal.rules import Actor
from shubbak.payments.debiting.actions import hear_bank
from shubbak.payments.ledger.answers import Answer, BankWord, register_hearer


def _hear(word: BankWord, actor: Actor, at: datetime) -> Answer | None:
    return hear_bank(word=word, actor=actor, at=at)


register_hearer(_hear)
