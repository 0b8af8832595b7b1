"""The seal of a body whose key a provider holds: it is asked for each signature, and each is verified.

`SHUBBAK_SEALER=shubbak.documents.sealing.cloud.CloudSeal`. Before a letter takes its number the provider
signs some bytes of no meaning, as a trial. The paper bears the number: its own signature comes afterwards.
"""

import base64
import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.module_loading import import_string

from shubbak.agencies.models import Agency
from shubbak.documents.sealing.certificate import put_in_place, term_of
from shubbak.documents.sealing.cloud_service import Service, account_in
from shubbak.documents.sealing.rules import SealFailed
from shubbak.foundation.localized import Localized

_HAND = "shubbak.documents.sealing.pades.sealed_by"
_RSA, _ECDSA = "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"
_QUALIFIED = base64.b16decode("06060400 8E460101".replace(" ", ""))
"""id-etsi-qcs-QcCompliance (ETSI EN 319 412-5), as it stands in a certificate that calls itself qualified."""
_QC_STATEMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
_SEALED: Localized = {
    "ar": "وضعت الهيئة على هذه الوثيقة خاتمها الإلكتروني لدى مقدم خدمات الثقة «{issuer}»؛ {worth}.",
    "fr": "Document revêtu du cachet électronique de l’organisme, apposé auprès du prestataire "
    "« {issuer} » ; {worth}.",
    "en": "Sealed by the body through the provider “{issuer}”; {worth}.",
}
_QUALIFIED_WORTH: Localized = {
    "ar": "وتصرح شهادته بأنها مؤهلة",
    "fr": "son certificat se déclare qualifié",
    "en": "its certificate calls itself qualified",
}
_PLAIN_WORTH: Localized = {
    "ar": "ولا تصرح شهادته بأنها مؤهلة بمفهوم القانون رقم 43.20",
    "fr": "son certificat ne se déclare pas qualifié au sens de la loi n° 43-20",
    "en": "its certificate does not call itself qualified in the sense of law 43-20",
}


class CloudSeal:
    """Seals by a provider; what it said of its certificate last is kept in `SHUBBAK_SEALS/<code>.csc.pem`."""

    def statement(self, agency: Agency) -> Localized:
        """Whoever issued the certificate, and qualified only where the certificate says so of itself."""
        certificate = _kept(agency)
        if certificate is None:
            return {}
        issuer, worth = _issuer(certificate), _QUALIFIED_WORTH if _is_qualified(certificate) else _PLAIN_WORTH
        return {code: words.format(issuer=issuer, worth=worth[code]) for code, words in _SEALED.items()}

    def certificate(self, agency: Agency) -> x509.Certificate | None:
        """None before the first trial."""
        account = _path(agency, ".csc")
        account_in(account)
        _must_not_be_refused(account)
        return _kept(agency)

    def check(self, agency: Agency, at: datetime) -> None:
        """Everything that a letter will need, tried once: certificate, PIN, a signature that is right."""
        trial = b"Shubbak asks whether a letter may be sealed: " + secrets.token_bytes(16)
        _Held(agency, at).sign(trial)

    def seal(self, pdf: bytes, agency: Agency, at: datetime) -> bytes:
        held = _Held(agency, at)
        sealed_by: Callable[..., bytes] = import_string(_HAND)
        return sealed_by(pdf, agency.localized_name("fr"), held.chain, held.sign)


class _Held:
    """The key that the provider holds for a body: what it signs is verified before anybody uses it."""

    def __init__(self, agency: Agency, at: datetime) -> None:
        self._agency, self._account = agency, _path(agency, ".csc")
        _must_not_be_refused(self._account)
        self._service = Service(account_in(self._account))
        self.chain = self._service.certificates()
        self._certificate = _read(self.chain[0])
        term_of(self._certificate).check(at)

    def sign(self, data: bytes) -> bytes:
        key = self._certificate.public_key()
        algorithm = _RSA if isinstance(key, rsa.RSAPublicKey) else _ECDSA
        try:
            signature = self._service.signature(hashlib.sha256(data).digest(), algorithm)
        except SealFailed as failed:
            if failed.code == "pin_refused":
                _refused(self._account).touch(mode=0o600)
            raise
        _verify(key, signature, data)
        _keep(self._agency, self._certificate)
        return signature


def _verify(key: Any, signature: bytes, data: bytes) -> None:
    """:raises SealFailed: ``wrong``."""
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
        else:
            raise SealFailed("wrong", told=f"a key of the kind {type(key).__name__}")
    except InvalidSignature as error:
        raise SealFailed("wrong", told="the signature is not that of the certificate") from error


def _must_not_be_refused(account: Path) -> None:
    """A PIN that was refused is not sent again: a provider locks the key after a few. A newer file ends that.

    :raises SealFailed: ``pin_refused``.
    """
    refused = _refused(account)
    if refused.exists() and account.exists() and refused.stat().st_mtime >= account.stat().st_mtime:
        raise SealFailed("pin_refused", told=f"{account} is as it was when the PIN was refused")


def _refused(account: Path) -> Path:
    return account.with_name(f"{account.name}.refused")


def _path(agency: Agency, ending: str) -> Path:
    return Path(settings.SHUBBAK_SEALS) / f"{agency.code}{ending}"


def _keep(agency: Agency, certificate: x509.Certificate) -> None:
    path, content = _path(agency, ".csc.pem"), certificate.public_bytes(Encoding.PEM)
    if not path.exists() or path.read_bytes() != content:
        put_in_place(path, content)


def _kept(agency: Agency) -> x509.Certificate | None:
    """:raises SealFailed: ``unreadable``."""
    path = _path(agency, ".csc.pem")
    try:
        return x509.load_pem_x509_certificate(path.read_bytes()) if path.exists() else None
    except (OSError, ValueError) as error:
        raise SealFailed("unreadable", told=f"{path}: {error}") from error


def _read(content: bytes) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(content)
    except ValueError as error:
        raise SealFailed("unreadable", told=f"the provider's certificate: {error}") from error


def _issuer(certificate: x509.Certificate) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if found := certificate.issuer.get_attributes_for_oid(kind):
            return str(found[0].value)
    return certificate.issuer.rfc4514_string()


def _is_qualified(certificate: x509.Certificate) -> bool:
    try:
        statements = certificate.extensions.get_extension_for_oid(_QC_STATEMENTS).value
    except x509.ExtensionNotFound:
        return False
    return _QUALIFIED in statements.public_bytes()
