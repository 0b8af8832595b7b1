"""The house as it stands has no fault; what a check looks at is told in its module."""

import subprocess
import sys

import pytest

from tests.architecture import arrows, rooms, sinks, sizes, templates, tracked, translations, writes
from tests.architecture.sources import ROOT

CHECKS = {
    "sizes": sizes,
    "writes": writes,
    "arrows": arrows,
    "rooms": rooms,
    "sinks": sinks,
    "templates": templates,
    "translations": translations,
    "tracked": tracked,
}


@pytest.mark.parametrize("name", CHECKS)
def test_the_house_has_no_fault(name: str) -> None:
    assert "\n".join(CHECKS[name].faults(ROOT)) == ""


def test_every_pack_is_valid() -> None:
    command = [sys.executable, "-P", "-m", "shubbak.config.command_line", "packs", "check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
