"""Payments of banks a second through their door: signed, journaled, answered under a signature.

Beside them whole purchases: what is owed, then its payment.
"""

import base64
import json
import os
import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bench.clients import Client, Door, measure
from bench.costs import processor_seconds
from bench.house import House, house
from tools.bank_simulator.speaking import Answer, Secret, Speaker

CLIENTS = (1, 8)
"""With many more at once the server sheds, as it does for everybody (`config/admission`)."""
CONTRACTS = 500


@dataclass(frozen=True)
class Till:
    """A bank's side, as each process of clients has it."""

    address: str
    secret: bytes
    contracts: tuple[str, ...]

    def speaker(self, client: Client) -> Speaker:
        """A bank on this client's line."""

        def send(method: str, target: str, body: bytes, headers: Mapping[str, str]) -> Any:
            answer = client.ask(method, target, body, dict(headers))
            return answer.status, dict(answer.headers.items()), answer.body

        return Speaker(self.address, "atlas-1", Secret(self.secret), send)


@dataclass(frozen=True)
class Pays(Till):
    """A payment, whose answer is verified."""

    def __call__(self, client: Client) -> None:
        self.pay(self.speaker(client), random.choice(self.contracts))

    def pay(self, speaker: Speaker, contract: str) -> None:
        told = {"contract": contract, "amount": 100, "currency": "MAD", "channel": "app"}
        at = datetime.now(UTC).isoformat(timespec="seconds")
        _signed(speaker.ask("POST", "/payments", told | {"paid_at": at}, uuid.uuid4().hex))


@dataclass(frozen=True)
class Purchases(Pays):
    """What is owed, then its payment."""

    def __call__(self, client: Client) -> None:
        speaker, contract = self.speaker(client), random.choice(self.contracts)
        _signed(speaker.ask("GET", f"/dues?contract={contract}"))
        self.pay(speaker, contract)


def _signed(answer: Answer) -> None:
    if not answer.is_signed:
        raise RuntimeError(f"{answer.status}: not signed by the body")


def run(seconds: float) -> None:
    """Print payments a second; two minutes with the usual ten seconds a figure."""
    with house() as measured:
        printed = measured.run("bench.after_setup", "bench.biller_setup", str(CONTRACTS))
        made = json.loads(printed)
        measured.open()
        door = Door(measured.port, measured.host)
        told = (f"http://{measured.host}", base64.b64decode(made["secret"]), tuple(made["contracts"]))
        print(f"load {os.getloadavg()[0]:.1f}", flush=True)
        for words, journey in (("payments", Pays(*told)), ("dues and payment", Purchases(*told))):
            for clients in CLIENTS:
                before = _used(measured)
                found = measure(door, journey, clients, seconds)
                after = _used(measured)
                costs = ", ".join(
                    f"{name} {(after[name] - before[name]) / found.made * 1e3:.1f}" for name in before
                )
                print(f"{words}, {clients:2} clients: {found}; ms of CPU each: {costs}", flush=True)
        print(measured.run("shubbak.config.command_line", "check-invariants").strip().splitlines()[-1])


def _used(measured: House) -> dict[str, float]:
    web, database = measured.serving
    return {"web": processor_seconds(web), "database": processor_seconds(database)}
