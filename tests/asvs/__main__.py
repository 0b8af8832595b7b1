"""Print the table; with the name of a state (``open``) only its lines."""

import sys

from tests.asvs.table import STATES, counted, requirements


def main(wanted: list[str]) -> None:
    lines = requirements()
    for chapter in dict.fromkeys(line.chapter for line in lines):
        here = tuple(line for line in lines if line.chapter == chapter)
        print(f"\n{chapter}: {_said(counted(here))}")
        for line in here:
            if not wanted or line.state in wanted:
                print(f"  {line.number:7} L{line.level} {line.state:8} {line.asks}  [{line.answer}]")
    for level in (1, 2):
        print(
            f"\nLevel {level}: {_said(counted(tuple(line for line in lines if line.level == level)))}", end=""
        )
    print(f"\nAll {len(lines)}: {_said(counted(lines))}")


def _said(counts: dict[str, int]) -> str:
    return ", ".join(f"{counts[state]} {state}" for state in STATES)


if __name__ == "__main__":
    main(sys.argv[1:])
