"""A bank's message is believed as it was signed, and in no other way (P31)."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from shubbak.payments.biller.messages import (
    WINDOW,
    Answer,
    Key,
    Kind,
    MessageRefused,
    Request,
    answer_is_authentic,
    authentic,
    sign_answer,
    sign_request,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
URL = "https://miyah.example/api/biller/v1/payments?day=2026-11-23"
BODY = b'{"amount": 40776, "items": ["2026-0000123"]}'
NONCE = "3f1c9f0a7be84c52a1d0"
_private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SECRET = Key("attijari-1", Kind.HMAC, b"a secret of thirty-two bytes ...")
PRIVATE = Key(
    "barid-1", Kind.ED25519, _private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
)
PUBLIC = Key("barid-1", Kind.ED25519, _private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
KEYS = {SECRET.id: SECRET, PUBLIC.id: PUBLIC}
SIGNERS = pytest.mark.parametrize("signer", [SECRET, PRIVATE], ids=["hmac", "ed25519"])


def signed(signer: Key, body: bytes = BODY, at: datetime = NOW, method: str = "POST", **told: str) -> Request:
    headers = {"Content-Type": "application/json"} | ({"Idempotency-Key": "T-1"} if method == "POST" else {})
    request = Request(method, URL, headers)
    sign_request(request=request, body=body, key=signer, nonce=told.get("nonce", NONCE), now=at)
    return request


def believed(request: Request, body: bytes = BODY, now: datetime = NOW, keys=KEYS):
    return authentic(request=request, body=body, keys=keys, now=now)


def refused(code: str):
    return pytest.raises(MessageRefused, match=rf"^{code}$")


@SIGNERS
@pytest.mark.parametrize(("method", "body"), [("POST", BODY), ("GET", b"")])
def test_a_message_is_believed_as_it_was_signed(signer, method, body):
    shown = believed(signed(signer, body, method=method), body)
    assert (shown.key, shown.nonce, shown.created) == (signer.id, NONCE, NOW)


@SIGNERS
@given(seed=st.integers(0, 2**32))
def test_whatever_is_altered_it_is_believed_no_more(signer, seed):
    chance, request, body = random.Random(seed), signed(signer), bytearray(BODY)
    what = chance.choice(
        ["body", "method", "url", "idempotency-key", "Signature", "Signature-Input", "Content-Digest"]
    )
    if what == "body":
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    elif what == "method":
        request.method = chance.choice(["PUT", "DELETE", "PATCH"])
    elif what == "url":
        request.url = request.url.replace("11-23", f"11-{chance.randrange(10, 23)}")
    else:
        name = next(name for name in request.headers if name.lower() == what.lower())
        request.headers[name] = changed(request.headers[name], chance)
    with pytest.raises(MessageRefused):
        believed(request, bytes(body))


def changed(value: str, chance: random.Random) -> str:
    """The same header with one sign exchanged for another that says something else."""
    place = chance.choice([rank for rank, sign in enumerate(value) if sign.isalnum()])
    other = chance.choice([sign for sign in "abcdxyz01789" if sign.lower() != value[place].lower()])
    # the last sign of base64 before its padding has bits that say nothing
    if value[place + 1 : place + 2] == "=" or value[place + 1 : place + 3] == "==":
        return value[: place - 1] + ("A" if value[place - 1] != "A" else "B") + value[place:]
    return value[:place] + other + value[place + 1 :]


@SIGNERS
def test_beyond_the_window_it_is_stale_on_either_side(signer):
    request = signed(signer)
    for away in (WINDOW, -WINDOW):
        assert believed(request, now=NOW + away)
        with refused("stale"):
            believed(
                request,
                now=NOW + away + (timedelta(seconds=1) if away > timedelta() else -timedelta(seconds=1)),
            )


def test_an_unsigned_message_and_an_unknown_key_are_told_apart_from_forgeries():
    with refused("unsigned"):
        believed(Request("POST", URL, {}))
    with refused("unknown_key"):
        believed(signed(SECRET), keys={PUBLIC.id: PUBLIC})


def test_a_key_of_another_kind_under_the_same_name_opens_nothing():
    with refused("forged"):
        believed(signed(SECRET), keys={SECRET.id: Key(SECRET.id, Kind.ED25519, PUBLIC.material)})


def test_the_public_key_as_a_secret_signs_nothing():
    forged = signed(Key(PUBLIC.id, Kind.HMAC, PUBLIC.material))
    with refused("forged"):
        believed(forged)


@pytest.mark.parametrize("nonce", ["", "short", "x" * 65])
def test_a_nonce_is_neither_missing_nor_short_nor_endless(nonce):
    with refused("no_nonce"):
        believed(signed(SECRET, nonce=nonce))


def test_what_is_written_without_its_key_of_idempotence_is_not_believed():
    request = signed(SECRET, method="GET", body=BODY)
    request.method = "POST"
    with refused("forged"):
        believed(request)


@SIGNERS
def test_an_answer_is_bound_to_its_request(signer):
    body, public = b'{"status": "paid"}', KEYS[signer.id]
    answer = Answer(200, {}, signed(signer))
    sign_answer(answer=answer, body=body, key=signer, now=NOW)
    assert answer_is_authentic(answer=answer, body=body, key=public)
    assert not answer_is_authentic(answer=answer, body=b'{"status": "none"}', key=public)
    other = Answer(200, answer.headers, signed(signer, nonce="another-nonce-of-twenty"))
    assert not answer_is_authentic(answer=other, body=body, key=public)
