"""A bank before the door of `miyah`, and a contract that owes three bills; without a network."""

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from shubbak.payments.biller.models import Bank
from tests.payments.banks_of_test import bank, key_of, owing
from tools.bank_simulator.speaking import Secret, Speaker

ADDRESS = "http://miyah.localhost"


def through_the_door(method: str, target: str, body: bytes, headers: Any) -> Any:
    """Without a network."""
    sent = {name: value for name, value in headers.items() if name != "content-type"}
    kind = headers.get("content-type", "")
    answer = Client().generic(
        method, target, body, content_type=kind, headers={**sent, "host": "miyah.localhost"}
    )
    return answer.status_code, dict(answer.headers), answer.content


class Counter:
    """A bank, the contract that somebody pays there, and its bills."""

    def __init__(self, of: Bank, secret: bytes, contract: Any, bills: list[Any]) -> None:
        self.bank, self.contract, self.bills = of, contract, bills
        self.speaker = Speaker(ADDRESS, f"{of.code}-1", Secret(secret), through_the_door)

    def body(self, amount: int = 100_00, *items: Any, **changes: Any) -> dict[str, Any]:
        told = {
            "contract": self.contract.number,
            "amount": amount,
            "currency": "MAD",
            "channel": "app",
            "paid_at": timezone.now().isoformat(),
        }
        lines = [{"reference": each.reference, "amount": part} for each, part in items]
        return told | ({"items": lines} if lines else {}) | changes

    def pay(self, amount: int = 100_00, *items: Any, reference: str = "T-1", **changes: Any) -> Any:
        return self.speaker.ask("POST", "/payments", self.body(amount, *items, **changes), reference)

    def get(self, path: str) -> Any:
        return self.speaker.ask("GET", path)


def opened_counter(at: datetime) -> Counter:
    """A bank with a secret, and a contract whose three bills make 350,00."""
    cache.clear()
    atlas = bank(at)
    _, secret = key_of(atlas, at)
    return Counter(atlas, secret, *owing(at, 200_00, 100_00, 50_00))
