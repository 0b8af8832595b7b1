"""P31: a bank's message is authentic, fresh and counted once.

Messages that would pay are altered in one thing each and sent; none may be believed, and none may pay. Then
replays, in the window and beyond it, after the server was killed, and over many lines at once; then keys that
take one another's place. SHUBBAK_PROMISES is smoke (default), ci or full; SEED draws the same lots again.
"""

import os
import random
import re
import secrets
import signal
import time
from base64 import b64encode
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.core.cache import cache
from django.utils import timezone

from shubbak.journal.rules import SYSTEM
from shubbak.payments.biller.actions import enlist_key, withdraw_key
from shubbak.payments.biller.keys import own_public_key
from shubbak.payments.biller.models import Bank, Nonce
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.models import Payment
from tests.api.biller.counter import ADDRESS, opened_counter, through_the_door
from tests.payments.banks_of_test import bank, key_of
from tests.promises.test_p6_idempotency import HOST, serve
from tools.bank_simulator.speaking import Pair, Secret, Speaker, digest_of

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
FORGERIES = {"smoke": 100, "ci": 500, "full": 10_000}[SIZE]
SEED = int(os.environ.get("SEED") or random.SystemRandom().getrandbits(31))
AT_ONCE = 8
UNBELIEVED = {"unsigned", "forged", "unknown_key", "stale", "no_nonce"}
PARTS = ('"@method" ', '"@target-uri" ', '"content-digest" ', ' "idempotency-key"')

pytestmark = pytest.mark.promise("P31")


@pytest.fixture
def clock(monkeypatch, at):
    """A clock that is put forward and back."""

    class Clock:
        now = at

        def put(self, later):
            self.now = at + later

    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    monkeypatch.setattr("time.time", lambda: clock.now.timestamp())
    return clock


@pytest.fixture
def counter(agency, at, clock):
    return opened_counter(at)


@pytest.fixture
def signers(counter, at):
    """The bank under its secret and under a key of its own, and another bank whose key is live too."""
    own = Ed25519PrivateKey.generate()
    public = own.public_key().public_bytes_raw()
    enlist_key(bank=counter.bank, name="atlas-ed", public=public, actor=SYSTEM, at=at)
    Bank.objects.update(per_minute=10**9)
    pair = Pair(own, Ed25519PublicKey.from_public_bytes(own_public_key()))
    return [counter.speaker, Speaker(ADDRESS, "atlas-ed", pair, through_the_door)]


def paying(counter, speaker):
    """A message that pays, for the first time."""
    return speaker.sign("POST", "/payments", counter.body(1), secrets.token_hex(8))


def test_whatever_is_altered_nothing_is_believed_and_nothing_is_paid(counter, signers, at, capsys):
    lots = random.Random(SEED)
    barid = bank(at, "barid")
    other = Speaker(ADDRESS, *key_of_other(barid, at), through_the_door)
    met, answers = Counter(), Counter()
    for _ in range(FORGERIES):
        how, speaker = lots.choice(list(WAYS)), lots.choice(signers)
        answer = speaker.send(WAYS[how](paying(counter, speaker), lots, counter, other))
        assert (answer.status, answer.reason in UNBELIEVED) == (401, True), (how, answer)
        assert not answer.is_signed
        met[how] += 1
        answers[answer.reason] += 1
    with capsys.disabled():
        print(f"\nP31 {SIZE} SEED={SEED}: {FORGERIES} forgeries {dict(met)}, refused as {dict(answers)}")
    assert Payment.objects.count() == Nonce.objects.count() == 0
    assert all(speaker.send(paying(counter, speaker)).status == 201 for speaker in signers)


def key_of_other(barid, at):
    name, secret = key_of(barid, at)
    return name, Secret(secret)


def with_header(request, name, value):
    return replace(request, headers={**request.headers, name: value})


