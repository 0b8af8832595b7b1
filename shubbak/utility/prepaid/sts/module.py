"""What a module that holds vending keys is asked: one made of software, or a certified one behind a network.

Each request bears a message id. The same request with the same id has the same answer, so whoever lost an
answer asks again; another request with an id that was used is refused.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shubbak.utility.prepaid.sts.coding import Content
from shubbak.utility.prepaid.sts.contents import MeterTest, Order, Service
from shubbak.utility.prepaid.sts.meters import MeterConfiguration

TEST_MARK = "TEST"
_GROUP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenResult:
    """The tokens of one message, in the order of their entry. `test`: no customer's meter takes them."""

    message_id: str
    tokens: tuple[str, ...]
    test: bool

    def printed(self) -> tuple[str, ...]:
        """Lines for paper: digits in groups of four, and the mark above those that are a test."""
        lines = tuple(grouped(token) for token in self.tokens)
        return (TEST_MARK, *lines) if self.test else lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a token says to a meter, and the minute that it bears, if it bears one."""

    content: Content
    issued_at: datetime | None
    test: bool


class VendingModule(Protocol):
    """The doors of a module. `at` is the minute that was allotted to the token (`times.next_tid`)."""

    def issue_credit(
        self, *, message_id: str, meter: MeterConfiguration, service: Service, tenths: int, at: datetime
    ) -> TokenResult:
        """Units for a meter; more rather than less where sixteen bits cannot tell the amount."""

    def issue_currency(
        self, *, message_id: str, meter: MeterConfiguration, service: Service, steps: int, at: datetime
    ) -> TokenResult:
        """Money for a meter that reckons its tariff itself, in hundred-thousandths."""

    def issue_mse(
        self, *, message_id: str, meter: MeterConfiguration, order: Order, value: int, at: datetime
    ) -> TokenResult:
        """An order to a meter (a management token)."""

    def issue_key_change(
        self, *, message_id: str, old: MeterConfiguration, new: MeterConfiguration, with_group: bool = False
    ) -> TokenResult:
        """A meter's next key. To be entered before the first credit under it."""

    def issue_meter_test(self, *, message_id: str, test: MeterTest) -> TokenResult:
        """A test that every meter of a maker understands."""

    def verify(self, *, meter: MeterConfiguration, token: str) -> Verified:
        """What a token says to this meter."""

    def fetch_token_result(self, *, message_id: str) -> TokenResult:
        """The answer that was lost on its way."""


def grouped(token: str) -> str:
    """Twenty digits as people read them out."""
    return " ".join(token[start : start + _GROUP] for start in range(0, len(token), _GROUP))
