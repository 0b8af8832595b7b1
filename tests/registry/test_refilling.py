"""Lines that the black box lacks are written again from the register, when its disk has room."""

import errno
import os
import subprocess
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.db import transaction

from shubbak.registry.actions import write_down_lost
from shubbak.registry.books import audit, black_box, signing
from shubbak.registry.books.refilling import refill, refill_where_marked
from tests.registry.entered import entered

pytestmark = pytest.mark.promise("P19")
A_PAGE_OF_LINES = 40
MINUTE = timedelta(minutes=1)


@pytest.fixture
def small_disk(tmp_path, signer, settings):
    """The black box has a disk of its own, of eight pages."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "shubbak", disk], check=True)
    settings.SHUBBAK_BLACK_BOX = disk
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


@contextmanager
def filled(disk):
    with (disk / "ballast").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    yield
    (disk / "ballast").unlink()


def signed(at, count):
    return [signing.sign_entry(entry=entered(at), at=at) for _ in range(count)]


def lines(disk):
    return (disk / "miyah.log").read_text().splitlines()


def numbers():
    return sorted(line.facts.number for line in black_box.kept("miyah"))


def test_what_a_full_disk_did_not_take_is_written_when_there_is_room(agency, at, small_disk):
    signed(at, 2)
    with filled(small_disk):
        signed(at, A_PAGE_OF_LINES)
        lacking = set(range(1, A_PAGE_OF_LINES + 3)) - set(numbers())
        assert lacking, "the disk was full"
        assert refill_where_marked(at=at + 2 * MINUTE) == 0, "and is still"
    signed(at + MINUTE, 1)
    before = len(lines(small_disk))
    assert refill_where_marked(at=at + 3 * MINUTE) == len(lacking)
    assert numbers() == list(range(1, A_PAGE_OF_LINES + 4))
    late = lines(small_disk)[before:]
    assert [int(line.split()[3]) for line in late] == sorted(lacking)
    assert {line.split()[-1] for line in late} == {"late:2026-11-17T09:03:00Z"}
    assert refill_where_marked(at=at + 4 * MINUTE) == refill(at=at + 4 * MINUTE) == 0


def test_a_hole_that_stays_is_an_alarm(agency, at, small_disk):
    with filled(small_disk):
        signed(at, A_PAGE_OF_LINES)
        since = black_box.hole_since("miyah")
        assert list(signing.problems(since + 4 * MINUTE)) == []
        [problem] = signing.problems(since + 6 * MINUTE)
    assert problem.startswith("the black box lacks lines since")
    refill_where_marked(at=at + 2 * MINUTE)
    assert list(signing.problems(since + 6 * MINUTE)) == []


def test_what_was_written_late_is_known_after_an_older_copy_came_back(agency, at, signer, monkeypatch):
    signed(at, 1)
    copied = transaction.savepoint()
    with monkeypatch.context() as full:
        full.setattr(os, "write", no_room)
        signed(at, 2)
    assert refill_where_marked(at=at + 2 * MINUTE) == 2
    transaction.savepoint_rollback(copied)
    assert write_down_lost(kept=black_box.kept("miyah"), at=at).numbers == ["2/2026", "3/2026"]
    assert [*audit.problems(), *signing.problems(at)] == []


def test_a_new_disk_is_given_every_line_by_night(agency, at, signer, settings, tmp_path):
    signed(at, 3)
    settings.SHUBBAK_BLACK_BOX = tmp_path / "new"
    assert refill_where_marked(at=at + 2 * MINUTE) == 0
    assert refill(at=at + 2 * MINUTE) == 3
    assert numbers() == [1, 2, 3]


def test_what_came_just_now_is_on_its_way(agency, at, signer):
    entered(at)
    assert refill(at=at + MINUTE / 2) == 0
    assert refill(at=at + 2 * MINUTE) == 1
    assert signing.sign_pending(at=at) == 1
    assert (refill(at=at + 2 * MINUTE), [bool(line.signature) for line in black_box.kept("miyah")]) == (
        0,
        [True],
    )


def no_room(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
