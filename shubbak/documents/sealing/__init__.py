"""Papers sealed by the body (الخاتم الإلكتروني): PAdES B-B, after ETSI EN 319 142-1.

A body that has nothing else seals with a certificate of its own, which nobody vouches for: whoever reads the
paper sees that not a byte was altered since, and by whom only as far as they know the certificate. That is no
qualified seal or signature in the sense of law 43-20, and the paper says so. A provider of qualified seals is
one more `Sealer`: `SHUBBAK_SEALER` names the class that seals here. It is loaded when something is
sealed: what it stands on is large.
"""

from datetime import datetime
from functools import lru_cache
from typing import Protocol, cast

from cryptography import x509
from django.conf import settings
from django.utils.module_loading import import_string

from shubbak.agencies.models import Agency
from shubbak.documents.sealing.certificate import term_of
from shubbak.documents.sealing.rules import SealFailed
from shubbak.foundation.localized import Localized

__all__ = ["SealFailed", "Sealer", "seal_warning", "sealer"]


class Sealer(Protocol):
    """Whoever seals papers of a body."""

    def statement(self, agency: Agency) -> Localized:
        """What a paper says of its seal, no more than is true."""

    def certificate(self, agency: Agency) -> x509.Certificate | None:
        """With which it seals, as far as is known without asking anybody.

        :raises SealFailed: where it is known already that nothing would be sealed.
        """

    def check(self, agency: Agency, at: datetime) -> None:
        """Whether it would seal now; a provider is asked. A letter takes its number only afterwards.

        :raises SealFailed: if it would not.
        """

    def seal(self, pdf: bytes, agency: Agency, at: datetime) -> bytes:
        """The same paper with its seal, as an addition behind its last byte.

        :raises SealFailed: when it cannot be done now.
        """


def sealer() -> Sealer:
    """Who seals here.

    :raises ImportError: for a name that leads to nothing.
    """
    return _made(settings.SHUBBAK_SEALER)


def seal_warning(agency: Agency, at: datetime) -> SealFailed | None:
    """What whoever signs or administers should know of the body's seal: also that it ends soon."""
    try:
        certificate = sealer().certificate(agency)
        if certificate is None:
            return None
        term = term_of(certificate)
        term.check(at)
    except SealFailed as failed:
        return failed
    return SealFailed("ends_soon", term.until) if term.ends_soon(at) else None


@lru_cache(maxsize=4)
def _made(name: str) -> Sealer:
    return cast(Sealer, import_string(name)())
