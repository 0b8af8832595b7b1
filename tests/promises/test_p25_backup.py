"""P25: a backup restores to a verified state, and never reuses a number.

Smoke: an agency is copied while its database is in use, its database is thrown away, an older copy comes back
into another one; e-mail that still stands in the mailbox is fetched anew. Larger sizes do it with a whole
house under load, ten times at full size: `shubbak backup` while eight clients deposit, everything below the
home but the keys and what the signer remembers destroyed, `shubbak restore --verify`, and the auditor's
program over the journal with what it remembers from before.
SHUBBAK_PROMISES is smoke (default), ci (2 rounds) or full (10); SEED repeats a run.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
from argparse import Namespace
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import psycopg
import pytest
from django.conf import settings as configured
from django.db import connection

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.cases.models import Case
from shubbak.config.backup import backing_up
from shubbak.config.backup.reading import NoBackup, Targets, look_through, unpack
from shubbak.config.backup.settling import settle
from shubbak.config.backup.writing import Sources, write_backup
from shubbak.config.invariants import violations
from shubbak.config.supervisor.home import OWNER, SUPERUSER
from shubbak.config.supervisor.roles import make_database, prepare_database
from shubbak.contact.models import Mailbox
from shubbak.foundation.age import AgeError, Opened, Sealed
from shubbak.journal.actions import checkpoint
from shubbak.journal.export import export_lines
from shubbak.journal.receipt import TEXT_LENGTH
from shubbak.journal.rotation import published
from shubbak.journal.signer_store import KEY_FILE, PUBLIC_FILE, SignerStore
from shubbak.privacy import memory
from shubbak.privacy.rules import Erased
from shubbak.registry.books import signing, verifying
from shubbak.registry.models import Entry
from tests import cluster
from tests.cases.office import open_office
from tests.conftest import chosen_database
from tests.contact.mails import came, mailbox_of, with_paper
from tests.promises.checking import wait_for_signatures
from tests.promises.clients import deposit_all, planned
from tests.promises.house import House
from tests.promises.killing import wait_until
from tests.promises.lives import live
from tests.registry.entered import entered
from tests.signer import signer
from tools import verify

__all__ = ["signer"]
SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
ROUNDS, DEPOSITS = {"smoke": (0, 0), "ci": (2, 150), "full": (10, 1_000)}[SIZE]
SECRET, WORK = b"a passphrase of the tests", 4
PROGRAM = cluster.ROOT / "tools" / "verify.py"
pytestmark = pytest.mark.promise("P25")


@pytest.fixture
def elsewhere(server, fresh_agency, django_db_blocker):
    """The name of an empty database, into which `moved` goes."""
    name = f"{connection.settings_dict['NAME']}_again"
    home = cluster.test_home()
    with psycopg.connect(home.database_url(SUPERUSER, "postgres"), autocommit=True) as administrator:
        make_database(administrator, name)
    prepare_database(home.database_url(SUPERUSER, name))
    yield name
    cluster.drop(name)


def copied(tmp_path, at, **more):
    out = BytesIO()
    url = cluster.test_home().database_url(OWNER, connection.settings_dict["NAME"])
    with Sealed(out, SECRET, WORK) as sealed:
        write_backup(sealed, Sources(url, configured.SHUBBAK_FILES, tmp_path / "blackbox", **more), at=at)
    return out.getvalue()


def given(at, count):
    """Receipts that people hold."""
    return [signing.receipt_text(signing.sign_entry(entry=entered(at), at=at)) for _ in range(count)]


def audited(tmp_path, seen=()):
    keys = verify.read_keys((tmp_path / PUBLIC_FILE).read_text())
    return verify.read_journal(map(json.loads, export_lines()), keys, seen)


def test_an_older_copy_says_what_it_lost_and_gives_no_number_twice(
    fresh_agency, elsewhere, signer, tmp_path, at, django_db_blocker
):
    life = live(open_office(at), 0, at)
    held = given(at, 3)
    backup = copied(tmp_path, at)
    held += given(at + timedelta(hours=1), 4)
    memory.remember(Erased(life.case.pk, at))
    checkpoint(at=at)
    before = audited(tmp_path).end()
    last = held_numbers(held)[-1]
    for _ in chosen_database(django_db_blocker, elsewhere):
        unpack(Opened(BytesIO(backup), SECRET), targets(tmp_path, elsewhere))
        look_at(Agency.objects.get(code="miyah"))
        settled = settle(fresh_agency, copied_at=at, at=at + timedelta(hours=2))
        assert (len(settled.lost), settled.erased, settled.problems) == (4, 1, [])
        assert [verifying.verdict(text).place for text in held] == ["included"] * 3 + ["lost"] * 4
        assert entered(at + timedelta(hours=3)).number == last + 1
        assert violations(fresh_agency, at=at) == []
        assert Case.objects.get(pk=life.case.pk).erased_at
        assert audited(tmp_path, [before]).losses != []
        assert settle(fresh_agency, copied_at=at, at=at).epoch == "", "there is nothing to settle twice"


def test_an_e_mail_that_the_copy_lacks_is_fetched_and_entered_once_more(
    fresh_agency, elsewhere, signer, tmp_path, at, django_db_blocker
):
    mailbox, raw, later = mailbox_of(at), with_paper(), at + timedelta(hours=1)
    backup = copied(tmp_path, at)
    came(raw, mailbox, at, uid=7)
    held = signing.receipt_text(signing.sign_entry(entry=Entry.objects.get(), at=at))
    for _ in chosen_database(django_db_blocker, elsewhere):
        unpack(Opened(BytesIO(backup), SECRET), targets(tmp_path, elsewhere))
        look_at(Agency.objects.get(code="miyah"))
        assert len(settle(fresh_agency, copied_at=at, at=later).lost) == 1
        assert verifying.verdict(held).place == "lost"
        mail = came(raw, Mailbox.objects.get(), later, uid=7)
        assert (mail.entry.number, mail.raw.name, mail.subject) == (2, "message.eml", "طلب معلومات")
        assert came(raw, Mailbox.objects.get(), later, uid=7) is None
        assert [entry.channel for entry in Entry.objects.order_by("number")] == ["lost", "email"]
        assert violations(fresh_agency, at=later) == []


def targets(tmp_path, database):
    url = cluster.test_home().database_url(OWNER, database)
    return Targets(url, tmp_path / "files", tmp_path / "blackbox")


def held_numbers(texts):
    return [verifying.issued(text).facts.number for text in texts]


def test_the_seals_of_the_bodies_go_along_with_the_keys(fresh_agency, elsewhere, tmp_path, at):
    (tmp_path / "seals").mkdir()
    (tmp_path / "seals" / "miyah.p12").write_bytes(b"a certificate")
    backup = copied(tmp_path, at, seals=tmp_path / "seals")
    unpack(Opened(BytesIO(backup), SECRET), replace(targets(tmp_path, elsewhere), seals=tmp_path / "again"))
    assert (tmp_path / "again" / "miyah.p12").read_bytes() == b"a certificate"


def test_the_command_takes_the_passwords_of_mailboxes_along_with_the_keys_and_only_then(
    fresh_agency, elsewhere, tmp_path, settings, monkeypatch
):
    settings.SHUBBAK_HOME, settings.SHUBBAK_MAILBOX_KEYS = tmp_path, tmp_path / "mail"
    settings.SHUBBAK_SEALS = settings.SHUBBAK_BLACK_BOX = tmp_path / "none"
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "mailbox-miyah").write_text("كلمة السر")
    url = cluster.test_home().database_url(OWNER, connection.settings_dict["NAME"])
    monkeypatch.setenv("DATABASE_OWNER_URL", url)
    for with_keys in (False, True):
        copy, key = tmp_path / f"{with_keys}.age", tmp_path / "key"
        backing_up.run(Namespace(file=copy, key_file=key, with_keys=with_keys))
        opened = Opened(copy.open("rb"), key.read_bytes().strip())
        with tarfile.open(fileobj=opened, mode="r|") as archive:
            assert ("mailboxes/miyah" in [member.name for member in archive]) == with_keys
    opened = Opened(copy.open("rb"), key.read_bytes().strip())
    unpack(opened, replace(targets(tmp_path, elsewhere), mailboxes=tmp_path / "again"))
    restored = tmp_path / "again" / "mailbox-miyah"
    assert (restored.read_text(), restored.stat().st_mode & 0o777) == ("كلمة السر", 0o600)


@pytest.mark.parametrize("machine", ["old", "new"])
def test_the_signing_key_of_the_copy_takes_its_place_unless_it_was_changed_there_since(
    fresh_agency, elsewhere, tmp_path, at, machine
):
    store = SignerStore(tmp_path / "old")
    backup = copied(tmp_path, at, keys=tmp_path / "old" / "keys", secret="a secret")
    taken = (tmp_path / "old" / KEY_FILE).read_bytes()
    store.rotate()
    newer = (tmp_path / "old" / KEY_FILE).read_bytes()
    SignerStore(tmp_path / "new")
    into = replace(targets(tmp_path, elsewhere), keys=tmp_path / machine / "keys")
    unpack(Opened(BytesIO(backup), SECRET), into)
    expected = {"old": newer, "new": taken}[machine]
    assert (tmp_path / machine / KEY_FILE).read_bytes() == expected != b""
    last = published((tmp_path / machine / PUBLIC_FILE).read_text())[-1]
    assert last.key == SignerStore(tmp_path / machine).key.public


@pytest.mark.parametrize("part", [1, 2, 3, 97, 98, 99])
def test_a_backup_that_was_altered_or_cut_anywhere_is_refused_before_it_is_unpacked(
    fresh_agency, tmp_path, at, part
):
    backup = copied(tmp_path, at)
    place = len(backup) * part // 100
    flipped = backup[:place] + bytes([backup[place] ^ 1]) + backup[place + 1 :]
    for forged in (flipped, backup[:place]):
        with pytest.raises((AgeError, NoBackup)):
            look_through(Opened(BytesIO(forged), SECRET))
    look_through(Opened(BytesIO(backup), SECRET))


@pytest.fixture
def house(tmp_path_factory):
    made = House(tmp_path_factory.mktemp("house"))
    yield made
    made.remove()


@pytest.mark.skipif(not ROUNDS, reason="a whole house is restored at the sizes ci and full")
def test_a_house_under_load_is_copied_destroyed_and_verified(house, capsys):
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
    chance, numbers = random.Random(seed), set()
    house.start()
    for rank in range(ROUNDS):
        laid = secrets_laid(house)
        log, threads = deposit_all(house, list(planned(DEPOSITS, chance)), 120)
        wait_until(lambda log=log: len(log.receipts) > DEPOSITS // 3, threads)
        copy = house.home.path.parent / f"{rank}.age"
        assert succeeded(
            house.run("backup", str(copy), "--with-keys", "--key-file", str(copy.with_name("key")))
        )
        for thread in threads:
            thread.join()
        assert log.refusals == []
        told = {(each.planned.agency, each.shown["number"]) for each in log.receipts}
        assert not told & numbers, "a number is given twice"
        numbers |= told
        wait_for_signatures(house, {"miyah", "omran"})
        remembered = [audit(house, agency, (0, 3)) for agency in ("miyah", "omran")]
        house.stop()
        lost = destroyed_and_restored(house, copy)
        assert {path: path.read_text() for path in laid} == laid
        house.start()
        assert [audit(house, agency, (0, 3)) for agency in ("miyah", "omran")] != remembered
        proven = [place for agency in ("miyah", "omran") for place in places(house, agency)]
        assert len(proven) >= len(numbers)
        assert set(proven) <= {"included", "lost"}
        with capsys.disabled():
            print(f"\nSEED={seed} P25 {SIZE} {rank}: {len(log.receipts)} receipts, {lost} lost numbers told")


def secrets_laid(house):
    """What an operator lays beside the keys: a password of a mailbox, a body's seal."""
    keys = house.home.path / "keys"
    (keys / "seals").mkdir(exist_ok=True)
    laid = {keys / "mailbox-miyah": "a password", keys / "seals" / "miyah.csc": "an account"}
    for path, content in laid.items():
        path.write_text(content)
    return laid


