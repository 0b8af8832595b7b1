"""A tariff with a fault is found before the day of the bills, with file and line."""

from pathlib import Path

import pytest

from shubbak.catalogue.loader import read_pack
from shubbak.utility.tariffs.lint import lint_tariff, lint_tariffs
from shubbak.utility.tariffs.shelf import TariffsRefused, tariffs_in
from tests.utility.tariffs.shelf_of_test import HOUSEHOLD, ROOT

FAULTS = [
    ("currency: MAD", "currency: XYQ", "no currency"),
    ("code: upkeep", "code: energy", "is taken"),
    ("vat: upkeep", "vat: other", "no rate of VAT “other”"),
    ("vat: upkeep", "vat: supply", "nothing asks for the rate of VAT “upkeep”"),
    ("from: 2024-01-01, rate: \"16\"", "from: 2024-02-30, rate: \"16\"", "no day of the calendar"),
    ("from: 2024-01-01, rate: \"16\"", "from: 2026-01-01, rate: \"16\"", "the days of a history rise"),
    ("- {up_to: 310, price", "- {up_to: 610, price", "bounds rise"),
    ("- {up_to: 210, price", "- {up_to: 150, price", "ends above the group before it"),
    ("up_to: 200\n            bands", "bands", "bounds rise"),
    ("- {price: \"1.5958\"}", "- {up_to: 900, price: \"1.5958\"}", "the last band ends where its group ends"),
    ("- {price: \"0\"}", "- {up_to: 5, price: \"0\"}", "a flat group has one price"),
    ("basis: net\n        source", "basis: net\n        net_decimals: 5\n        source", "is given"),
    ("price: \"18.28\"", "price: 18.28", "is not of type 'string'"),
    ("reference_days: 30", "reference_days: 0", "less than the minimum"),
    ("part_month: whole", "part_month: half", "is none of whole, days"),
    ("  en: Electricity, household use (low voltage)\n", "", "en is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), FAULTS)
def test_the_linter_says_what_is_wrong(old: str, new: str, words: str) -> None:
    text = (ROOT / f"{HOUSEHOLD}.yaml").read_text(encoding="utf-8")
    assert old in text
    source = read_pack(text.replace(old, new, 1).encode(), Path("wrong.yaml"))
    findings = lint_tariff(source)
    assert any(words in str(finding) for finding in findings), findings
    assert all(finding.line >= 1 for finding in findings)


def test_a_surcharge_stands_on_lines_above_it(tmp_path: Path) -> None:
    share = (
        "  - {code: extra, kind: share, label: {ar: زيادة, fr: Plus, en: More}, vat: supply, of: [nothing], "
    )
    text = (ROOT / "ae-water-residential.yaml").read_text(encoding="utf-8")
    text += share + 'versions: [{from: 2018-01-01, rate: "5"}]}\n'
    (tmp_path / "one.yaml").write_text(text, encoding="utf-8")
    assert [found.words for found in lint_tariffs(tmp_path)] == ["“nothing” is no component above this one"]


def test_two_files_cannot_hold_one_tariff(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_bytes((ROOT / f"{HOUSEHOLD}.yaml").read_bytes())
    with pytest.raises(TariffsRefused, match=r"in .*a\.yaml already"):
        tariffs_in(tmp_path)


def test_the_tariffs_of_the_checkout_have_no_fault() -> None:
    assert lint_tariffs(ROOT) == []


def test_what_is_not_readable_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("code: [", encoding="utf-8")
    assert "not readable as YAML" in str(lint_tariffs(tmp_path)[0])
