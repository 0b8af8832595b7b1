"""A journal of a million leaves: how long the auditor's program takes, and what a proof costs the house."""

import os
import subprocess
import sys
import time
from pathlib import Path

from bench.house import house

MILLION = 1_000_000
PROGRAM = Path(__file__).resolve().parent.parent / "tools" / "verify.py"
LONGEST, SLOWEST = 60, 20
"""Targets of issue 4: seconds for all leaves, milliseconds for one proof of inclusion (95 in 100)."""


def run(seconds: float, leaves: int = MILLION) -> None:
    """Print both figures; `seconds` is not asked for here."""
    del seconds
    with house() as measured:
        exported = measured.home.path / "journal.jsonl"
        print(measured.run("bench.after_setup", "bench.leaves", str(leaves), str(exported)), flush=True)
        keys = measured.home.path / "keys" / "signer.pub"
        command = [sys.executable, str(PROGRAM), "journal", str(exported), "--keys", str(keys)]
        began, used = time.monotonic(), os.times()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        took, after = time.monotonic() - began, os.times()
        processor = after.children_user + after.children_system - used.children_user - used.children_system
    print(done.stdout or done.stderr)
    print(
        f"verify.py: {leaves:,} leaves in {took:.1f} s, {processor:.1f} s of processor (target {LONGEST} s)"
    )
