"""`shubbak tariffs`: check, list, quote."""

import argparse
import json
from pathlib import Path

import pytest

from shubbak.utility.tariffs import command
from tests.utility.tariffs.shelf_of_test import ROOT

BILL = ["--tariff", "ma-electricity-household", "--quantity", "359", "--days", "30", "--on", "2026-05-08"]


def called(what: str, *words: str) -> int:
    parser = argparse.ArgumentParser(prog=f"shubbak tariffs {what}")
    command.add_arguments(parser)
    return command.run(
        parser.parse_args([*words, "--tariffs", str(ROOT)], argparse.Namespace(command=f"tariffs {what}"))
    )


def test_a_quote_says_each_line_in_minor_units(capsys: pytest.CaptureFixture[str]) -> None:
    assert called("quote", *BILL, "--language", "fr") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["total_minor"], answer["currency"], answer["lines"][1]) == (
        59277,
        "MAD",
        {
            "code": "meter_rent",
            "label": "Location du compteur",
            "amount_minor": 1828,
            "vat_minor": 366,
            "vat_percent": "20",
            "total_minor": 2194,
        },
    )


def test_who_pays_in_cash_pays_the_stamp_duty(capsys: pytest.CaptureFixture[str]) -> None:
    assert called("quote", *BILL, "--cash") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["total_minor"] == 59425 == sum(line["total_minor"] for line in answer["lines"])
    assert answer["lines"][-1]["label"] == "رسم التنبر على الأداء نقدا"


def test_the_list_names_every_tariff_and_how_sure_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert called("list", "--json") == 0
    listed = {row["code"]: row for row in json.loads(capsys.readouterr().out)}
    assert listed["ma-electricity-household"]["certainty"] == "proven"
    assert set(listed) == {path.stem for path in ROOT.glob("*.yaml")}
    assert called("list") == 0


@pytest.mark.parametrize(
    ("option", "wrong"), [("--quantity", "1.2345"), ("--quantity", "-1"), ("--days", "0"), ("--on", "8/5")]
)
def test_a_wrong_argument_is_wrong_usage(option: str, wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = dict(zip(BILL[::2], BILL[1::2], strict=True)) | {option: wrong}
    with pytest.raises(SystemExit) as ended:
        called("quote", *(f"{name}={value}" for name, value in words.items()))
    assert ended.value.code == 2
    assert option in capsys.readouterr().err


def test_an_unknown_tariff_or_folder_and_a_day_before_the_first_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert called("quote", *BILL[2:], "--tariff", "ma-gas") == 2
    assert called("quote", *BILL[:-1], "2016-01-01") == 1
    wrong = argparse.Namespace(command="tariffs check", tariffs=Path("nowhere"))
    assert command.run(wrong) == 2
    assert "before 2017-01-01" in capsys.readouterr().err


def test_check_says_how_many_have_no_fault(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert called("check") == 0
    (tmp_path / "wrong.yaml").write_text("code: x\n", encoding="utf-8")
    assert command.run(argparse.Namespace(command="tariffs check", tariffs=tmp_path)) == 1
    assert "wrong.yaml:1" in capsys.readouterr().err


def test_decimals_are_written_without_noughts_that_say_nothing() -> None:
    assert [command.decimal(1_151_420, 6), command.in_units(12_500), command.in_units(0)] == [
        "1.15142",
        "12.5",
        "0",
    ]
