"""A module made of software, for the meters of a laboratory: every token that it makes is a test."""

import hashlib
from collections.abc import Callable, MutableMapping
from datetime import datetime
from typing import NamedTuple

from shubbak.utility.prepaid.sts import coding, key_changes
from shubbak.utility.prepaid.sts.contents import (
    Credit,
    CurrencyCredit,
    Instruction,
    MeterTest,
    Order,
    Service,
)
from shubbak.utility.prepaid.sts.laboratory import Laboratory
from shubbak.utility.prepaid.sts.meters import MeterConfiguration
from shubbak.utility.prepaid.sts.module import TokenResult, Verified
from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused
from shubbak.utility.prepaid.sts.times import instant_of, refuse_expired, tid_of
from shubbak.utility.prepaid.sts.vending_keys import DecoderKey, decoder_key


class Answer(NamedTuple):
    """What was asked under a message id, and what was answered."""

    asked: tuple[object, ...]
    result: TokenResult


class SoftwareModule:
    """A `VendingModule` that serves the groups of one laboratory and refuses every other."""

    def __init__(self, laboratory: Laboratory, answers: MutableMapping[str, Answer] | None = None) -> None:
        self._laboratory = laboratory
        self._answers: MutableMapping[str, Answer] = {} if answers is None else answers

    def issue_credit(
        self, *, message_id: str, meter: MeterConfiguration, service: Service, tenths: int, at: datetime
    ) -> TokenResult:
        def make() -> tuple[str, ...]:
            return self._timed(meter, Credit(service, tenths, tid_of(at, meter.base), _chance(message_id)))

        return self._once(message_id, ("credit", meter, service, tenths, at), make)

    def issue_currency(
        self, *, message_id: str, meter: MeterConfiguration, service: Service, steps: int, at: datetime
    ) -> TokenResult:
        def make() -> tuple[str, ...]:
            return self._timed(meter, CurrencyCredit(service, steps, tid_of(at, meter.base)))

        return self._once(message_id, ("currency", meter, service, steps, at), make)

    def issue_mse(
        self, *, message_id: str, meter: MeterConfiguration, order: Order, value: int, at: datetime
    ) -> TokenResult:
        def make() -> tuple[str, ...]:
            return self._timed(meter, Instruction(order, value, tid_of(at, meter.base), _chance(message_id)))

        return self._once(message_id, ("order", meter, order, value, at), make)

    def issue_key_change(
        self, *, message_id: str, old: MeterConfiguration, new: MeterConfiguration, with_group: bool = False
    ) -> TokenResult:
        def make() -> tuple[str, ...]:
            old_key, new_key = self._key(old), self._key(new)
            parts = key_changes.sections(old, new, new_key, with_group=with_group)
            return tuple(coding.written(part.block(), old.cipher, old_key) for part in parts)

        return self._once(message_id, ("key", old, new, with_group), make)

    def issue_meter_test(self, *, message_id: str, test: MeterTest) -> TokenResult:
        return self._once(message_id, ("test", test), lambda: (coding.written_for_all(test),))

    def verify(self, *, meter: MeterConfiguration, token: str) -> Verified:
        block = coding.block_of(token, meter.cipher, self._key(meter))
        content = coding.meaning(block, meter.cipher)
        tid = getattr(content, "tid", None)
        if tid is None:
            return Verified(content=content, issued_at=None, test=True)
        self._refuse_expired(meter, tid)
        return Verified(content=content, issued_at=instant_of(tid, meter.base), test=True)

    def fetch_token_result(self, *, message_id: str) -> TokenResult:
        known = self._answers.get(message_id)
        if known is None:
            raise TokenRefused(Reason.MESSAGE_UNKNOWN, "Nothing was answered under this message id.")
        return known.result

    def _once(
        self, message_id: str, asked: tuple[object, ...], make: Callable[[], tuple[str, ...]]
    ) -> TokenResult:
        """The answer under this id, made now if there is none."""
        known = self._answers.get(message_id)
        if known is None:
            result = TokenResult(message_id=message_id, tokens=make(), test=True)
            known = self._answers.setdefault(message_id, Answer(asked, result))
        if known.asked != asked:
            raise TokenRefused(Reason.MESSAGE_KNOWN, "Something else was asked under this message id.")
        return known.result

    def _timed(
        self, meter: MeterConfiguration, content: Credit | CurrencyCredit | Instruction
    ) -> tuple[str, ...]:
        self._refuse_expired(meter, content.tid)
        return (coding.written(content.block(), meter.cipher, self._key(meter)),)

    def _refuse_expired(self, meter: MeterConfiguration, tid: int) -> None:
        refuse_expired(tid, min(meter.key_expiry, self._laboratory.group_of(meter).key_expiry))

    def _key(self, meter: MeterConfiguration) -> DecoderKey:
        return decoder_key(self._laboratory.group_of(meter).key, meter)


def _chance(message_id: str) -> int:
    """Four bits out of the message id: a module that has forgotten its answers still makes the same token."""
    return hashlib.sha256(message_id.encode()).digest()[0] & 15
