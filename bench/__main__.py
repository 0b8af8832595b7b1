"""`python -m bench`: all measurements, or the one that is named."""

import argparse

from bench import deposits, memory, tracking

COMMANDS = {"deposits": deposits.run, "tracking": tracking.run, "memory": memory.run}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Shubbak on this machine.")
    parser.add_argument("what", nargs="*", choices=[*COMMANDS, []], help="all of them by default")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each figure is measured")
    given = parser.parse_args()
    for name in given.what or COMMANDS:
        COMMANDS[name](given.seconds)


if __name__ == "__main__":
    main()
