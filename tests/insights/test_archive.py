"""A file as a signed archive, and the auditor's program that knows nothing but the public key."""

import json
import subprocess
import sys
from base64 import b64encode
from zipfile import ZipFile

import pytest

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions import note, write_to_person
from shubbak.cases.models import Case
from shubbak.cases.rules import PaperFacts
from shubbak.insights.archive import NotCovered, archive_of, covering_checkpoint
from shubbak.insights.archive.names import member_name
from shubbak.insights.streaming import Sent
from shubbak.journal.actions import checkpoint
from shubbak.journal.signing import public_keys
from shubbak.registry.signing import sign_entry
from tests.cases.office import open_office
from tests.promises.matrix.objects import stored
from tests.tools.test_verify import PROGRAM
from tools import verify, verify_case


@pytest.fixture
def office(agency, at, signer):
    return open_office(at)


@pytest.fixture
def case(office, at):
    """A file with a paper under an Arabic name, a note, a message and a step."""
    paper = PaperFacts(stored("صورة العداد", at).pk, "photo")
    deposited = office.deposit(papers=[paper])
    actor = office.actor("counter")
    note(case=deposited, words="ملاحظة داخلية", actor=actor, at=at)
    write_to_person(case=deposited, words="سنزوركم غدا", subject="زيارة", actor=actor, at=at)
    sign_entry(entry=deposited.entry, at=at)
    checkpoint(at=at)
    return Case.objects.get(pk=deposited.pk)


def archived(case, at):
    parts = archive_of(case, current_agency(), covering_checkpoint(case), at, Sent())
    return b"".join(parts)


@pytest.fixture
def written(case, at, tmp_path):
    """The archive and the published keys, in files."""
    (tmp_path / "case.zip").write_bytes(archived(case, at))
    keys = "".join(f"{name.hex()} {b64encode(key).decode()}\n" for name, key in public_keys().items())
    (tmp_path / "keys.txt").write_text(keys)
    return tmp_path / "case.zip"


def run(path):
    """The program by itself: no site packages, no environment."""
    keys = path.with_name("keys.txt")
    command = [sys.executable, "-I", "-S", str(PROGRAM), "case", str(path), "--keys", str(keys)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def verdict(path):
    return verify_case.check(verify, str(path), verify.read_keys(path.with_name("keys.txt").read_text()))


def rewritten(path, changes=(), without=(), renamed=()):
    """The archive once more, with some members changed, left out or called otherwise."""
    changes, renamed = dict(changes), dict(renamed)
    with ZipFile(path) as old:
        members = [(name, old.read(name)) for name in old.namelist() if name not in without]
    with ZipFile(path, "w") as new:
        for name, content in members:
            new.writestr(renamed.get(name, name), changes.get(name, content))


def test_the_program_verifies_an_archive_without_a_network(written, case):
    done = run(written)
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    assert (shown["verified"], shown["number"]) == (True, case.number)
    assert shown["receipt"]["number"] == case.entry.number
    assert shown["lines"] >= 4


def test_it_holds_the_whole_file(written, case):
    archive = ZipFile(written)
    [paper] = [name for name in archive.namelist() if name.startswith("papers/")]
    assert paper == "papers/01-صورة العداد.png"
    assert archive.getinfo(paper).flag_bits & 0x800, "the name is marked as UTF-8"
    facts = json.loads(archive.read("case.json"))
    assert (facts["number"], facts["applicant"]["name"]) == (case.number, "أمينة بناني")
    said = json.loads(archive.read("exchanges.json"))
    assert [words["words"] for words in said["notes"]] == ["ملاحظة داخلية"]
    assert archive.read("receipt/receipt.pdf").startswith(b"%PDF")
    assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist() if "letters/" in name)


def test_the_same_file_at_the_same_time_gives_the_same_bytes(case, at):
    assert archived(case, at) == archived(case, at)


def altered(content):
    return content.replace(b"2026", b"2025", 1)


@pytest.mark.parametrize("name", ["case.json", "history.json", "journal/lines.jsonl", "receipt/receipt.txt"])
def test_a_changed_member_is_found(written, name):
    rewritten(written, changes={name: altered(ZipFile(written).read(name)) + b" "})
    assert run(written).returncode == 1


def test_a_member_less_or_more_is_found(written):
    rewritten(written, without=["exchanges.json"])
    with pytest.raises(verify.Altered, match="missing"):
        verdict(written)


def test_a_name_that_leads_out_of_the_folder_is_refused(written):
    rewritten(written, renamed={"case.json": "../case.json"})
    with pytest.raises(verify.Altered, match="leads out"):
        verdict(written)


def test_a_list_with_other_hashes_needs_the_key(written):
    manifest = json.loads(ZipFile(written).read("manifest.json"))
    manifest["members"][0]["size"] += 1
    rewritten(written, changes={"manifest.json": json.dumps(manifest).encode()})
    with pytest.raises(verify.Altered, match="list of members"):
        verdict(written)


def test_an_archive_that_was_cut_off_is_none(written):
    content = written.read_bytes()
    written.write_bytes(content[: len(content) // 2])
    assert run(written).returncode == 2


def test_no_archive_leaves_before_a_checkpoint_covers_its_lines(case, office, at):
    note(case=case, words="بعد نقطة المراقبة", actor=office.actor("counter"), at=at)
    with pytest.raises(NotCovered):
        covering_checkpoint(case)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("صورة.jpg", "papers/03-صورة.jpg"),
        ("../../etc/passwd", "papers/03-etc_passwd"),
        ("C:\\x\\..\\y.pdf", "papers/03-C__x_.._y.pdf"),
        ("\u202egnp.exe", "papers/03-gnp.exe"),
        ("...", "papers/03-file"),
        ("س" * 200 + ".pdf", "papers/03-" + "س" * 77 + ".pdf"),
    ],
)
def test_names_of_members_lead_nowhere(given, named):
    assert member_name("papers", 3, given) == named
    assert verify_case.is_safe(named)
