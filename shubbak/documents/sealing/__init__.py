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

from django.conf import settings
from django.utils.module_loading import import_string

from shubbak.agencies.models import Agency
from shubbak.foundation.localized import Localized


class SealFailed(Exception):
    """The paper could not be sealed; the text is for the log."""


class Sealer(Protocol):
    """Whoever seals papers of a body."""

    @property
    def statement(self) -> Localized:
        """What a paper says of its seal, no more than is true."""

    def seal(self, pdf: bytes, agency: Agency, at: datetime) -> bytes:
        """The same paper with its seal, as an addition behind its last byte.

        :raises SealFailed: when it cannot be done now.
        """


def sealer() -> Sealer:
    """Who seals here.

    :raises ImportError: for a name that leads to nothing.
    """
    return _made(settings.SHUBBAK_SEALER)


@lru_cache(maxsize=4)
def _made(name: str) -> Sealer:
    return cast(Sealer, import_string(name)())
