"""`shubbak gateway read FILE`: what does not fit is said, each on its line."""

import pytest

from shubbak.config.command_line import main
from shubbak.payments.online.models import DayFile

HEAD = "oid,reference,amount,currency\n"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "day.csv"


def read(file, agency="miyah"):
    return main(["gateway", "read", str(file), "--day", "2026-11-16", "--agency", agency])


def test_what_does_not_fit_is_said_and_the_same_file_says_the_same(agency, file, capsys):
    file.write_text(f"{HEAD}NOBODY,26,12.50,MAD\n")
    assert (read(file), read(file)) == (1, 1)
    said = capsys.readouterr()
    assert said.out == "theirs_alone\tNOBODY\t0\t1250\n" * 2
    assert DayFile.objects.count() == 1


def test_a_day_on_which_all_fits(agency, file, capsys):
    file.write_text(HEAD)
    assert read(file) == 0
    assert "0 lines, 0 differences." in capsys.readouterr().err


def test_a_file_or_a_body_that_is_not_there(agency, file, capsys):
    assert (read(file), read(__file__, "nobody")) == (2, 2)
    file.write_text("x\n")
    assert read(file) == 1
