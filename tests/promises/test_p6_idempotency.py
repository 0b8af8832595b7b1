"""P6: the same key gives the same answer; with another body it is refused; also after a crash."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from uuid import UUID

import httpx
import pytest

from shubbak.cases.models import Case
from shubbak.payments.ledger.models import Payment
from shubbak.registry.models import Entry
from tests.api.biller.counter import opened_counter
from tests.api.conftest import Caller, deposit_body
from tests.cases.office import open_office
from tools.bank_simulator.speaking import Speaker

SIZES = {"smoke": 10, "ci": 100, "full": 1000}
"""Deposits, each repeated and each contradicted."""
PATIENCE = 60.0
GRANIAN = ("-m", "granian", "--interface", "wsgi", "--workers", "1", "--respawn-failed-workers")


@pytest.fixture
def caller(fresh_agency, at):
    open_office(at)
    return Caller()


@pytest.mark.promise("P6")
def test_a_repeated_key_gives_the_same_bytes_and_another_body_is_refused(caller):
    seed = int(os.environ.get("SEED", "6"))
    print(f"SEED={seed}")
    chance = random.Random(seed)
    for _ in range(SIZES[os.environ.get("SHUBBAK_PROMISES", "smoke")]):
        key = str(UUID(int=chance.getrandbits(128)))
        problem = chance.choice(["no_water", "leak", "sewer"])
        first = caller.deposit(key, answers={"problem": problem})
        again = caller.deposit(key, answers={"problem": problem})
        other = caller.deposit(key, answers={"problem": "meter"})
        assert (first.status_code, again.content) == (201, first.content)
        assert (other.status_code, other.json()["type"]) == (422, "urn:shubbak:problem:key-reused")
    assert Entry.objects.count() == Case.objects.count()


@pytest.mark.promise("P6")
def test_an_answer_lost_after_the_commit_is_given_again(caller, monkeypatch):
    def lost(*_):
        raise ConnectionAbortedError

    with monkeypatch.context() as broken:
        broken.setattr("shubbak.api.rest.deposits._shown", lost)
        assert caller.deposit("doubtful").status_code == 500
    answers = {caller.deposit("doubtful").content for _ in range(3)}
    assert len(answers) == 1
    assert Entry.objects.count() == 1


@pytest.mark.promise("P6")
def test_a_worker_killed_between_commit_and_answer_loses_nothing(caller, tmp_path):
    server, port = serve(tmp_path)
    try:
        with pytest.raises(httpx.HTTPError):
            post(port, "killed")
        assert [case.number for case in Case.objects.all()] == ["1/2026"]
        answers = [repeat_until_served(port, "killed") for _ in range(2)]
        assert {answer.status_code for answer in answers} == {201}
        assert answers[0].content == answers[1].content
        assert (Entry.objects.count(), answers[0].json()["number"]) == (1, "1/2026")
    finally:
        end(server)


@pytest.mark.promise("P6")
def test_a_bank_that_got_no_answer_repeats_and_has_paid_once(fresh_agency, at, tmp_path):
    counter = opened_counter(at)
    server, port = serve(tmp_path)
    speaker = Speaker(f"http://miyah.localhost:{port}", "atlas-1", counter.speaker.signer)
    body = counter.body(100_00, paid_at="2026-11-17T09:00:00Z")
    try:
        with pytest.raises(OSError, match=r"closed|reset|Remote"):
            speaker.ask("POST", "/payments", body, "killed")
        assert Payment.objects.count() == 1
        answers = [tell_until_served(speaker, body, "killed") for _ in range(2)]
        assert {answer.status for answer in answers} == {201}
        assert answers[0].content == answers[1].content
        assert speaker.ask("POST", "/payments", body | {"amount": 1}, "killed").reason == "other_body"
    finally:
        end(server)
    assert Payment.objects.count() == 1


def tell_until_served(speaker, body, reference):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            return speaker.ask("POST", "/payments", body, reference)
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("nobody answers")


def serve(folder):
    """A real server on a free port, whose worker dies once."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "shubbak.config.settings",
        "P6_MARK": str(folder / "died"),
        "PORT": str(port),
    }
    command = [sys.executable, *GRANIAN, "--host", "127.0.0.1", "--port", str(port)]
    command.append("tests.promises.p6_server:application")
    server = subprocess.Popen(command, env=environment, start_new_session=True)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            assert httpx.get(f"http://127.0.0.1:{port}/api/v1/services", headers=HOST).status_code == 200
            return server, port
        except httpx.HTTPError:
            time.sleep(0.2)
    server.kill()
    raise TimeoutError("the server did not come up")


def end(server):
    """And whichever worker was begun anew while it ended."""
    server.send_signal(signal.SIGTERM)
    server.wait(PATIENCE)
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)


HOST = {"Host": "miyah.localhost"}


def post(port, key):
    headers = {**HOST, "Idempotency-Key": key}
    url = f"http://127.0.0.1:{port}/api/v1/deposits"
    return httpx.post(url, json=deposit_body(), headers=headers, timeout=30)


def repeat_until_served(port, key):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            return post(port, key)
        except httpx.HTTPError:
            time.sleep(0.2)
    raise TimeoutError("nobody answers")
