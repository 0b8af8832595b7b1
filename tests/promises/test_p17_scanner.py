"""P17: the virus scanner behind the hook is Debian's ClamAV itself, with one signature of ours."""

import io
import os
import pwd
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shubbak.documents.actions import scan_pending
from shubbak.documents.models import Document
from shubbak.documents.rules import NotServed
from shubbak.documents.scanning.clamd import ScannerAway, scan
from shubbak.documents.serving import as_attachment
from tests.contact.mails import came, mailbox_of, written
from tests.documents.test_scanning import harmful, sent

PROGRAM = Path("/usr/sbin/clamd")
HARMFUL = b"shubbak harmful program"
CONFIGURATION = """
Foreground yes
LocalSocket {folder}/clamd.ctl
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
StreamMaxLength 4M
User {user}
"""
PATIENCE = 60.0
pytestmark = [
    pytest.mark.promise("P17"),
    pytest.mark.asvs("5.4.3"),
    pytest.mark.skipif("SHUBBAK_PROMISES" not in os.environ, reason="wants ClamAV: make promises"),
]


@pytest.fixture(scope="module")
def daemon() -> Iterator[str]:
    """ClamAV's daemon with one signature: words, in any file."""
    if not PROGRAM.exists():
        pytest.skip("Debian's clamav-daemon is not installed (bin/install-tools servers)")
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:
        folder, user = Path(name), pwd.getpwuid(os.getuid()).pw_name
        (folder / "signatures").mkdir()
        (folder / "signatures" / "local.ndb").write_text(f"Shubbak.Test:0:*:{HARMFUL.hex()}\n")
        (folder / "clamd.conf").write_text(CONFIGURATION.format(folder=folder, user=user))
        process = subprocess.Popen(
            [str(PROGRAM), "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL
        )
        try:
            wait(str(folder / "clamd.ctl"))
            yield str(folder / "clamd.ctl")
        finally:
            process.terminate()
            process.wait(PATIENCE)


def wait(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            scan(io.BytesIO(b"a"), address)
        except ScannerAway:
            assert time.monotonic() < deadline, "the daemon does not answer"
            time.sleep(0.2)
        else:
            return


def test_the_daemon_says_what_it_finds(daemon):
    assert scan(io.BytesIO(b"a" * 200_000), daemon) == "clean"
    assert scan(io.BytesIO(b"a" * 70_000 + HARMFUL), daemon) == "infected"
    assert scan(io.BytesIO(b"a" * 6_000_000), daemon) == "unscannable"


def test_a_harmful_upload_is_found_and_never_given_out(agency, at, daemon, settings):
    settings.SHUBBAK_CLAMD = daemon
    clean, infected = sent(at), sent(at, harmful(HARMFUL), "b.pdf")
    assert scan_pending(at=at) == 2
    said = dict(Document.objects.values_list("pk", "scan"))
    assert said == {clean.pk: "clean", infected.pk: "infected"}
    with pytest.raises(NotServed):
        as_attachment(Document.objects.get(pk=infected.pk))


def test_a_harmful_file_that_came_by_e_mail_is_found_too(agency, at, daemon, settings):
    settings.SHUBBAK_CLAMD = daemon
    came(written(text=HARMFUL.decode(), files=(("b.pdf", harmful(HARMFUL)),)), mailbox_of(at), at)
    scan_pending(at=at)
    assert set(Document.objects.values_list("name", "scan")) == {
        ("b.pdf", "infected"),
        ("message.eml", "infected"),
    }
