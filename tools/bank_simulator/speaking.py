"""A bank's side of the line: requests signed as RFC 9421 says, answers verified in the same way."""

import base64
import hashlib
import hmac
import http.client
import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

TAG = "shubbak-biller"
PATH = "/api/biller/v1"
_COVERED = ("@method", "@target-uri", "content-digest")
_PART = re.compile(r'"([^"]+)"(;req)?')

Transport = Callable[[str, str, bytes, Mapping[str, str]], tuple[int, Mapping[str, str], bytes]]
"""Method, path with query, body and headers of a request; status, headers and body of its answer."""


@dataclass(frozen=True)
class Secret:
    """What both sides know (hmac-sha256)."""

    material: bytes = field(repr=False)

    def sign(self, base: bytes) -> bytes:
        return hmac.digest(self.material, base, "sha256")

    def is_answered(self, base: bytes, signature: bytes) -> bool:
        return hmac.compare_digest(self.sign(base), signature)


@dataclass(frozen=True)
class Pair:
    """A key of the bank's own (ed25519), and the public key by which the body signs its answers."""

    private: Ed25519PrivateKey = field(repr=False)
    theirs: Ed25519PublicKey

    def sign(self, base: bytes) -> bytes:
        return self.private.sign(base)

    def is_answered(self, base: bytes, signature: bytes) -> bool:
        try:
            self.theirs.verify(signature, base)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Answer:
    """What the body answered; `is_signed`: by the body, to this very request."""

    status: int
    content: bytes
    is_signed: bool

    @property
    def told(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self.content))
        except ValueError:
            return {}

    @property
    def reason(self) -> str:
        return str(self.told.get("reason", ""))


@dataclass(frozen=True)
class Signed:
    """A request that is ready to leave, and may leave again."""

    method: str
    target: str
    body: bytes
    headers: Mapping[str, str]


class Speaker:
    """A bank that speaks under one key. `address`: of the body (``https://miyah.example``)."""

    def __init__(
        self, address: str, key: str, signer: Secret | Pair, transport: Transport | None = None
    ) -> None:
        self.address, self.key, self.signer = address.rstrip("/"), key, signer
        self.transport = transport or over_http(self.address)

    def ask(self, method: str, path: str, body: Any = None, reference: str = "", **changes: Any) -> Answer:
        """Sign and send; `changes` as in `sign`."""
        return self.send(self.sign(method, path, body, reference, **changes))

    def sign(
        self,
        method: str,
        path: str,
        body: Any = None,
        reference: str = "",
        *,
        created: int | None = None,
        nonce: str | None = None,
        kind: str = "application/json",
    ) -> Signed:
        """A request whose signature covers what it must. Bytes are sent as they are, all else as JSON."""
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        target = PATH + path
        headers = {"content-digest": digest_of(content)}
        if method != "GET":
            headers |= {"content-type": kind, "idempotency-key": reference or secrets.token_hex(8)}
        parts = _COVERED if method == "GET" else (*_COVERED, "idempotency-key")
        values = {"@method": method, "@target-uri": self.address + target, **headers}
        lines = [f'"{part}": {values[part]}' for part in parts]
        shown = " ".join(f'"{part}"' for part in parts)
        created, nonce = created or int(time.time()), nonce or secrets.token_hex(12)
        params = f'({shown});created={created};nonce="{nonce}";keyid="{self.key}";tag="{TAG}"'
        base = "\n".join([*lines, f'"@signature-params": {params}']).encode()
        headers["signature-input"] = f"bank={params}"
        headers["signature"] = f"bank=:{base64.b64encode(self.signer.sign(base)).decode()}:"
        return Signed(method, target, content, headers)

    def send(self, request: Signed) -> Answer:
        status, headers, content = self.transport(
            request.method, request.target, request.body, request.headers
        )
        plain = {name.lower(): value for name, value in headers.items()}
        return Answer(status, content, self._is_signed(request, status, plain, content))

    def _is_signed(self, request: Signed, status: int, headers: Mapping[str, str], content: bytes) -> bool:
        """Whether the answer is the body's, whole, and to this request."""
        params = headers.get("signature-input", "").removeprefix("body=")
        signature = re.fullmatch(r"body=:([^:]+):", headers.get("signature", ""))
        if not params or not signature or headers.get("content-digest") != digest_of(content):
            return False
        asked = {"@method": request.method, "@target-uri": self.address + request.target, **request.headers}
        given = {"@status": str(status), **headers}
        covered = _PART.findall(params.partition(")")[0])
        lines = [f'"{part}"{req}: {(asked if req else given)[part]}' for part, req in covered]
        if ("@status", "") not in covered or ("signature", ";req") not in covered:
            return False
        base = "\n".join([*lines, f'"@signature-params": {params}']).encode()
        return self.signer.is_answered(base, base64.b64decode(signature[1]))


def digest_of(content: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def over_http(address: str) -> Transport:
    """A connection for each request. Names under localhost are this machine, whoever resolves them."""
    place = urlsplit(address)
    host = place.hostname or ""
    where = "127.0.0.1" if host == "localhost" or host.endswith(".localhost") else host

    def send(
        method: str, target: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes]:
        kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
        line = kind(where, place.port, timeout=30)
        try:
            line.request(method, target, body, {"Host": place.netloc, **headers})
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            line.close()

    return send
