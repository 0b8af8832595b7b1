"""A file as a signed archive, and the auditor's program that knows nothing but the public key."""

import ast
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
from shubbak.notifications.actions import drain
from shubbak.registry.books.signing import sign_entry
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
    drain(at=at)
    sign_entry(entry=deposited.entry, at=at)
    checkpoint(at=at)
    return Case.objects.get(pk=deposited.pk)


LIBRARIES = {
    "__future__", "argparse", "base64", "collections.abc", "datetime", "hashlib", "importlib.util", "json",
    "pathlib", "re", "struct", "sys", "typing", "zipfile", "zlib",
}  # fmt: skip
"""All of Python's own; none of them speaks to a network."""


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
    command = [sys.executable, "-I", "-S", str(PROGRAM), "case", str(path), "--keys", str(keys), "--json"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def verdict(path):
    return verify_case.check(verify, str(path), verify.read_keys(path.with_name("keys.txt").read_text()))


def members_of(path):
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(path, members):
    """The archive once more, with these members."""
    with ZipFile(path, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    return path


def with_a_byte_changed(name):
    def altered(members):
        [found] = [member for member in members if member.startswith(name)]
        content = bytearray(members[found])
        content[len(content) // 2] ^= 1
        return {**members, found: bytes(content)}

    return altered


def with_another_size(members):
    listed = json.loads(members["manifest.json"])
    listed["members"][0]["size"] += 1
    return {**members, "manifest.json": json.dumps(listed).encode()}


def renamed(old, new):
    return lambda members: {new if name == old else name: content for name, content in members.items()}


TAMPERINGS = {
    "a byte of a paper": with_a_byte_changed("papers/"),
    "a byte of the journal": with_a_byte_changed("journal/lines.jsonl"),
    "a byte of the checkpoint": with_a_byte_changed("journal/checkpoint.txt"),
    "a byte of the receipt": with_a_byte_changed("receipt/receipt.txt"),
    "a byte of the facts": with_a_byte_changed("case.json"),
    "a byte of the list": with_a_byte_changed("manifest.json"),
    "a byte of the signature": with_a_byte_changed("manifest.note"),
    "a list that was written anew": with_another_size,
    "a file added": lambda members: {"papers/99-added.pdf": b"%PDF", **members},
    "a file added at the end": lambda members: {**members, "added.txt": b"x"},
    "a file removed": lambda members: {k: v for k, v in members.items() if k != "exchanges.json"},
    "the signature removed": lambda members: {k: v for k, v in members.items() if k != "manifest.note"},
    "two files that changed places": lambda members: dict(sorted(members.items(), reverse=True)),
    "a name that leads out": renamed("case.json", "../case.json"),
    "another name": renamed("case.json", "case2.json"),
}


def test_the_program_verifies_an_archive_without_a_network(written, case):
    done = run(written)
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    assert (shown["verified"], shown["number"]) == (True, case.number)
    assert shown["receipt"]["number"] == case.entry.number
    assert shown["lines"] >= 4


def test_the_lines_about_messages_are_in_it(written, case):
    lines = [json.loads(line) for line in members_of(written)["journal/lines.jsonl"].splitlines()]
    assert {line["about"] for line in lines} == {case.number, f"case:{case.pk}"}
    assert [line["index"] for line in lines] == sorted(line["index"] for line in lines)


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


@pytest.mark.asvs("11.6.1")
def test_each_tampering_is_refused(written):
    members, accepted = members_of(written), []
    assert verdict(rewritten(written, members)), "the same members in another ZIP are the same archive"
    for name, tampering in TAMPERINGS.items():
        try:
            verdict(rewritten(written, tampering(members)))
        except (verify.Altered, ValueError):
            continue
        accepted.append(name)
    assert accepted == []
    assert run(written).returncode == 1


def test_a_byte_changed_in_the_stored_bytes_of_any_member_is_refused(written):
    content = written.read_bytes()
    for member in ZipFile(written).infolist():
        altered = bytearray(content)
        altered[member.header_offset + 30 + len(member.filename.encode()) + member.compress_size // 2] ^= 0x10
        written.write_bytes(altered)
        with pytest.raises((verify.Altered, ValueError)):
            verdict(written)


def test_what_is_hidden_between_the_members_is_found(written):
    content, place = written.read_bytes(), ZipFile(written).start_dir
    for hidden in (
        b"hidden" + content,
        content[:place] + b"hidden" + content[place:],
        content[:-2] + b"\x06\x00hidden",
    ):
        written.write_bytes(hidden)
        with pytest.raises((verify.Altered, ValueError)):
            verdict(written)


def test_the_programs_need_nothing_but_python_and_no_network():
    imported = set()
    for path in (PROGRAM, PROGRAM.with_name("verify_case.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                imported |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module)
    assert imported == LIBRARIES


def test_an_archive_that_was_cut_off_is_none(written):
    content = written.read_bytes()
    written.write_bytes(content[: len(content) // 2])
    assert run(written).returncode == 2


def test_no_archive_leaves_before_a_checkpoint_covers_its_lines(case, office, at):
    note(case=case, words="بعد نقطة المراقبة", actor=office.actor("counter"), at=at)
    with pytest.raises(NotCovered):
        covering_checkpoint(case)


@pytest.mark.asvs("5.3.2")
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
