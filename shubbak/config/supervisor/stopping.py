"""The wish to stop: sent by a signal, waited for in the main thread."""

import os
import select
import signal
from contextlib import suppress
from types import FrameType


class Stop:
    """A wish that, once made, stays.

    Not a `threading.Event`: its lock, held for an instant by the thread that waits, would be asked for again
    by the handler that interrupts this very thread, which then never goes on.
    """

    def __init__(self) -> None:
        self._hears, self._says = os.pipe()
        os.set_blocking(self._says, False)

    def on(self, *numbers: signal.Signals) -> "Stop":
        """Make the wish when one of these signals comes."""
        for number in numbers:
            signal.signal(number, self.ask)
        return self

    def ask(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Make the wish; any number of times."""
        del number, frame
        with suppress(BlockingIOError):  # the pipe is full of wishes
            os.write(self._says, b"x")

    def wait(self, seconds: float) -> bool:
        """Whether it was made, at once or within so many seconds."""
        return bool(select.select([self._hears], [], [], seconds)[0])

    def is_set(self) -> bool:
        return self.wait(0)
