"""No address in a lock or set-up file, and no path of somebody's machine anywhere."""

import re
import subprocess
from pathlib import Path

SET_UP = re.compile(r"^(requirements/|bin/|\.ci/|Makefile$|.*\.(toml|cfg|lock|ini)$|.*package[^/]*\.json$)")
ADDRESS = re.compile(rb"https?://")
MACHINE_PATH = re.compile(rb"(?:^|[^a-zA-Z0-9._-])/(?:work|farm|root)/[a-z.]", re.MULTILINE)


def faults(root: Path) -> list[str]:
    """Tracked files that name a host of an index, or a folder of a machine."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)
    found = []
    for name in listed.stdout.split("\0"):
        path = root / name
        if name and path.is_file() and (content := path.read_bytes()) and b"\0" not in content[:1024]:
            found += _of_file(name, content)
    return found


def _of_file(name: str, content: bytes) -> list[str]:
    found = []
    if SET_UP.match(name) and ADDRESS.search(content):
        found.append(f"{name}: a set-up file holds no address")
    if MACHINE_PATH.search(content):
        found.append(f"{name}: names a path of one machine")
    return found
