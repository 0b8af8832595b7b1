"""Debian's Dovecot on the loopback: an IMAP server of its own folder, port and users, gone with the test."""

import imaplib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.ports import free_port

PROGRAM = "/usr/sbin/dovecot"
PASSWORD = "دخول"
_CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
_PATIENCE = 20.0


class MailServer:
    """A running server. Each user has an inbox; whoever puts a message there is the postman."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    @property
    def address(self) -> str:
        return f"imap://127.0.0.1:{self.port}"

    def deliver(self, user: str, messages: Sequence[bytes]) -> None:
        with self._inbox(user) as inbox:
            for message in messages:
                wire = message.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
                said, told = inbox.append("INBOX", "", imaplib.Time2Internaldate(time.time()), wire)
                assert said == "OK", told

    def unseen(self, user: str) -> int:
        with self._inbox(user) as inbox:
            return len(inbox.search(None, "UNSEEN")[1][0].split())

    def change_validity(self, user: str) -> None:
        """Number everything anew, as a server does whose index is lost (RFC 3501 §2.3.1.1)."""
        home = self.folder / "mail" / user
        known = home / "dovecot-uidlist"
        before = known.read_text()
        validity = before.split()[1]
        known.write_text(before.replace(validity, f"V{int(validity[1:]) + 100}", 1))
        for index in home.glob("dovecot.index*"):
            index.unlink()

    @contextmanager
    def _inbox(self, user: str) -> Iterator[imaplib.IMAP4]:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=_PATIENCE)
        client.authenticate("PLAIN", lambda _: f"\0{user}\0{PASSWORD}".encode())
        client.select("INBOX")
        try:
            yield client
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                client.logout()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Started as whoever runs the tests; by root under the accounts of the package, never as root itself."""
    if not Path(PROGRAM).exists():
        pytest.skip("Debian's dovecot-imapd is not installed (bin/install-tools servers)")
    folder, port = Path(tempfile.mkdtemp(prefix="dovecot-")), free_port()
    is_root = os.getuid() == 0
    owner = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.getuid())
    for part in ("run", "state", "mail"):
        (folder / part).mkdir()
    folder.chmod(0o755)
    os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    configuration = folder / "dovecot.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            folder=folder,
            port=port,
            password=PASSWORD,
            uid=owner.pw_uid,
            gid=owner.pw_gid,
            internal="dovecot" if is_root else owner.pw_name,
            internal_group="dovecot" if is_root else _group(owner.pw_gid),
            login="dovenull" if is_root else owner.pw_name,
        )
    )
    process = subprocess.Popen([PROGRAM, "-F", "-c", str(configuration)])
    try:
        server = MailServer(folder, port)
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(_PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def _group(number: int) -> str:
    done = subprocess.run(["getent", "group", str(number)], capture_output=True, text=True, check=True)
    return done.stdout.partition(":")[0]


def _wait(server: MailServer, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            server.unseen("ready")
        except (OSError, imaplib.IMAP4.error):
            assert process.poll() is None, (server.folder / "dovecot.log").read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError((server.folder / "dovecot.log").read_text())
