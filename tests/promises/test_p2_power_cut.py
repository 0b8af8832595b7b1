"""P2: … nor by a power cut.

The database is stopped at once, as `pg_ctl -m immediate` does, in the middle of deposits and of letters that
clerks enter, and recovers. And of each file the bytes, its name and its folder are on disk before the
transaction that names it commits: shown on the calls that the process makes, and once more on the system
calls where strace may watch.
SHUBBAK_PROMISES is smoke (default), ci or full; SEED repeats a run.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from shubbak.documents import store
from shubbak.documents.actions import store_upload
from shubbak.documents.models import Document
from shubbak.documents.rules import FilePolicy
from tests.promises.checking import faults
from tests.promises.checking_desk import faults_at_desk
from tests.promises.clerks import enter_beside
from tests.promises.clients import deposit_all, photograph, planned
from tests.promises.house import House
from tests.promises.killing import kill_while_they_deposit

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
SIZES = {"smoke": (20, 1, 60), "ci": (500, 10, 120), "full": (10_000, 200, 24 * 3600)}
DEPOSITS, CUTS, SECONDS = SIZES[SIZE]
POLICY = FilePolicy(("png",), 1_000_000, 1)
IN_ORDER = ["fsync of the file", "rename", "fsync of the folder", "commit"]
STRACE = ["strace", "-f", "-y", "-s", "40", "-e", "trace=fsync,rename,renameat,renameat2,sendto"]
pytestmark = pytest.mark.promise("P2")


@pytest.fixture
def house(tmp_path_factory):
    made = House(tmp_path_factory.mktemp("house"), SHUBBAK_OCR="0")
    yield made
    made.remove()


def test_nothing_is_lost_when_the_database_stops_at_once(house, capsys):
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
    chance = random.Random(seed)
    plans = list(planned(DEPOSITS, chance))
    house.start()
    log, threads = deposit_all(house, plans, SECONDS, clients=6)
    desk, clerks = enter_beside(house, seed, threads)
    cuts = kill_while_they_deposit(
        house,
        log,
        threads,
        order=["postmaster"] * CUTS,
        total=DEPOSITS,
        chance=chance,
        number=signal.SIGQUIT,
    )
    for thread in (*threads, *clerks):
        thread.join()
    with capsys.disabled():
        held = f"{len(log.receipts)} receipts, {len(desk.letters)} letters"
        print(f"\nSEED={seed} P2 {SIZE}: {held}, {cuts.total()} power cuts")
    assert faults(house, log) + faults_at_desk(house, desk) == []
    assert desk.letters != []
    assert cuts.total() >= CUTS // 2


@pytest.fixture
def calls(monkeypatch):
    """What the process asks of disk and database, in order."""
    told, fsync, replace, commit = [], os.fsync, Path.replace, BaseDatabaseWrapper._commit

    def told_fsync(descriptor):
        target = os.readlink(f"/proc/self/fd/{descriptor}")
        told.append("fsync of the folder" if Path(target).is_dir() else "fsync of the file")
        fsync(descriptor)

    def told_replace(path, target):
        told.append("rename")
        return replace(path, target)

    def told_commit(wrapper):
        told.append("commit")
        commit(wrapper)

    monkeypatch.setattr(os, "fsync", told_fsync)
    monkeypatch.setattr(Path, "replace", told_replace)
    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", told_commit)
    return told


def stored(at):
    return store_upload(stream=BytesIO(photograph(os.urandom(24))), name="p.png", allowed=POLICY, at=at)


def test_bytes_name_and_folder_are_on_disk_before_the_commit(fresh_agency, at, calls):
    stored(at)
    folders = [call for call in calls if call == "fsync of the folder"]
    assert len(folders) >= 1
    assert [call for call in dict.fromkeys(calls[::-1])][::-1] == IN_ORDER
    assert calls[-2:] == ["fsync of the folder", "commit"]
    assert Document.objects.count() == 1


def test_each_new_folder_is_on_disk_before_the_file_that_it_holds(fresh_agency, at, calls, monkeypatch):
    monkeypatch.setattr(store, "_durable", set())
    stored(at)
    assert calls.index("rename") >= 3, "the file, and the parents of two new folders"


@pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed; the calls are shown above"
)
def test_the_system_calls_are_made_in_this_order(fresh_agency, tmp_path):
    trace = tmp_path / "trace"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "shubbak.config.settings"}
    done = subprocess.run(
        [*STRACE, "-o", str(trace), sys.executable, "-m", "tests.promises.p2_depositor"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if "Operation not permitted" in done.stderr:
        pytest.skip("this machine does not let one process watch another")
    assert done.returncode == 0, done.stderr
    assert events(trace.read_text()) == IN_ORDER


def events(trace):
    """What was done with the first file that was put into the store, until the commit after it."""
    told, target = [], None
    for line in trace.splitlines():
        if found := re.search(r'rename\w*\(.*"(\S*/incoming/\S+)", .*"(\S+)"', line):
            target = Path(found[2]).parent
            told.append("rename")
        elif found := re.search(r"fsync\(\d+<(.+?)>", line):
            if "/incoming/" in found[1]:
                told.append("fsync of the file")
            elif target and Path(found[1]) == target:
                told.append("fsync of the folder")
        elif target and "COMMIT" in line:
            return [*told, "commit"]
    return told
