"""The application as granian serves it, killed once between the commit of a deposit and its answer."""

import importlib
import os
import signal
from pathlib import Path
from typing import Any

from shubbak.config.wsgi import application

MARK = Path(os.environ["P6_MARK"])
_entering = importlib.import_module("shubbak.registry.books.actions.enter")
_sign = _entering.sign_at_once


def _die_once(**signed: Any) -> Any:
    """Signing is what whatever was entered does first after its commit."""
    if not MARK.exists():
        MARK.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return _sign(**signed)


_entering.sign_at_once = _die_once  # type: ignore[attr-defined]  # the module's own name for it
__all__ = ["application"]