def one_sign_else(value, lots):
    """One letter or figure exchanged, not the last of a row of base64: some of its bits say nothing."""
    places = [rank for rank, sign in enumerate(value) if sign.isalnum() and value[rank + 1 : rank + 2] != "="]
    place = lots.choice(places)
    other = lots.choice([sign for sign in "abcdxyzABC01789" if sign.lower() != value[place].lower()])
    return value[:place] + other + value[place + 1 :]


def altered_body(request, lots, *_):
    body = bytearray(request.body)
    body[lots.randrange(len(body))] ^= 1 << lots.randrange(7)
    return replace(request, body=bytes(body))


def altered_body_and_digest(request, lots, *_):
    forged = altered_body(request, lots)
    return with_header(forged, "content-digest", digest_of(forged.body))


def altered_header(request, lots, *_):
    name = lots.choice(["signature", "signature-input", "content-digest", "idempotency-key"])
    return with_header(request, name, one_sign_else(request.headers[name], lots))


def without_header(request, lots, *_):
    name = lots.choice(["signature", "signature-input", "content-digest", "idempotency-key"])
    return replace(request, headers={key: value for key, value in request.headers.items() if key != name})


def covering_less(request, lots, *_):
    told = request.headers["signature-input"]
    return with_header(request, "signature-input", told.replace(lots.choice(PARTS), "", 1))


def covering_less_and_signed(request, lots, counter, other):
    """Whoever has a key and signs too little is believed no more than others."""
    del other
    told = request.headers["signature-input"].replace("atlas-ed", "atlas-1").removeprefix("bank=")
    params = told.replace(lots.choice(PARTS), "", 1)
    values = {"@method": "POST", "@target-uri": ADDRESS + request.target, **request.headers}
    lines = [f'"{part}": {values[part]}' for part in re.findall(r'"([^"]+)"', params.partition(")")[0])]
    base = "\n".join([*lines, f'"@signature-params": {params}']).encode()
    mark = b64encode(counter.speaker.signer.sign(base)).decode()
    return with_header(
        with_header(request, "signature-input", f"bank={params}"), "signature", f"bank=:{mark}:"
    )


def elsewhere(request, lots, *_):
    places = ["/api/biller/v1/payments?x=1", "/api/biller/v1/payments/1/reversal"]
    return replace(request, target=lots.choice(places))


def by_another_method(request, lots, *_):
    return replace(request, method=lots.choice(["PUT", "GET", "DELETE", "PATCH"]))


def under_another_key(request, lots, counter, other):
    """The signature of one bank under the name of another, and the other way round."""
    del lots
    told = request.headers["signature-input"]
    return with_header(request, "signature-input", re.sub('keyid="[^"]+"', f'keyid="{other.key}"', told))


def guessed(request, lots, counter, other):
    del request, other
    guesses = [Secret(b""), Secret(lots.randbytes(32)), Secret(b"atlas-1")]
    return paying(counter, Speaker(ADDRESS, "atlas-1", lots.choice(guesses)))


def public_key_as_secret(request, lots, counter, other):
    """What everybody may know signs nothing."""
    del request, lots, other
    public = bytes(counter.bank.keys.get(name="atlas-ed").public)
    return paying(counter, Speaker(ADDRESS, "atlas-ed", Secret(public)))


def too_old_or_ahead(request, lots, counter, other):
    del request, other
    away = lots.choice([-1, 1]) * lots.randint(301, 10**6)
    created = int(timezone.now().timestamp()) + away
    return counter.speaker.sign("POST", "/payments", counter.body(1), secrets.token_hex(8), created=created)


def signed_twice(request, lots, *_):
    """Two signatures, of which one is right, are none."""
    told, mark = request.headers["signature-input"], request.headers["signature"]
    forged = with_header(request, "signature-input", f"{told}, {told.replace('bank=', 'bunk=', 1)}")
    return with_header(
        forged, "signature", f"{mark}, {one_sign_else(mark, lots).replace('bank=', 'bunk=', 1)}"
    )


def with_a_bad_nonce(request, lots, counter, other):
    del request, other
    nonce = lots.choice(["", "short", "x" * 65])
    speaker = counter.speaker
    return speaker.sign("POST", "/payments", counter.body(1), secrets.token_hex(8), nonce=nonce or "x")


