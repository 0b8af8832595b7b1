"""A provider of seals on loopback: three calls of the Cloud Signature Consortium’s API, a key of its own.

It looks at what it is sent as a real one does: the bearer, the PIN, and that the SAD was given for this hash.
"""

import base64
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

PIN, TOKEN, CREDENTIAL = "4711", "bearer of the tests", "miyah-seal"
_QC_STATEMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
_COMPLIANT = base64.b16decode("300A3008060604008E460101")


class Refused(Exception):
    def __init__(self, code: int, error: str) -> None:
        super().__init__(error)
        self.code, self.error = code, error


class Provider:
    """`asked`: the calls that came. `key` signs; a test may put another one there."""

    def __init__(self, since: datetime, until: datetime, *, qualified: bool = True) -> None:
        self.key = rsa.generate_private_key(65537, 2048)
        self.certificate = _issued(self.key, since, until, qualified)
        self.pin, self.key_status = PIN, "enabled"
        self.asked: list[str] = []
        self._sads: dict[str, list[str]] = {}
        self.url = ""

    def account(self, folder: Path, pin: str = PIN) -> Path:
        """The file with which a body is known here."""
        folder.mkdir(exist_ok=True)
        path = folder / "miyah.csc"
        path.write_text(f"URL={self.url}\nCREDENTIAL={CREDENTIAL}\nPIN={pin}\nTOKEN={TOKEN}\n")
        return path

    def answer(self, call: str, bearer: str, said: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(call)
        if bearer != f"Bearer {TOKEN}":
            raise Refused(401, "invalid_token")
        if said["credentialID"] != CREDENTIAL:
            raise Refused(400, "invalid_request")
        calls = {
            "credentials/info": self._info,
            "credentials/authorize": self._authorize,
            "signatures/signHash": self._sign,
        }
        return calls[call](said)

    def _info(self, _said: dict[str, Any]) -> dict[str, Any]:
        der = self.certificate.public_bytes(Encoding.DER)
        return {
            "key": {"status": self.key_status, "algo": ["1.2.840.113549.1.1.11"], "len": 2048},
            "cert": {"status": "valid", "certificates": [base64.b64encode(der).decode()]},
            "authMode": "explicit",
            "multisign": 1,
        }

    def _authorize(self, said: dict[str, Any]) -> dict[str, Any]:
        if said["PIN"] != self.pin:
            raise Refused(400, "invalid_pin")
        sad = secrets.token_urlsafe()
        self._sads[sad] = said["hash"]
        return {"SAD": sad, "expiresIn": 300}

    def _sign(self, said: dict[str, Any]) -> dict[str, Any]:
        if self._sads.pop(said["SAD"], None) != said["hash"]:
            raise Refused(400, "invalid_request")
        digests = [base64.b64decode(one) for one in said["hash"]]
        signed = [self.key.sign(one, padding.PKCS1v15(), Prehashed(hashes.SHA256())) for one in digests]
        return {"signatures": [base64.b64encode(one).decode() for one in signed]}


@contextmanager
def provider(at: datetime, *, days: int = 365, qualified: bool = True) -> Iterator[Provider]:
    """One whose certificate holds for so many days."""
    made = Provider(at - timedelta(days=400), at + timedelta(days=days), qualified=qualified)

    class Asked(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            call, code = self.path.removeprefix("/csc/v1/"), 200
            try:
                told = made.answer(call, self.headers.get("Authorization", ""), said)
            except Refused as refused:
                code, told = refused.code, {"error": refused.error, "error_description": "as it says"}
            self.send_response(code)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    made.url = f"http://127.0.0.1:{server.server_port}/csc/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def _issued(key: rsa.RSAPrivateKey, since: datetime, until: datetime, qualified: bool) -> x509.Certificate:
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test Trust Services")])
    owner = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "miyah")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(owner)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
    )
    only = x509.KeyUsage(
        digital_signature=True, content_commitment=True, encipher_only=False, decipher_only=False, **usage
    )
    builder = builder.add_extension(only, critical=True)
    if qualified:
        statements = x509.UnrecognizedExtension(_QC_STATEMENTS, _COMPLIANT)
        builder = builder.add_extension(statements, critical=False)
    return builder.sign(rsa.generate_private_key(65537, 2048), hashes.SHA256())
