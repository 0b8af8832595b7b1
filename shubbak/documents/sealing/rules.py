"""From when until when a seal holds, and why nothing can be sealed. No Django."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WARN_BEFORE = timedelta(days=30)


class SealFailed(Exception):
    """Nothing can be sealed now. The code says why; `day` since or until when, where that is the reason.

    ``ended``, ``not_begun``, ``unreadable`` of the certificate; of a provider ``not_set_up``, ``away``,
    ``refused``, ``pin_refused``, ``wrong``. `told` is for the log.
    """

    def __init__(self, code: str, day: datetime | None = None, told: str = "") -> None:
        super().__init__(f"{code}: {told}" if told else code)
        self.code, self.day = code, day


@dataclass(frozen=True)
class Term:
    """From when until when a certificate holds."""

    since: datetime
    until: datetime

    def check(self, at: datetime) -> None:
        """:raises SealFailed: ``ended``, ``not_begun``."""
        if at > self.until:
            raise SealFailed("ended", self.until)
        if at < self.since:
            raise SealFailed("not_begun", self.since)

    def ends_soon(self, at: datetime) -> bool:
        """Whether whoever renews it should begin."""
        return at > self.until - WARN_BEFORE
