"""P15: each e-mail becomes exactly one entry, or one message of its file.

Debian's Dovecot on the loopback holds the mailbox. Whoever fetches is a process of its own, killed between
fetch, store and flag, again and again; then the numbers of the mailbox are given anew. Honest messages, some
with one Message-ID, some twice byte for byte, lie among hostile ones. SHUBBAK_PROMISES is smoke, ci or
full, without it there is no run; SEED repeats one.
"""

import os
import random
import signal
import subprocess
import sys

import pytest
from django.conf import settings

from shubbak.contact.models import Mail, Sighting
from shubbak.notifications.models import Message
from shubbak.registry.models import Entry, Series
from tests.contact.mails import PDF, mailbox_of, written
from tests.promises.dovecot import PASSWORD, MailServer, mail_server
from tests.promises.hostile_mails import hostile

SIZE = os.environ.get("SHUBBAK_PROMISES", "")
SIZES = {"smoke": (8, 3), "ci": (300, 20), "full": (10_000, 200)}
"""Honest messages, and times that whoever fetches them is killed."""
MOST_KILLS_OF_ONE_KIND = ("fetched", "stored", "committed")
pytestmark = [
    pytest.mark.promise("P15"),
    pytest.mark.skipif(not SIZE, reason="wants Dovecot and a minute: make promises"),
]


@pytest.fixture
def postman(fresh_agency, at, monkeypatch, tmp_path):
    with mail_server() as running:
        monkeypatch.setenv("SHUBBAK_MAIL_SERVERS", running.address)
        monkeypatch.setenv("SHUBBAK_MAILBOX_KEYS", str(tmp_path))
        monkeypatch.setenv("SHUBBAK_FILES", str(settings.SHUBBAK_FILES))
        (tmp_path / "mailbox-miyah").write_text(PASSWORD)
        mailbox_of(at, running.address)
        yield running


def fetch(at, *point: str) -> int:
    """Look into the mailbox once; how the process ended."""
    command = [sys.executable, "-m", "tests.promises.p15_fetcher", at.isoformat(), *point]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "shubbak.config.settings", "SHUBBAK_POOL": "0"}
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode


def honest(number: int, chance: random.Random) -> list[bytes]:
    """Some with files, some with a Message-ID that others have too."""
    return [
        written(
            text=f"رسالة رقم {rank}",
            sender=f"person{rank}@example.ma",
            files=((f"وثيقة-{rank}.pdf", PDF),) if chance.random() < 0.3 else (),
            Message_ID="<one-for-all@example.ma>" if chance.random() < 0.3 else f"<{rank}@example.ma>",
        )
        for rank in range(number)
    ]


def test_each_message_is_entered_once_whatever_dies_on_the_way(postman: MailServer, at, capsys):
    number, kills = SIZES[SIZE]
    seed = int(os.environ.get("SEED", "15"))
    chance = random.Random(seed)
    sent = [*honest(number, chance), *hostile()]
    chance.shuffle(sent)
    postman.deliver("miyah", [*sent, *sent[:5]])
    ends = [
        fetch(at, MOST_KILLS_OF_ONE_KIND[kill % 3], str(chance.randint(1, 2 + len(sent) // (kills + 1))))
        for kill in range(kills)
    ]
    assert ends == [-signal.SIGKILL] * kills
    assert fetch(at) == 0
    assert_once(len(sent), len(sent) + 5)
    assert postman.unseen("miyah") == 0
    postman.change_validity("miyah")
    assert fetch(at) == 0
    assert_once(len(sent), 2 * (len(sent) + 5))
    with capsys.disabled():
        quarantined = Mail.objects.exclude(problem="").count()
        print(f"\nP15: {len(sent)} messages, {quarantined} of them in quarantine, {kills} kills; SEED={seed}")


def assert_once(messages: int, sightings: int) -> None:
    """0 lost, 0 double: as many mails, entries and numbers as there are different messages."""
    assert Mail.objects.count() == messages
    assert Sighting.objects.count() == sightings
    assert Entry.objects.filter(channel="email").count() == messages
    assert Series.objects.get(register__code="incoming").last == messages
    assert Message.objects.filter(about_kind="mail").values("about_id").distinct().count() == (
        Message.objects.filter(about_kind="mail").count()
    )
