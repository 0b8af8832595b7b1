"""Whose messages are heard: live keys, fresh, once, within limits, under the right certificate."""

import base64
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.cache import cache

from shubbak.config.command_line import main
from shubbak.journal.rules import SYSTEM
from shubbak.payments.biller.actions import (
    draw_secret,
    enlist_key,
    forget_nonces,
    hear,
    register_bank,
    withdraw_key,
)
from shubbak.payments.biller.actions.hearing import NONCES_KEPT
from shubbak.payments.biller.keys import secret_of
from shubbak.payments.biller.messages import Key, Kind, MessageRefused, Request, sign_request
from shubbak.payments.biller.models import Bank, Nonce
from shubbak.payments.biller.rules import BillerRefused
from tests.payments.banks_of_test import WORDS, bank, key_of

URL = "https://miyah.example/api/biller/v1/dues?contract=1"
NONCE = "0123456789abcdef"


def message(key: Key, at, nonce: str = NONCE) -> Request:
    request = Request("GET", URL, {})
    sign_request(request=request, body=b"", key=key, nonce=nonce, now=at)
    return request


def heard(request: Request, at, subject: str = ""):
    return hear(request=request, body=b"", subject=subject, at=at)


def refused(code: str, kind: type[Exception] = BillerRefused):
    return pytest.raises(kind, match=f"^{code}$")


@pytest.fixture(autouse=True)
def nobody_was_counted_before():
    cache.clear()


@pytest.fixture
def key(agency, at):
    name, secret = key_of(bank(at), at)
    return Key(name, Kind.HMAC, secret)


def test_a_bank_is_heard_under_its_secret_once(key, at):
    request = message(key, at)
    assert heard(request, at).bank.code == "atlas"
    with refused("replayed"):
        heard(request, at)


def test_a_bank_with_a_key_of_its_own_is_heard_too(agency, at):
    own = Ed25519PrivateKey.generate()
    public = own.public_key().public_bytes_raw()
    enlist_key(bank=bank(at), name="atlas-ed", public=public, actor=SYSTEM, at=at)
    assert (
        heard(message(Key("atlas-ed", Kind.ED25519, own.private_bytes_raw()), at), at).key.name == "atlas-ed"
    )


def test_a_nonce_is_known_as_long_as_a_message_could_come_again_and_longer(key, at):
    heard(message(key, at), at)
    forget_nonces(at=at + timedelta(hours=1))
    with refused("replayed"):
        heard(message(key, at), at)
    forget_nonces(at=at + NONCES_KEPT + timedelta(seconds=1))
    assert not Nonce.objects.exists()


def test_a_withdrawn_key_opens_nothing_and_the_other_goes_on(key, at):
    second, secret = draw_secret(bank=Bank.objects.get(), name="atlas-2", actor=SYSTEM, at=at)
    for _ in range(2):
        withdraw_key(name=key.id, actor=SYSTEM, at=at)
    with refused("unknown_key", MessageRefused):
        heard(message(key, at), at)
    assert heard(message(Key(second.name, Kind.HMAC, secret), at), at).key == second


def test_a_third_live_key_and_a_name_given_before_are_refused(key, at):
    atlas = Bank.objects.get()
    with refused("known"):
        draw_secret(bank=atlas, name=key.id, actor=SYSTEM, at=at)
    draw_secret(bank=atlas, name="atlas-2", actor=SYSTEM, at=at)
    with refused("keys_enough"):
        draw_secret(bank=atlas, name="atlas-3", actor=SYSTEM, at=at)


def test_no_row_holds_a_secret(key, at):
    row = Bank.objects.get().keys.get()
    assert secret_of(row) == key.material
    assert key.material not in (bytes(row.salt), bytes(row.public))


def test_a_bank_with_a_certificate_is_heard_only_through_the_proxy_that_saw_it(key, at):
    Bank.objects.update(tls_subject="CN=atlas")
    for seen in ("", "CN=barid"):
        with refused("no_certificate"):
            heard(message(key, at), at, seen)
    assert heard(message(key, at), at, "CN=atlas")


def test_a_bank_has_its_requests_of_a_minute(key, at):
    Bank.objects.update(per_minute=2)
    for rank in range(2):
        heard(message(key, at, f"{NONCE}{rank}"), at)
    with refused("too_many"):
        heard(message(key, at, f"{NONCE}3"), at)
    later = at + timedelta(minutes=1)
    assert heard(message(key, later, f"{NONCE}4"), later)


@pytest.mark.parametrize("code", ["atlas", "Atlas", "a", "بنك"])
def test_a_bank_has_a_name_of_its_own(key, at, code):
    with refused("known" if code == "atlas" else "not_a_name"):
        register_bank(code=code, words=WORDS, actor=SYSTEM, at=at)


def test_what_is_no_public_key_is_refused(agency, at):
    with refused("not_a_key"):
        enlist_key(bank=bank(at), name="atlas-ed", public=b"short", actor=SYSTEM, at=at)


def test_the_operator_does_it_all_from_the_command_line(agency, at, capsys):
    def told(*words: str) -> str:
        assert main(["bank", *words, "--agency", "miyah"]) == 0
        return capsys.readouterr().out

    told("register", "atlas", "--fr", "Banque de l’Atlas", "--cut-off", "17")
    assert "miyah: secret " in told("key", "atlas", "atlas-1")
    public = base64.b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
    assert "answers are signed by" in told("key", "atlas", "atlas-2", "--public", public)
    told("withdraw", "atlas-1")
    told("register", "atlas", "--cut-off", "16", "--oldest-first", "--reopen")
    assert told("list") == "miyah: atlas, until 16:00, atlas-2 (ed25519)\n"


def test_the_command_says_what_it_refuses(agency, at, capsys):
    assert main(["bank", "key", "none", "k-1", "--agency", "miyah"]) == 2
    assert main(["bank", "withdraw", "none", "--agency", "miyah"]) == 1
    assert main(["bank", "list", "--agency", "nobody"]) == 2
    assert "there is no such key" in capsys.readouterr().err
