"""The history of the demonstration town: told beside the open doors, once in the life of a home."""

import sys

from shubbak.config.supervisor.children import Child
from shubbak.config.supervisor.failures import ExitCode
from shubbak.config.supervisor.home import CHECKOUT, Home

_FINISHED = "history"


class Telling:
    """`shubbak demo --history` as a process that ends. Meanwhile the worker waits: clocks and messages have
    their turns within the history, at its own hours.
    """

    def __init__(self, home: Home, environment: dict[str, str], worker: Child) -> None:
        command = [
            "nice",
            "-n",
            "5",
            sys.executable,
            "-P",
            "-m",
            "shubbak.config.command_line",
            "demo",
            "--history",
        ]
        self.mark = home.state / _FINISHED
        self.worker = worker
        self.process = Child(_FINISHED, command, home, environment | {"PYTHONPATH": str(CHECKOUT)})
        self.under_way = False

    def begin(self) -> bool:
        """Start it, unless an earlier one came to its end; else the worker starts at once."""
        self.under_way = not self.mark.exists()
        (self.process if self.under_way else self.worker).start()
        return self.under_way

    def turn(self) -> str:
        """What there is to say, once: how it ended. The worker starts then, whichever way it was."""
        if not (self.under_way and self.process.ended()):
            return ""
        self.under_way = False
        self.worker.start()
        if self.process.process is not None and self.process.process.returncode == ExitCode.DONE:
            self.mark.touch()
            return "The town's history is told."
        return f"The town's history stopped ({self.process.last_words()}); the next start goes on with it."
