"""`python -m bench`: all measurements but the million, or those that are named."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench import (
    bill_papers,
    biller,
    deposits,
    journal,
    mail,
    memory,
    papers,
    tariffs,
    tokens,
    tracking,
    uploads,
)
from bench.billing import command as billing
from bench.letters import command as letters
from bench.million import command as million

COMMANDS: dict[str, Callable[[float], None]] = {
    "deposits": deposits.run,
    "biller": biller.run,
    "tracking": tracking.run,
    "memory": memory.run,
    "million": million.run,
    "letters": letters.run,
    "journal": journal.run,
    "mail": mail.run,
    "papers": papers.run,
    "bill-papers": bill_papers.run,
    "uploads": uploads.run,
    "tokens": tokens.run,
    "tariffs": tariffs.run,
    "billing": partial(billing.run, contracts=1_000_000),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Shubbak on this machine.")
    parser.add_argument(
        "what",
        nargs="*",
        choices=[*COMMANDS, []],
        help="deposits, tracking and memory by default",
    )
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each figure is measured")
    parser.add_argument("--cases", type=int, default=million.MILLION, help="how many cases are a million")
    parser.add_argument("--kept", type=Path, help="a folder in which the million is kept for the next time")
    given = parser.parse_args()
    commands = COMMANDS | {
        "million": partial(million.run, cases=given.cases, kept=given.kept),
        "billing": partial(billing.run, contracts=given.cases),
        "letters": partial(letters.run, letters=given.cases, kept=given.kept),
    }
    for name in given.what or ("deposits", "tracking", "memory"):
        commands[name](given.seconds)


if __name__ == "__main__":
    main()
