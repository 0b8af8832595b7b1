"""The wish to stop."""

import os
import signal
import subprocess
import sys

from shubbak.config.supervisor.stopping import Stop
from tests.cluster import ROOT

WAITING = """
import os, signal, threading, time
from shubbak.config.supervisor.stopping import Stop
stop = Stop().on(signal.SIGUSR1)
def bother():
    for _ in range(20000):
        os.kill(os.getpid(), signal.SIGUSR1)
threading.Thread(target=bother).start()
rounds = 0
while threading.active_count() > 1:
    stop.wait(0.0001)
    rounds += 1
print("asked" if stop.is_set() else "not asked")
"""


def test_a_wish_is_kept() -> None:
    stop = Stop()
    assert not stop.wait(0)
    stop.ask()
    assert [stop.is_set(), stop.wait(0)] == [True, True]


def test_a_storm_of_signals_stops_once_and_never_hangs() -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", WAITING], env=environment, capture_output=True, timeout=60)
    assert done.stdout == b"asked\n"


def test_a_signal_makes_the_wish() -> None:
    before = signal.getsignal(signal.SIGUSR1)
    stop = Stop().on(signal.SIGUSR1)
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, before)
    assert stop.is_set()
