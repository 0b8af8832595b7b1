"""The certificate of a body: at first one that it issues to itself; later one that its operator gives."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    load_key_and_certificates,
    serialize_key_and_certificates,
)
from cryptography.x509.oid import NameOID
from django.conf import settings

from shubbak.agencies.models import Agency
from shubbak.documents.sealing.rules import SealFailed, Term

_VALID = timedelta(days=3653)


class CertificateRefused(ValueError):
    """A file that does not seal; the sentence is for the operator."""


def path_of(code: str) -> Path:
    """Where the certificate of a body lies."""
    return Path(settings.SHUBBAK_SEALS) / f"{code}.p12"


def own_certificate(agency: Agency, at: datetime) -> bytes:
    """The PKCS#12 file of a body with key and certificate; at first one that it issues to itself.

    Whoever has a better one puts it there under the same name.
    """
    path = path_of(agency.code)
    if not path.exists():
        _write_once(path, _issued_to_itself(agency, at))
    return path.read_bytes()


def read_certificate(content: bytes) -> x509.Certificate:
    """What stands in a PKCS#12 file, opened with SHUBBAK_SEAL_PASSWORD.

    :raises CertificateRefused: if it is none, or lacks something.
    """
    password = str(settings.SHUBBAK_SEAL_PASSWORD).encode() or None
    try:
        key, certificate, _others = load_key_and_certificates(content, password)
    except ValueError as error:
        raise CertificateRefused("no PKCS#12 file that SHUBBAK_SEAL_PASSWORD opens") from error
    if key is None or certificate is None:
        raise CertificateRefused("the file lacks the key or the certificate")
    return certificate


def checked(content: bytes, at: datetime) -> x509.Certificate:
    """The certificate with which a body may seal now.

    :raises CertificateRefused: if it may not.
    """
    certificate = read_certificate(content)
    try:
        term_of(certificate).check(at)
    except SealFailed as failed:
        raise CertificateRefused(f"it does not hold today ({described(certificate)})") from failed
    return certificate


def term_of(certificate: x509.Certificate) -> Term:
    """From when until when it holds."""
    return Term(certificate.not_valid_before_utc, certificate.not_valid_after_utc)


def described(certificate: x509.Certificate) -> str:
    """Whose it is, who issued it, and until when it holds."""
    owner, issuer = certificate.subject.rfc4514_string(), certificate.issuer.rfc4514_string()
    by = "itself" if issuer == owner else issuer
    return f"{owner}; issued by {by}; until {certificate.not_valid_after_utc:%Y-%m-%d}"


def replace_certificate(code: str, content: bytes, at: datetime) -> Path | None:
    """Put a certificate in its place at once; where the one lies that stood there, if there was one."""
    path, kept = path_of(code), None
    if path.exists():
        kept = path.with_name(f"{code}-until-{at:%Y%m%dT%H%M%SZ}.p12")
        os.link(path, kept)
    put_in_place(path, content)
    return kept


def put_in_place(path: Path, content: bytes) -> None:
    """All of it or nothing, on the disk itself."""
    _draft(path, content).replace(path)


def _issued_to_itself(agency: Agency, at: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = agency.localized_name("fr")[:64]
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, agency.country),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
    )
    issued = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + _VALID)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                encipher_only=False,
                decipher_only=False,
                **usage,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    return serialize_key_and_certificates(agency.code.encode(), key, issued, None, NoEncryption())


def _write_once(path: Path, content: bytes) -> None:
    """The first of two processes wins, and none ever reads half a key."""
    draft = _draft(path, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft(path: Path, content: bytes) -> Path:
    """Beside its place, on the disk itself, for nobody else to read."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return draft
