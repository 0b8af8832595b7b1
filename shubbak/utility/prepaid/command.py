"""The command `shubbak tokens check`: published tokens against this code, without database or settings."""

import csv
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from shubbak.utility.prepaid.sts.vectors import COLUMNS, faults

DONE, FAULTS, USAGE = 0, 1, 2
_FIRST_LINE = 2


def add_arguments(parser: ArgumentParser) -> None:
    """What `tokens check` takes."""
    parser.description = (
        "Read each token of a table and make it again from its fields, with the public test keys of STS. "
        "Needs no database."
    )
    parser.epilog = (
        f"Columns: {', '.join(COLUMNS)}. "
        "Exit codes: 0 every row is right; 1 some are not, each with its reason; "
        "2 no such file, or other columns."
    )
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="a table of tokens with their fields")


def run(args: Namespace) -> int:
    """Print the rows that are wrong and how many are right; returns the exit code."""
    try:
        rows = _rows(args.file)
    except (OSError, ValueError, csv.Error) as error:
        print(f"shubbak tokens check: {error}", file=sys.stderr)
        return USAGE
    wrong = 0
    for line, row in enumerate(rows, _FIRST_LINE):
        found = faults(row)
        wrong += bool(found)
        for fault in found:
            print(f"{args.file.name}:{line}: {row['token']}: {fault}")
    print(f"{len(rows)} tokens: {len(rows) - wrong} right, {wrong} wrong.")
    return FAULTS if wrong else DONE


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened, restval="")
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise ValueError(f"{path.name} lacks the columns {', '.join(missing)}.")
        rows = list(reader)
    if not rows:
        raise ValueError(f"{path.name} holds no token.")
    return rows
