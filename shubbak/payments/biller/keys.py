"""Secrets of both sides are made, never stored; for other banks the body signs with a key of its own."""

import hmac

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.agencies.queries import agency_key, current_agency
from shubbak.payments.biller import messages
from shubbak.payments.biller.models import Key

_SECRET, _OWN = b"shubbak bank secret 1\n", b"shubbak bank answers 1"
OWN_NAME = "body"


def live_key(key: Key) -> messages.Key:
    """By what the messages of a bank are verified."""
    kind = messages.Kind(key.kind)
    return messages.Key(key.name, kind, secret_of(key) if kind is messages.Kind.HMAC else bytes(key.public))


def secret_of(key: Key) -> bytes:
    """The secret of a key: of nothing that a copy of the database holds alone."""
    told = _SECRET + bytes(key.salt) + key.name.encode()
    return hmac.digest(agency_key(current_agency()), told, "sha256")


def answering_key(key: Key) -> messages.Key:
    """By what an answer to this key is signed: the secret of both, or the body's own key."""
    if key.kind == messages.Kind.HMAC:
        return live_key(key)
    return messages.Key(OWN_NAME, messages.Kind.ED25519, _own().private_bytes_raw())


def own_public_key() -> bytes:
    """What banks with keys of their own need to verify what the body answers."""
    return _own().public_key().public_bytes_raw()


def _own() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hmac.digest(agency_key(current_agency()), _OWN, "sha256"))
