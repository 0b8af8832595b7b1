"""The watched folder: a file is taken once, when it is whole, and lies somewhere whatever happens."""

import pytest

from shubbak.documents.rules import MEGABYTE
from shubbak.registry.models import ScanBatch
from shubbak.registry.scans import watching
from shubbak.registry.scans.folder import scan_folder
from shubbak.registry.scans.watching import take_scans
from tests.documents.hostile import PDF, pdf_with
from tests.registry.office import open_books
from tests.registry.scanner import dropped, file_of, written


@pytest.fixture(autouse=True)
def folder(agency, at, settings, tmp_path, monkeypatch):
    settings.SHUBBAK_SCANS = tmp_path / "scans"
    monkeypatch.setattr(watching, "SETTLED", 0.0)
    monkeypatch.setattr(watching, "STILL", 0.0)
    open_books(at)
    return scan_folder()


def lying(folder) -> list[str]:
    """Names as the scanner gave them, behind the id of the batch."""
    return sorted(path.name[37:] for path in folder.iterdir())


def test_a_file_is_taken_once_and_moves_on(folder, at):
    dropped(file_of([written("one")]))
    assert (take_scans(at=at), take_scans(at=at)) == (1, 0)
    assert lying(folder.done) == ["scan0001.pdf"]
    assert ScanBatch.objects.get().name == "scan0001.pdf"


def test_the_scanner_may_give_a_name_again(folder, at):
    for words in ("one", "two"):
        dropped(file_of([written(words)]))
        take_scans(at=at)
    assert ScanBatch.objects.count() == 2
    assert lying(folder.done) == ["scan0001.pdf", "scan0001.pdf"]


def test_what_is_still_written_is_left_alone(folder, at, monkeypatch):
    path = dropped(b"%PDF-1.4 begun")
    for unfinished in (".hidden.pdf", "scan.pdf.part", "~scan.pdf"):
        dropped(PDF, unfinished)
    monkeypatch.setattr("time.sleep", lambda seconds: path.write_bytes(PDF))
    assert take_scans(at=at) == 0
    assert path.exists()
    monkeypatch.setattr(watching, "SETTLED", 60.0)
    assert take_scans(at=at) == 0


def test_what_is_refused_lies_aside_and_in_sight(folder, at):
    dropped(pdf_with(b"/OpenAction<</S/JavaScript/JS(1)>>"), "evil.pdf")
    dropped(b"MZ", "program.exe")
    dropped(b"%PDF-" + b"0" * 51 * MEGABYTE, "big.pdf")
    assert take_scans(at=at) == 3
    assert sorted(ScanBatch.objects.values_list("problem", flat=True)) == ["active", "format", "too_big"]
    assert lying(folder.failed) == ["big.pdf", "evil.pdf", "program.exe"]


def test_links_and_folders_are_no_files(folder, at, tmp_path):
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(PDF)
    folder.make()
    (folder.root / "link.pdf").symlink_to(secret)
    (folder.root / "folder.pdf").mkdir()
    assert take_scans(at=at) == 0
    assert secret.exists()


def test_a_name_as_long_as_names_may_be_stops_nobody(folder, at):
    dropped(file_of([written("one")]), "م" * 120 + ".pdf")
    assert take_scans(at=at) == 1
    assert len(lying(folder.done)) == 1


def test_what_died_between_its_row_and_its_move_goes_on(folder, at, monkeypatch):
    whole = type(folder).move
    dropped(file_of([written("one")]))

    def dies(self, path, to):
        if to.parent == self.done:
            raise OSError("killed")
        whole(self, path, to)

    monkeypatch.setattr(type(folder), "move", dies)
    take_scans(at=at)
    monkeypatch.setattr(type(folder), "move", whole)
    assert take_scans(at=at) == 1
    assert ScanBatch.objects.count() == 1
    assert lying(folder.done) == ["scan0001.pdf"]
    assert list(folder.taking.glob("*")) == [folder.taking / ".now"]
