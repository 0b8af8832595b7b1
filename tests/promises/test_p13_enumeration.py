"""P13: codes cannot be guessed, and numbers reveal nothing.

A bot tries numbers around the real ones, codes, links, tokens of drafts and uploads, receipts, addresses of
staff. It comes from as many networks as it likes: then no limit hides what a guess would have told.
SHUBBAK_PROMISES is smoke (default), ci or full; SEED repeats a run. Medians are printed and never asserted:
what is asserted is that known and unknown cost the same work.
"""

import os
import random
import re
import secrets
import statistics
import time
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import IPv4Address
from itertools import count
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import BasePasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from shubbak.cases.queries import access_code_of
from shubbak.foundation import codes, damm
from shubbak.registry.models import Entry
from shubbak.utility.subscriptions.rules import contract_number
from tests.api.conftest import deposit_body
from tests.cases.office import open_office
from tests.utility.metering.round_of_test import read_contract

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
AROUND, PROBES, CASES = {"smoke": (20, 10, 3), "ci": (1_000, 60, 20), "full": (1_000, 1_000, 100)}[SIZE]
"""Numbers on either side of the real ones, guesses at each other kind of secret, files that exist."""
_VOLATILE = re.compile(r'nonce="[^"]*"|value="[^"]*"|\d[\d/-]*')
pytestmark = [pytest.mark.promise("P13"), pytest.mark.asvs("2.4.1")]


class Bot:
    """Asks from another network each time, or stays where it is."""

    def __init__(self) -> None:
        self.networks = count(int(IPv4Address("11.0.0.7")), 256)
        self.seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
        self.chance = random.Random(self.seed)

    def client(self) -> Client:
        return Client(HTTP_HOST="miyah.localhost", REMOTE_ADDR=str(IPv4Address(next(self.networks))))

    def code(self) -> str:
        """A code that could be one: its last digit is right."""
        digits = f"{self.chance.randrange(10**12):012d}"
        return digits + damm.check_digit(digits)


def track(client: Client, number: object, code: str):
    return client.post("/track", {"number": f"{number}/2026", "code": code})


def told(answer) -> tuple[int, str]:
    """What an answer tells, without what was typed."""
    return answer.status_code, _VOLATILE.sub("", answer.content.decode())


@pytest.fixture
def bot(agency, at, monkeypatch) -> Bot:
    monkeypatch.setattr(timezone, "now", lambda: at)
    cache.clear()
    return Bot()


@pytest.fixture
def cases(bot, at):
    office = open_office(at)
    return [office.deposit() for _ in range(CASES)]


def test_no_guess_opens_a_file_and_no_answer_tells_whether_it_exists(cases, bot, capsys) -> None:
    numbers = range(max(1, CASES - AROUND), CASES + AROUND)
    own = [access_code_of(case) for case in cases]
    answers, tries = set(), 0
    for number in numbers:
        others = own[: number - 1] + own[number:] if number <= CASES else own
        for code in (bot.code(), bot.chance.choice(others), "0" * 13):
            answers.add(told(track(bot.client(), number, code)))
            tries += 1
    with capsys.disabled():
        print(
            f"\nSEED={bot.seed} P13 {SIZE}: {tries} guesses at {len(numbers)} numbers: {len(answers)} answer"
        )
    assert [status for status, _ in answers] == [422]


def test_a_number_alone_reveals_nothing(cases, bot) -> None:
    shown = {told(bot.client().get("/track", {"number": number})) for number in ("1/2026", "9999/2026")}
    assert len(shown) == 1
    api = {told(bot.client().get(f"/api/v1/cases/{number}-2026")) for number in (1, 9999)}
    assert [status for status, _ in api] == [401]


def test_one_network_is_held_back_longer_each_time(cases, bot, at, monkeypatch) -> None:
    client, waits = bot.client(), []
    for _ in range(8):
        answer = track(client, 1, bot.code())
        if answer.status_code == 429:
            waits.append(int(answer["Retry-After"]))
            later = timezone.now() + timedelta(seconds=waits[-1] + 1)
            monkeypatch.setattr(timezone, "now", lambda later=later: later)
    assert len(waits) >= 1
    assert waits == sorted(set(waits)), "each wait is longer than the one before"


