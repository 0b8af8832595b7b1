"""`shubbak bank import FILE`, with a body to keep it and without."""

import os
import subprocess
import sys

import pytest

from shubbak.config import bank_importing
from shubbak.config.command_line import main
from shubbak.payments.reconciling.models import Difference, Line
from tests.payments.statements.test_camt import RESULTS, SAMPLES


def by_command(*words, **environment):
    usual = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "SHUBBAK"))
    }
    line = [sys.executable, "-m", "shubbak.config.command_line", "bank", *words]
    return subprocess.run(line, env=usual | environment, capture_output=True, text=True)


@pytest.mark.parametrize(("name", "code"), RESULTS.items())
def test_without_a_home_it_says_what_bank_check_says(tmp_path, name, code):
    home = {"SHUBBAK_HOME": str(tmp_path / "none")}
    imported = by_command("import", str(SAMPLES / name), **home)
    checked = by_command("check", str(SAMPLES / name), **home)
    assert (imported.returncode, imported.stdout, imported.stderr) == (code, checked.stdout, checked.stderr)


@pytest.fixture
def here(monkeypatch):
    """The command works in this process, on the database of the test."""
    monkeypatch.setattr(bank_importing.readiness, "is_database_of", lambda _home: False)


def test_a_body_that_is_named_keeps_the_lines_once(agency, here, capsys):
    file = str(SAMPLES / "camt053.v2.multi.statement.xml")
    assert main(["bank", "import", file, "--agency", "miyah"]) == 0
    kept = Line.objects.count()
    assert (kept, capsys.readouterr().err) == (2, "Kept.\n")
    assert main(["bank", "import", file, "--agency", "miyah"]) == 0
    assert (Line.objects.count(), capsys.readouterr().err) == (2, "Kept before: nothing is changed.\n")


def test_a_file_that_does_not_add_up_is_kept_with_its_difference(agency, here, capsys):
    [name] = [name for name, code in RESULTS.items() if code == 3][:1]
    assert main(["bank", "import", str(SAMPLES / name), "--agency", "miyah"]) == 3
    assert Line.objects.exists()
    assert Difference.objects.filter(kind="sum", settled_at=None).exists()


def test_of_two_bodies_one_must_be_named(agency, here, capsys):
    file = str(SAMPLES / "camt053.v2.minimal.xml")
    assert main(["bank", "import", file]) == 3
    assert "name the body" in capsys.readouterr().err
    assert main(["bank", "import", file, "--agency", "nowhere"]) == 2
    assert main(["bank", "import", str(SAMPLES / "camt053.v2.wrong.xml"), "--agency", "miyah"]) == 1
    assert not Line.objects.exists()
