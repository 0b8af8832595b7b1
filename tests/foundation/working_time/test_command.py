"""`shubbak clocks due`, which needs neither database nor Django."""

import json
import subprocess
import sys
from argparse import ArgumentParser

import pytest

from shubbak.foundation.working_time.command import add_arguments, run


@pytest.fixture
def ask(capsys):
    def ask(calendar, start, length, *more):
        parser = ArgumentParser()
        add_arguments(parser)
        code = run(parser.parse_args(["--calendar", calendar, "--from", start, "--length", length, *more]))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return ask


def test_it_prints_the_due_instant_in_the_offset_of_the_calendar(ask):
    code, out, err = ask("ma", "2026-11-05T09:30", "10 working_days")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert answer["due"] == "2026-11-23T16:30:00+01:00"
    assert answer["explanation"].startswith("الأجل 10")


@pytest.mark.parametrize(
    "start", ["2026-11-05T05:30Z", "2026-11-05T09:30+04:00", "2026-11-05T09:30", "2026-11-05"]
)
def test_an_instant_without_offset_is_on_the_clock_of_the_calendar(ask, start):
    assert json.loads(ask("om", start, "1 working_day")[1])["due"] == "2026-11-08T14:30:00+04:00"


def test_holds_may_be_given_again_and_a_date_alone_includes_its_day(ask):
    holds = ("--hold", "2026-11-09T10:00/2026-11-09T11:00", "--hold", "2026-11-11/2026-11-12")
    out = ask("ma", "2026-11-05T09:30", "2 working_days", *holds, "--language", "en")[1]
    assert json.loads(out)["due"] == "2026-11-13T16:30:00+01:00"
    assert "Days on hold do not count: 3" in json.loads(out)["explanation"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("xx", "2026-11-05", "1 hour"), "no calendar 'xx'"),
        (("ma", "yesterday", "1 hour"), "ISO 8601"),
        (("ma", "2026-11-05", "1 day"), "A length looks like"),
        (("ma", "2026-11-05", "1 hour", "--hold", "2026-11-05/"), "has no end"),
        (("ma", "2026-11-05", "1 hour", "--hold", "2026-11-05"), "FROM/TO"),
        (("ma", "2026-11-05", "1 hour", "--language", "de"), "ar, fr or en"),
        (("ma", "2076-12-31", "9 working_days"), "knows 2014 to 2076"),
        (("ma", "9999-12-31T23:59", "9000 hours"), "shubbak clocks due"),
    ],
)
def test_what_cannot_be_understood_is_one_sentence_and_exit_code_two(ask, wrong, said):
    code, out, err = ask(*wrong)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_it_loads_no_django():
    program = "import sys, shubbak.foundation.working_time.command; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
