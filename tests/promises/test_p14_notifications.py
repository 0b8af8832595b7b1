"""P14: a notification leaves at least once, at most one double per crash, with the same Message-ID."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import datetime

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction

from shubbak.notifications.actions import post
from shubbak.notifications.models import Message
from shubbak.notifications.rules import About, Recipient

SIZES = {"smoke": (100, 3), "ci": (2_000, 20), "full": (20_000, 200)}
"""Messages that must leave, and times that their worker is killed."""
PERSON = Recipient(email="amina@example.ma")
ROLLED_BACK = 0.1
PATIENCE = 120.0


class MailServer:
    """Counts what it accepts; may kill the sender in the middle of it, before the answer."""

    def __init__(self) -> None:
        self.accepted: Counter[str] = Counter()
        self.kill_at: int | None = None
        self.victim = 0
        self.port = 0
        self.killed = threading.Event()

    async def handle_DATA(self, server, session, envelope):
        head = envelope.content.decode("utf-8", "replace").split("\r\n\r\n")[0]
        [line] = [line for line in head.splitlines() if line.lower().startswith("message-id:")]
        self.accepted[line.partition(":")[2].strip()] += 1
        if self.kill_at is not None and self.accepted.total() >= self.kill_at:
            self.kill_at = None
            os.kill(self.victim, signal.SIGKILL)
            self.killed.set()
        return "250 taken"


@pytest.fixture
def mail_server():
    handler = MailServer()
    with socket.create_server(("127.0.0.1", 0)) as free:
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


def worker(port: int) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "shubbak.config.settings",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
    }
    return subprocess.Popen([sys.executable, "-m", "tests.promises.p14_worker"], env=environment)


def posted(count: int, chance: random.Random, at: datetime) -> set[str]:
    """Post `count` messages in transactions of one to five, and others that are rolled back."""
    kept: set[str] = set()
    while len(kept) < count:
        with transaction.atomic():
            batch = [
                post(
                    about=About("p14", str(rank)),
                    person=Recipient(email=f"p{len(kept)}-{rank}@example.ma"),
                    template="t",
                    at=at,
                )
                for rank in range(min(chance.randint(1, 5), count - len(kept)))
            ]
            if chance.random() < ROLLED_BACK:
                transaction.set_rollback(True)
            else:
                kept |= {message.message_id for message in batch}
    return kept


def kill_while_sending(server: MailServer, share: int, chance: random.Random) -> None:
    """Start a worker, and kill it after some of its messages, between acceptance and answer."""
    server.killed.clear()
    process = worker(server.port)
    server.victim = process.pid
    server.kill_at = server.accepted.total() + chance.randint(1, share)
    assert server.killed.wait(PATIENCE), "the worker sent nothing"
    process.wait()


def finish(server: MailServer) -> None:
    """Let a last worker live until the outbox is empty."""
    process = worker(server.port)
    deadline = time.monotonic() + PATIENCE + Message.objects.count() / 20
    while Message.objects.filter(next_try_at__isnull=False).exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    process.terminate()
    assert process.wait(PATIENCE) == 0


@pytest.mark.promise("P14")
def test_every_message_leaves_and_a_crash_doubles_at_most_one(fresh_agency, at, mail_server):
    count, kills = SIZES[os.environ.get("SHUBBAK_PROMISES", "smoke")]
    seed = int(os.environ.get("SEED", "14"))
    print(f"SEED={seed}")
    chance = random.Random(seed)
    wanted = posted(count, chance, at)
    for _ in range(kills):
        kill_while_sending(mail_server, share=max(1, count // (2 * kills)), chance=chance)
    finish(mail_server)
    accepted = mail_server.accepted
    assert wanted - set(accepted) == set(), "missing"
    assert set(accepted) - wanted == set(), "sent for work that was rolled back"
    assert accepted.total() - len(wanted) <= kills, "more than one double per crash"
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
