"""Signed checkpoints leave the house: a page, a feed, JSON, and a message each day."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from shubbak.agencies.models import Agency
from shubbak.journal.actions import action, checkpoint, record
from shubbak.journal.models import Checkpoint
from shubbak.journal.rules import SYSTEM
from shubbak.journal.signer_store import PUBLIC_FILE
from shubbak.notifications.models import Message
from shubbak.notifications.watching import post_checkpoint, render_checkpoint
from tools import verify

ATOM = "{http://www.w3.org/2005/Atom}"


@action
def act(at):
    record(what="test.acted", about="1/2026", actor=SYSTEM, at=at)


@pytest.fixture
def three_days(agency, at, signer):
    """Two checkpoints on each of three days."""
    for day in range(3):
        for minute in range(2):
            now = at + timedelta(days=day, minutes=minute)
            act(now)
            checkpoint(at=now)
    return Client(headers={"host": "miyah.localhost"})


def test_the_page_shows_the_newest_and_the_last_of_each_day(three_days):
    page = three_days.get("/v/checkpoints", headers={"accept-language": "fr"}).content.decode()
    sizes = list(Checkpoint.objects.values_list("size", flat=True))
    shown = [size for size in sizes if f"\n{size}\n" in page]
    assert shown == sizes[1::2]
    assert "application/atom+xml" in page


def test_the_feed_and_the_json_carry_notes_that_the_auditor_verifies(three_days, tmp_path):
    keys = verify.read_keys((tmp_path / PUBLIC_FILE).read_text())
    feed = ElementTree.fromstring(three_days.get("/v/checkpoints.atom").content)
    notes = [entry.find(f"{ATOM}summary").text for entry in feed.findall(f"{ATOM}entry")]
    told = json.loads(three_days.get("/v/checkpoints.json").content)
    assert [each["note"] for each in told["checkpoints"]] == notes
    assert [verify.open_checkpoint(note, keys)[1] for note in notes] == [
        each["size"] for each in told["checkpoints"]
    ]


def test_a_body_without_a_checkpoint_says_so(agency):
    client = Client(headers={"host": "miyah.localhost"})
    assert client.get("/v/checkpoints").status_code == 200
    assert client.get("/v/checkpoints.atom").status_code == 200


def watched(agency):
    Agency.objects.filter(pk=agency.pk).update(watchers=["archives@example.org", "cour@example.org"])
    agency.watchers = ["archives@example.org", "cour@example.org"]


def test_each_watcher_gets_the_newest_checkpoint_once(three_days, agency, at):
    assert post_checkpoint(at=at) == 0, "nobody is named"
    watched(agency)
    assert post_checkpoint(at=at) == 2
    assert post_checkpoint(at=at) == 0, "it did not grow"
    assert set(Message.objects.values_list("address", flat=True)) == set(agency.watchers)


def test_the_message_holds_the_note_byte_for_byte(three_days, agency, at):
    watched(agency)
    post_checkpoint(at=at)
    message = Message.objects.first()
    newest = Checkpoint.objects.order_by("-size").first()
    assert newest.note.strip() in render_checkpoint(message).text
    assert message.language != "ar", "marks of direction would stand within the note"
