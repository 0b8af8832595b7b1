"""The seal of a body that has a certificate of its own and nothing else."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from cryptography import x509
from django.conf import settings
from django.utils.module_loading import import_string

from shubbak.agencies.models import Agency
from shubbak.documents.sealing.certificate import (
    CertificateRefused,
    own_certificate,
    path_of,
    read_certificate,
    term_of,
)
from shubbak.documents.sealing.rules import SealFailed
from shubbak.foundation.localized import Localized

_HAND = "shubbak.documents.sealing.pades.sealed_with_key"


class OwnSeal:
    """Seals with the certificate of the body: `SHUBBAK_SEALS/<code>.p12`, made at its first use."""

    _STATEMENT: ClassVar[Localized] = {
        "ar": "وضعت الهيئة على هذه الوثيقة خاتما إلكترونيا بشهادة خاصة بها؛ "
        "ولا يعد توقيعا إلكترونيا مؤهلا بمفهوم القانون رقم 43.20.",
        "fr": "Document revêtu du cachet électronique de l’organisme, apposé avec son propre certificat ; "
        "ce n’est pas une signature électronique qualifiée au sens de la loi n° 43-20.",
        "en": "Sealed by the body with its own certificate; "
        "this is not a qualified electronic signature in the sense of law 43-20.",
    }

    def statement(self, agency: Agency) -> Localized:  # noqa: ARG002  of every body the same
        return self._STATEMENT

    def certificate(self, agency: Agency) -> x509.Certificate | None:
        """None before the first letter: the body then issues one to itself."""
        path = path_of(agency.code)
        try:
            return read_certificate(path.read_bytes()) if path.exists() else None
        except (CertificateRefused, OSError) as error:
            raise SealFailed("unreadable", told=f"{path}: {error}") from error

    def check(self, agency: Agency, at: datetime) -> None:
        certificate = self.certificate(agency)
        if certificate is not None:
            term_of(certificate).check(at)

    def seal(self, pdf: bytes, agency: Agency, at: datetime) -> bytes:
        self.check(agency, at)
        password = str(settings.SHUBBAK_SEAL_PASSWORD).encode() or None
        seal_with_key: Callable[..., bytes] = import_string(_HAND)
        try:
            return seal_with_key(pdf, agency.localized_name("fr"), own_certificate(agency, at), password)
        except ValueError as error:
            raise SealFailed("unreadable", told=f"{path_of(agency.code)}: {error}") from error
