"""A file of a former operator's subscribers, for tests."""

from pathlib import Path

from shubbak.config.command_line import main

LINE = {
    "reference": "J-204/77|T204077",
    "body": "radeej",
    "name": "فاطمة الزهراء العلوي",
    "identity_number": "BE 771204",
    "phone": "0661 00 00 52",
    "place": "زنقة الزيتون 4، حي السلام",
    "sector": "t07",
    "commodity": "water",
    "meter": "77-A",
    "last_index": "1024",
    "last_read_on": "31/10/2024",
    "tariffs": "ma-water-household ma-sewerage-household",
    "calibre_mm": "15",
    "begun_on": "2009-03-01",
    "deposit": "350,50",
}


def row(rank: int = 0, **changes: str) -> dict[str, str]:
    """A row; those of another rank have another reference and meter."""
    own = {"reference": f"J-{rank}", "meter": f"77-{rank}"} if rank else {}
    return {**LINE, **own, **changes}


def written(path: Path, *rows: dict[str, str]) -> Path:
    names = list(LINE) + sorted({name for each in rows for name in each} - set(LINE))
    lines = [";".join(names), *(";".join(each.get(name, "") for name in names) for each in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def brought(path: Path, *more: str) -> int:
    return main(["subscribers", "import", str(path), "--agency", "miyah", "--language", "en", *more])
