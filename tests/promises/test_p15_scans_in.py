"""P15, of scans: each file that a scanner lays into its folder is one batch, and each letter in it one part.

Whoever takes and cuts is a process of its own, killed between claim, store, move and cut, again and again;
some files come twice, byte for byte, and hostile ones lie among them. SHUBBAK_PROMISES is smoke, ci or full,
without it there is no run; SEED repeats one.
"""

import os
import random
import signal
import subprocess
import sys

import pytest
from django.conf import settings

from shubbak.documents.models import Document
from shubbak.registry.models import ScanBatch, ScanPart
from shubbak.registry.scans.folder import scan_folder
from tests.documents.hostile import PDF, pdf_with, picture, zip_bomb
from tests.registry.office import open_books
from tests.registry.scanner import blank, dropped, file_of, separator, written

SIZE = os.environ.get("SHUBBAK_PROMISES", "")
SIZES = {"smoke": (2, 5), "ci": (12, 20), "full": (200, 200)}
"""Honest files, and times that whoever takes them is killed."""
POINTS = ("claimed", "stored", "bound", "kept", "begun")
HOSTILE = (pdf_with(b"/OpenAction<</S/JavaScript/JS(1)>>"), PDF[:-9], zip_bomb(), picture("png"))
"""Refused at the door: a program inside, cut short, of another kind, of another content than its name."""
pytestmark = [
    pytest.mark.promise("P15"),
    pytest.mark.skipif(not SIZE, reason="wants a minute: make promises"),
]


@pytest.fixture
def folder(fresh_agency, at, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "SHUBBAK_SCANS", tmp_path / "scans")
    monkeypatch.setenv("SHUBBAK_SCANS", str(tmp_path / "scans"))
    monkeypatch.setenv("SHUBBAK_FILES", str(settings.SHUBBAK_FILES))
    open_books(at)
    return scan_folder()


def look(at, *point: str) -> int:
    """Look into the folder once; how the process ended."""
    command = [sys.executable, "-m", "tests.promises.p15_scanner", at.isoformat(), *point]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "shubbak.config.settings", "SHUBBAK_POOL": "0"}
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode


def lay_down(files: int, at, chance: random.Random) -> int:
    """Honest files of one to three letters, each second one twice, and hostile ones; how many letters."""
    sheet, letters = separator(at), 0
    for rank in range(files):
        number = chance.randint(1, 3)
        piles = [[sheet, written(f"{rank} {letter}"), blank()] for letter in range(number)]
        content = file_of([page for pile in piles for page in pile])
        dropped(content, f"scan-{rank}.pdf")
        if rank % 2:
            dropped(content, f"again-{rank}.pdf")
        letters += number
    for rank, content in enumerate(HOSTILE):
        dropped(content, f"hostile-{rank}.pdf")
    return letters


def test_each_file_is_one_batch_and_each_letter_one_part(folder, at, capsys):
    files, kills = SIZES[SIZE]
    seed = int(os.environ.get("SEED", "15"))
    chance = random.Random(seed)
    letters = lay_down(files, at, chance)
    ends = [look(at, POINTS[kill % len(POINTS)], str(chance.randint(1, 2))) for kill in range(kills)]
    assert set(ends) <= {-signal.SIGKILL, 0}
    assert look(at) == look(at) == 0
    assert ScanBatch.objects.filter(state="cut").count() == files
    assert ScanPart.objects.filter(state="waiting", document__isnull=False).count() == letters
    assert Document.objects.count() == files + letters
    assert_everything_lies_somewhere(folder, files + files // 2)
    with capsys.disabled():
        killed = ends.count(-signal.SIGKILL)
        print(f"\nP15: {files} files of {letters} letters, {killed} kills; SEED={seed}")


def assert_everything_lies_somewhere(folder, honest: int) -> None:
    """Each file that was laid down is in one of the two last folders, once."""
    assert len(list(folder.done.iterdir())) == honest
    assert len(list(folder.failed.iterdir())) == len(HOSTILE)
    left = [path for place in (folder.root, folder.taking) for path in place.iterdir() if path.is_file()]
    assert [path.name for path in left] == [".now"]
