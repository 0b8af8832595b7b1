"""What is done before the doors open, and skipped when nothing changed since the last start."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.config.supervisor.home import CHECKOUT, Home

PACKAGE = CHECKOUT / "shubbak"
LOCK = CHECKOUT / "requirements" / "runtime.txt"


def migrate(home: Home, environment: dict[str, str]) -> bool:
    """Bring the tables up to this version; whether anything had to be looked at."""
    made_from = digest(PACKAGE.glob("**/migrations/*.py"), environment.get("DATABASE_OWNER_URL", ""))
    return _once(home, "migrated", made_from, ["migrate"], environment)


def collect_static(home: Home, environment: dict[str, str]) -> bool:
    """Gather, hash and compress the style sheets, scripts and fonts."""
    return _once(home, "static", static_made_from(home), [], environment)


def static_made_from(home: Home) -> str:
    """What the gathered files of that home stand for."""
    files = (path for path in PACKAGE.glob("*/static/**/*") if path.is_file())
    return digest(files, str(home.path))


def load_demonstration(home: Home, environment: dict[str, str]) -> bool:
    """Load the demonstration town, once in the life of a home; its words are kept to be shown again."""
    if (home.state / "demo").exists():
        return False
    words = _shubbak(["demo"], environment, home)
    (home.state / "demo").write_text(words, encoding="utf-8")
    return True


def demonstration_words(home: Home) -> str:
    """What `shubbak demo` said last, after an empty line: accounts to sign in with."""
    path = home.state / "demo"
    return path.read_text(encoding="utf-8").rpartition("\n\n")[2].strip() if path.exists() else ""


def digest(files: Iterable[Path], more: str) -> str:
    """Changes when a file's name or content, the locked packages or `more` change."""
    whole = hashlib.sha256(more.encode())
    for path in sorted([*files, LOCK]):
        whole.update(os.fsencode(path.relative_to(CHECKOUT)) + b"\0" + path.read_bytes())
    return whole.hexdigest()


def _once(home: Home, name: str, made_from: str, words: list[str], environment: dict[str, str]) -> bool:
    mark = home.state / name
    if mark.exists() and mark.read_text() == made_from:
        return False
    if words:
        _shubbak(words, environment, home)
    else:
        _run(
            [sys.executable, "-P", "-m", "django", "collectstatic", "--noinput", "--clear", "-v0"],
            environment,
            home,
        )
    mark.write_text(made_from)
    return True


def _shubbak(words: list[str], environment: dict[str, str], home: Home) -> str:
    return _run([sys.executable, "-P", "-m", "shubbak.config.command_line", *words], environment, home)


def _run(command: list[str], environment: dict[str, str], home: Home) -> str:
    """Run a command to its end, showing its progress up to its first empty line; all that it printed.

    :raises StartFailed: with its last line.
    """
    log = home.logs / "preparing.log"
    with open(log, "w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", *command],
            cwd=CHECKOUT,
            env=os.environ | environment | {"PYTHONPATH": str(CHECKOUT)},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        printed = _shown(process.stdout or [])
    if process.wait() == 0:
        return printed
    raise _explained(command[-1], log.read_text(encoding="utf-8") or printed, log)


def _shown(lines: Iterable[str]) -> str:
    printed, shows = "", True
    for line in lines:
        shows = shows and bool(line.strip())
        if shows:
            print(f"\n  {line.strip()} ", end="", flush=True)
        printed += line
    return printed


def _explained(name: str, words: str, log: Path) -> StartFailed:
    if "No space left on device" in words:
        return StartFailed(ExitCode.DISK_FULL, "The disk is full: free some space and start again.")
    said = (words.strip() or "it said nothing").splitlines()[-1]
    return StartFailed(ExitCode.CHILD_FAILED, f"`{name}` failed: {said} (more in {log}).")