def from_another_body(request, lots, counter, other):
    del request, lots, other
    return paying(counter, Speaker("http://madina.localhost", "atlas-1", counter.speaker.signer))


WAYS = {
    way.__name__: way
    for way in (
        altered_body,
        altered_body_and_digest,
        altered_header,
        without_header,
        covering_less,
        covering_less_and_signed,
        elsewhere,
        by_another_method,
        under_another_key,
        guessed,
        public_key_as_secret,
        too_old_or_ahead,
        signed_twice,
        with_a_bad_nonce,
        from_another_body,
    )
}


def test_a_message_that_comes_again_is_not_believed_in_the_window_nor_beyond_it(counter, clock):
    message = paying(counter, counter.speaker)
    assert counter.speaker.send(message).status == 201
    assert counter.speaker.send(message).reason == "replayed"
    cache.clear()
    for later, reason in ((299, "replayed"), (301, "stale"), (86_400 * 30, "stale"), (-299, "replayed")):
        clock.put(timedelta(seconds=later))
        assert counter.speaker.send(message).reason == reason
    assert Payment.objects.count() == 1


def test_keys_take_one_anothers_place_without_a_pause(counter, at):
    first = counter.speaker
    kept = paying(counter, first)
    name, secret = key_of(counter.bank, at, "atlas-2")
    second = Speaker(ADDRESS, name, Secret(secret), through_the_door)
    assert [each.send(paying(counter, each)).status for each in (first, second)] == [201, 201]
    withdraw_key(name="atlas-1", actor=SYSTEM, at=at)
    for message in (kept, paying(counter, first)):
        assert first.send(message).reason == "unknown_key"
    answer = second.send(paying(counter, second))
    assert (answer.status, answer.is_signed) == (201, True)


def test_a_server_that_was_killed_knows_what_it_has_heard(fresh_agency, at, tmp_path):
    (tmp_path / "died").touch()
    counter = opened_counter(at)
    server, port = serve(tmp_path)
    message = paying_now(counter, port)
    assert post(port, message).status_code == 201
    server.send_signal(signal.SIGKILL)
    server.wait(60)
    server, port_after = serve(tmp_path)
    try:
        again = post(port_after, message, named=port)
        assert (again.status_code, again.json()["reason"]) == (401, "replayed")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
    assert Payment.objects.count() == 1


def test_over_many_lines_at_once_a_message_counts_once_and_so_does_a_payment(fresh_agency, at, tmp_path):
    (tmp_path / "died").touch()
    counter = opened_counter(at)
    server, port = serve(tmp_path)
    try:
        message = paying_now(counter, port)
        with ThreadPoolExecutor(AT_ONCE) as lines:
            same = list(lines.map(lambda _: post(port, message).status_code, range(AT_ONCE)))
            body, reference = counter.body(1, paid_at="2026-11-17T09:00:00Z"), "AT-ONCE"
            messages = [paying_now(counter, port, body, reference) for _ in range(AT_ONCE)]
            answers = list(lines.map(lambda each: post(port, each), messages))
        assert sorted(same) == [201] + [401] * (AT_ONCE - 1)
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.content for answer in answers}) == 1
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
    assert Payment.objects.count() == 2
    assert list(audit.problems()) == []


def paying_now(counter, port, body=None, reference=""):
    """By the clock of the machine, for a server that stands on it."""
    speaker = Speaker(f"http://{HOST['Host']}:{port}", "atlas-1", counter.speaker.signer)
    body = body or counter.body(1, paid_at="2026-11-17T09:00:00Z")
    return speaker.sign(
        "POST", "/payments", body, reference or secrets.token_hex(8), created=int(time.time())
    )


def post(port, message, named=0):
    headers = {**message.headers, "Host": f"{HOST['Host']}:{named or port}"}
    return httpx.post(
        f"http://127.0.0.1:{port}{message.target}", content=message.body, headers=headers, timeout=30
    )
