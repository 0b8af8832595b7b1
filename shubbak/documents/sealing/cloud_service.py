"""A provider of seals, spoken to by the API of the Cloud Signature Consortium (version 1.0.4.0).

What a body needs for it stands in `SHUBBAK_SEALS/<code>.csc`, mode 0600, in lines of ``NAME=value``: URL (up
to ``/csc/v1``), CREDENTIAL, PIN, and TOKEN or CLIENT_ID with CLIENT_SECRET.
"""

import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shubbak.documents.sealing.rules import SealFailed

PATIENCE = 15.0
"""Seconds that the provider may take for one answer."""
SHA256 = "2.16.840.1.101.3.4.2.1"
_SERVER_ERROR = 500
_OUR_OWN = {"127.0.0.1", "::1", "localhost"}
_NEEDED = ("URL", "CREDENTIAL", "PIN")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The PIN goes to the address that was set, nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


@dataclass(frozen=True)
class Account:
    """How a body is known to its provider."""

    url: str
    credential: str
    pin: str = field(repr=False)
    token: str = field(default="", repr=False)
    client: tuple[str, str] = field(default=("", ""), repr=False)


def account_in(path: Path) -> Account:
    """:raises SealFailed: ``not_set_up``."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SealFailed("not_set_up", told=str(error)) from error
    told = {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in lines)}
    if missing := [name for name in _NEEDED if not told.get(name)]:
        raise SealFailed("not_set_up", told=f"{path} lacks {', '.join(missing)}")
    place = urllib.parse.urlsplit(told["URL"])
    if place.scheme != "https" and place.hostname not in _OUR_OWN:
        raise SealFailed("not_set_up", told=f"{path}: the PIN is sent by https alone")
    client = (told.get("CLIENT_ID", ""), told.get("CLIENT_SECRET", ""))
    return Account(told["URL"].rstrip("/"), told["CREDENTIAL"], told["PIN"], told.get("TOKEN", ""), client)


class Service:
    """One conversation with the provider.

    Each call raises SealFailed: ``away``, ``refused``, ``pin_refused``.
    """

    def __init__(self, account: Account) -> None:
        self._account, self._token = account, account.token

    def certificates(self) -> list[bytes]:
        """That of the key, which must stand ready, and those above it, in DER."""
        told = self._call("credentials/info", {"certificates": "chain", "certInfo": True})
        try:
            states = (told["key"].get("status", "enabled"), told["cert"].get("status", "valid"))
            chain = [base64.b64decode(one, validate=True) for one in told["cert"]["certificates"]]
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise SealFailed("refused", told="credentials/info says something else") from error
        if states != ("enabled", "valid") or not chain:
            raise SealFailed("refused", told=f"key and certificate are {states}")
        return chain

    def signature(self, digest: bytes, algorithm: str) -> bytes:
        """What the provider signs of a SHA-256; `algorithm` by its object identifier."""
        hashes = [base64.b64encode(digest).decode()]
        sad = self._call(
            "credentials/authorize", {"numSignatures": 1, "hash": hashes, "PIN": self._account.pin}
        ).get("SAD")
        if not sad:
            raise SealFailed("refused", told="credentials/authorize gives no SAD")
        wanted = {"SAD": sad, "hash": hashes, "hashAlgo": SHA256, "signAlgo": algorithm}
        try:
            [signature] = self._call("signatures/signHash", wanted)["signatures"]
            return base64.b64decode(signature, validate=True)
        except (KeyError, TypeError, ValueError) as error:
            raise SealFailed("refused", told="signatures/signHash says something else") from error

    def _call(self, name: str, said: Mapping[str, object]) -> dict[str, Any]:
        body = json.dumps({"credentialID": self._account.credential, **said}).encode()
        return self._post(name, body, {"Content-Type": "application/json", **self._bearer()})

    def _bearer(self) -> dict[str, str]:
        name, secret = self._account.client
        if not self._token and name:
            asked = {"grant_type": "client_credentials", "client_id": name, "client_secret": secret}
            typed = {"Content-Type": "application/x-www-form-urlencoded"}
            answer = self._post("oauth2/token", urllib.parse.urlencode(asked).encode(), typed)
            self._token = str(answer.get("access_token", ""))
        return {"Authorization": f"Bearer {self._token}"} if self._token else {}

    def _post(self, name: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
        request = urllib.request.Request(f"{self._account.url}/{name}", data=body, headers=headers)  # noqa: S310  the operator's own file names the address
        try:
            with _OPENER.open(request, timeout=PATIENCE) as answer:
                told = json.load(answer)
        except urllib.error.HTTPError as answer:
            raise _refusal(name, answer) from answer
        except (OSError, ValueError) as failure:
            raise SealFailed("away", told=f"{name}: {failure}") from failure
        if not isinstance(told, dict):
            raise SealFailed("refused", told=f"{name} says something else")
        return told


def _refusal(name: str, answer: urllib.error.HTTPError) -> SealFailed:
    """By the provider's own word for it; its description is for the log."""
    if answer.code >= _SERVER_ERROR:
        return SealFailed("away", told=f"{name}: {answer.code}")
    try:
        told = json.load(answer)
        error, words = str(told["error"]), str(told.get("error_description", ""))
    except (KeyError, TypeError, AttributeError, ValueError):
        error, words = "", ""
    code = "pin_refused" if error == "invalid_pin" else "refused"
    return SealFailed(code, told=f"{name}: {answer.code} {error} {words}"[:300])
