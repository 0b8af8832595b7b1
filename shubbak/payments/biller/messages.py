"""A bank's message is authentic and fresh: HTTP Message Signatures (RFC 9421, RFC 9530). Pure.

Small banks sign with a secret that both sides know (hmac-sha256), others with a key of their own (ed25519);
the same fields are covered. Answers are signed too, and bound to the request that they answer. Whether a
nonce was seen before, the room knows: a nonce that is given back here is to be written down.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import http_sf
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureAlgorithm,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)

WINDOW = timedelta(seconds=300)
"""How far the clocks of the two may be apart, and how long a message is on its way (promises §2, Banks)."""
TAG = "shubbak-biller"
_SHORTEST, _LONGEST = 16, 64
_REQUEST = ("@method", "@target-uri", "content-digest")
_WRITING = (*_REQUEST, "idempotency-key")
_ANSWER = ("@status", "content-digest", '"@method";req', '"@target-uri";req', '"signature";req')
_SAFE = frozenset({"GET", "HEAD"})


class Kind(StrEnum):
    """How a bank signs."""

    HMAC = "hmac-sha256"
    ED25519 = "ed25519"


class MessageRefused(Exception):
    """A message is not believed; `code` says why, never more than the sender may know.

    Codes: ``unsigned``, ``unknown_key``, ``forged`` (the signature, the digest, or something not covered),
    ``stale`` (beyond the window), ``no_nonce``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Key:
    """A live key: the shared secret, or 32 bytes of a key of Ed25519 (public to verify, private to sign)."""

    id: str
    kind: Kind
    material: bytes = field(repr=False)


@dataclass
class Request:
    """A request as it stands on the wire. `url` is whole; names of headers in any case of letters."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Answer:
    """What is answered to a request."""

    status_code: int
    headers: dict[str, str]
    request: Request


@dataclass(frozen=True)
class Shown:
    """What a message has shown: whose key signed it, when, under which nonce, which is to be seen once."""

    key: str
    created: datetime
    nonce: str


def authentic(*, request: Request, body: bytes, keys: Mapping[str, Key], now: datetime) -> Shown:
    """Believe a request, or not; `keys` are the live ones of all banks that may ask, by their names.

    :raises MessageRefused: with each of its codes.
    """
    key = _key_of(request, keys)
    required = _REQUEST if request.method in _SAFE else _WRITING
    verifier = _Verifier(signature_algorithm=_ALGORITHMS[key.kind], key_resolver=_Keys(key))
    try:
        (found,) = verifier.verify(
            request, max_age=None, expect_tag=TAG, require_components=required, body=body
        )
    except (InvalidSignature, ValueError) as error:
        raise MessageRefused("forged") from error
    created = datetime.fromtimestamp(int(found.parameters["created"]), UTC)
    if abs(now - created) > WINDOW:
        raise MessageRefused("stale")
    nonce = str(found.parameters.get("nonce") or "")
    if not _SHORTEST <= len(nonce) <= _LONGEST:
        raise MessageRefused("no_nonce")
    return Shown(key.id, created, nonce)


def sign_request(*, request: Request, body: bytes, key: Key, nonce: str, now: datetime) -> None:
    """Sign a request, as a bank does: its headers gain a digest and a signature."""
    covered = _REQUEST if request.method in _SAFE else _WRITING
    _signer(key).sign(
        request,
        key_id=key.id,
        created=now,
        nonce=nonce,
        tag=TAG,
        label="bank",
        covered_component_ids=covered,
        body=body,
    )


def sign_answer(*, answer: Answer, body: bytes, key: Key, now: datetime) -> None:
    """Sign an answer together with the request that it answers."""
    _signer(key).sign(
        answer,
        key_id=key.id,
        created=now,
        tag=TAG,
        label="body",
        covered_component_ids=_ANSWER,
        body=body,
    )


def answer_is_authentic(*, answer: Answer, body: bytes, key: Key) -> bool:
    """Whether this is what the body answered to that request."""
    verifier = _Verifier(signature_algorithm=_ALGORITHMS[key.kind], key_resolver=_Keys(key))
    try:
        verifier.verify(answer, max_age=None, expect_tag=TAG, require_components=_ANSWER, body=body)
    except (InvalidSignature, ValueError):
        return False
    return True


_ALGORITHMS: Mapping[Kind, type[HTTPSignatureAlgorithm]] = {
    Kind.HMAC: algorithms.HMAC_SHA256,
    Kind.ED25519: algorithms.ED25519,
}


class _Verifier(HTTPMessageVerifier):
    """Time is looked at by whoever is told it, not by the clock of this machine."""

    def validate_created_and_expires(self, sig_input: object, max_age: object = None) -> None:  # noqa: ARG002  the library's shape
        created = getattr(sig_input, "params", {}).get("created")
        if type(created) is not int or not 0 <= created < 1 << 40:
            raise InvalidSignature("created is missing")


class _Keys(HTTPSignatureKeyResolver):
    """The one key that the message names."""

    def __init__(self, key: Key) -> None:
        self.key = key

    def resolve_public_key(self, key_id: str) -> bytes | Ed25519PublicKey:
        assert key_id == self.key.id
        return (
            self.key.material
            if self.key.kind is Kind.HMAC
            else Ed25519PublicKey.from_public_bytes(self.key.material)
        )

    def resolve_private_key(self, key_id: str) -> bytes | Ed25519PrivateKey:
        assert key_id == self.key.id
        return (
            self.key.material
            if self.key.kind is Kind.HMAC
            else Ed25519PrivateKey.from_private_bytes(self.key.material)
        )


def _signer(key: Key) -> HTTPMessageSigner:
    return HTTPMessageSigner(signature_algorithm=_ALGORITHMS[key.kind], key_resolver=_Keys(key))


def _key_of(request: Request, keys: Mapping[str, Key]) -> Key:
    """The live key that the message names, before anything of it is believed."""
    told = next((value for name, value in request.headers.items() if name.lower() == "signature-input"), "")
    if not told:
        raise MessageRefused("unsigned")
    try:
        parsed: Any = http_sf.parse(told.encode("ascii"), tltype="dictionary")
    except (ValueError, UnicodeEncodeError) as error:
        raise MessageRefused("forged") from error
    named = [str(params.get("keyid")) for _, params in parsed.values() if params.get("tag") == TAG]
    if len(named) != 1 or named[0] not in keys:
        raise MessageRefused("unknown_key" if len(named) == 1 else "forged")
    return keys[named[0]]
