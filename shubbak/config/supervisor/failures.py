"""The ways a start can fail, each with one sentence for a person and an exit code for a script."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every `shubbak` command; listed in docs/operations.md."""

    DONE = 0
    FOUND_FAULTS = 1
    USAGE = 2
    PYTHON_TOO_OLD = 10
    MISSING_TOOL = 11
    PORT_IN_USE = 12
    DISK_FULL = 13
    HOME_IN_USE = 14
    DATABASE = 15
    CONFIGURATION = 16
    CHILD_FAILED = 17
    INTERRUPTED = 130


class StartFailed(Exception):
    """Something outside of the program stops it; `sentence` says what and what to do."""

    def __init__(self, code: ExitCode, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
