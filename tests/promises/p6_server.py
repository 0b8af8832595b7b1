"""The application as granian serves it, killed once between a commit and its answer: of a deposit or of a
bank's payment.
"""

import importlib
import os
import signal
from pathlib import Path
from typing import Any

from shubbak.config.wsgi import application

MARK = Path(os.environ["P6_MARK"])
_entering = importlib.import_module("shubbak.registry.books.actions.enter")
_paying = importlib.import_module("shubbak.api.biller.payments")
_sign, _facts = _entering.sign_at_once, _paying.facts_of


def _die_once() -> None:
    if not MARK.exists():
        MARK.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _die_or_sign(**signed: Any) -> Any:
    """Signing is what whatever was entered does first after its commit."""
    _die_once()
    return _sign(**signed)


def _die_or_tell(payment: Any) -> Any:
    """Telling what a payment did comes after its commit."""
    _die_once()
    return _facts(payment)


_paying.facts_of = _die_or_tell  # type: ignore[attr-defined]
_entering.sign_at_once = _die_or_sign  # type: ignore[attr-defined]  # the module's own name for it
__all__ = ["application"]