def destroyed_and_restored(house, copy):
    """Gives how many numbers were lost."""
    for folder in ("postgres/data", "files", "state", "keys/seals"):
        shutil.rmtree(house.home.path / folder, ignore_errors=True)
    (house.home.path / "keys" / "mailbox-miyah").unlink()
    done = house.run("restore", str(copy), "--verify", "--keys", "--key-file", str(copy.with_name("key")))
    assert succeeded(done)
    assert "Verified: 0 violations." in done.stdout
    return done.stdout.count(": lost ")


def succeeded(done):
    assert done.returncode == 0, done.stdout + done.stderr
    return True


def audit(house, agency, allowed):
    """What the auditor's program says of the journal, with what it saw before; exit 3 tells a loss."""
    folder = house.home.path.parent
    exported = subprocess.run(
        [sys.executable, "-P", "-m", "django", "journal_export", agency],
        cwd=cluster.ROOT,
        env=house.environment | database_of(house),
        capture_output=True,
        check=True,
    ).stdout
    (folder / f"{agency}.jsonl").write_bytes(exported)
    command = [sys.executable, str(PROGRAM), "journal", str(folder / f"{agency}.jsonl"), "--json"]
    keys, seen = house.home.path / PUBLIC_FILE, folder / f"{agency}.seen"
    done = subprocess.run(
        [*command, "--keys", str(keys), "--remember", str(seen)], capture_output=True, text=True, check=False
    )
    assert done.returncode in allowed, done.stdout + done.stderr
    shown = json.loads(done.stdout)
    return shown["origin"], shown["size"]


def database_of(house):
    url = house.home.database_url("shubbak_app")
    return {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "shubbak.config.settings"}


def places(house, agency):
    """Where each receipt that was ever given stands in the register, as the portal proves it."""
    lines = (house.home.path / "blackbox" / f"{agency}.log").read_text().splitlines()
    texts = {line.split()[4] for line in lines if len(line.split()[4]) == TEXT_LENGTH}
    with house.client(agency) as client:
        return [client.get(f"/v/{text}/proof.json").json()["place"] for text in sorted(texts)]
