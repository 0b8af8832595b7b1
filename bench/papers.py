"""A thousand acknowledgements as PDF, by one process that is held to one core."""

import os
import subprocess
import sys

_BLIND = {
    "DJANGO_SETTINGS_MODULE": "shubbak.config.settings",
    "DATABASE_URL": "postgresql:///none?host=/nonexistent",
    "SHUBBAK_POOL": "0",
}


def run(seconds: float) -> None:
    """Print the rate by the clock and by the processor's time; `seconds` is not asked for here."""
    del seconds
    command = [sys.executable, "-m", "bench.after_setup", "bench.papers_made"]
    subprocess.run(command, env=os.environ | _BLIND, check=True)