@pytest.mark.asvs("6.3.1")
def test_the_rightful_holder_gets_in_while_the_attack_runs(cases, bot, at, monkeypatch) -> None:
    attacked, code = bot.client(), access_code_of(cases[0])
    for _ in range(6):
        refused = track(attacked, 1, bot.code())
    assert refused.status_code == 429
    assert track(bot.client(), 1, code).status_code == 302, "from another network at once"
    assert track(attacked, 1, code).status_code == 429
    later = at + timedelta(seconds=int(refused["Retry-After"]) + 1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert track(attacked, 1, code).status_code == 302, "from the same one after the wait"


def test_a_network_that_sprays_numbers_is_stopped(cases, bot, settings) -> None:
    settings.SHUBBAK_HOURLY_LIMITS = {"look_up": 20}
    client = bot.client()
    answers = [track(client, number, bot.code()).status_code for number in range(1, 26)]
    assert answers == [422] * 20 + [429] * 5


def test_contract_numbers_tell_nothing_and_four_characters_are_not_guessed(agency, at, bot) -> None:
    agency.tariffs = ["ma-water-household"]
    agency.save(update_fields=["tariffs"])
    known, unknown = read_contract(at).number, contract_number(9_876_543)
    asked = [(known, "0000"), (unknown, "0000"), (known, ""), (unknown, "")]
    answers = [told(reading(bot.client(), number, typed)) for number, typed in asked]
    assert answers[0] == answers[1]
    assert answers[2] == answers[3]
    guessed = [reading(bot.client(), known, f"{guess:04d}").status_code for guess in range(10)]
    assert guessed == [422] * 4 + [429] * 6
    pages = [bot.client().get(f"/reading/{number}").status_code for number in (known, unknown)]
    assert pages == [404, 404]


def reading(client: Client, number: str, typed: str):
    return client.post("/reading", {"number": number, "fact": "phone", "typed": typed})


_SAVEPOINT = re.compile(r"s\d+_x\d+")
"""Its name counts up."""


@contextmanager
def work(monkeypatch):
    """Statements, codes and password hashes that are made meanwhile."""
    done: list[str] = []
    code, encode = codes.access_code, BasePasswordHasher.encode

    def note(execute, sql, params, many, context):
        done.append(_SAVEPOINT.sub("savepoint", sql if isinstance(sql, str) else str(sql)))
        return execute(sql, params, many, context)

    with monkeypatch.context() as patched, connection.execute_wrapper(note):
        patched.setattr(codes, "access_code", lambda *given: (done.append("code"), code(*given))[1])
        for hasher in BasePasswordHasher.__subclasses__():
            if "encode" in vars(hasher):
                encode = hasher.encode
                patched.setattr(
                    hasher, "encode", lambda *given, encode=encode: (done.append("hash"), encode(*given))[1]
                )
        yield done


def works(monkeypatch, ask, asked) -> list[list[str]]:
    found = []
    for one in asked:
        with work(monkeypatch) as done:
            ask(one)
        found.append(done)
    return found


def test_known_and_unknown_numbers_cost_the_same_work(cases, bot, monkeypatch, capsys) -> None:
    track(bot.client(), 1, bot.code())  # what a process learns once
    known, unknown = works(monkeypatch, lambda n: track(bot.client(), n, bot.code()), (1, 9_999))
    assert known == unknown
    assert known.count("code") == 8
    medians = medians_of(bot, (1, 9_999))
    with capsys.disabled():
        print(f"\nP13 {SIZE}: known {medians[0]:.2f} ms, unknown {medians[1]:.2f} ms (medians of {PROBES})")


def medians_of(bot, numbers) -> list[float]:
    """In turn, so that whatever else the machine does falls on all alike."""
    spent = {number: [] for number in numbers}
    for number in list(numbers) * PROBES:
        client, code, began = bot.client(), bot.code(), time.perf_counter()
        track(client, number, code)
        spent[number].append(1000 * (time.perf_counter() - began))
    return [statistics.median(spent[number]) for number in numbers]


@pytest.mark.asvs("6.3.1")
def test_known_and_unknown_addresses_of_staff_cost_the_same_work(cases, bot, monkeypatch) -> None:
    def sign_in(address):
        return bot.client().post("/staff/login/", {"login": address, "password": "guess"})

    asked = ("counter@miyah.example", "nobody@miyah.example")
    sign_in("another@miyah.example")  # what a process learns once
    known, unknown = works(monkeypatch, sign_in, asked)
    assert known.count("hash") == unknown.count("hash") == 1
    assert len(known) == len(unknown)
    assert len({told(sign_in(address)) for address in asked}) == 1


@pytest.mark.asvs("11.5.1")
def test_no_token_of_a_link_a_draft_or_an_upload_is_guessed(cases, bot) -> None:
    for _ in range(PROBES):
        token = secrets.token_urlsafe(16)
        assert bot.client().get(f"/t/{token}").status_code == 404
        assert bot.client().get(f"/back/{token}").status_code == 404
        assert bot.client().get(f"/file/{uuid4()}/").status_code == 302
        body = deposit_body(papers=[{"document": str(uuid4()), "requirement": "photo"}])
        headers = {"Idempotency-Key": secrets.token_hex(16)}
        sent = bot.client().post("/api/v1/deposits", body, content_type="application/json", headers=headers)
        assert sent.status_code == 422
    assert Entry.objects.count() == CASES


def test_no_receipt_is_guessed(cases, bot) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    for _ in range(PROBES):
        text = "".join(bot.chance.choices(letters, k=196))
        assert bot.client().get(f"/v/{text}/proof.json").status_code == 404
