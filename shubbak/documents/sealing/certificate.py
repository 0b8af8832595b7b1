"""The certificate of a body: at first one that it issues to itself."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from django.conf import settings

from shubbak.agencies.models import Agency

_VALID = timedelta(days=3653)


def own_certificate(agency: Agency, at: datetime) -> bytes:
    """The PKCS#12 file of a body with key and certificate; at first one that it issues to itself.

    Whoever has a better one puts it there under the same name.
    """
    path = Path(settings.SHUBBAK_SEALS) / f"{agency.code}.p12"
    if not path.exists():
        _write_once(path, _issued_to_itself(agency, at))
    return path.read_bytes()


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
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
