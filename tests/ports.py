"""Addresses for servers that a test starts and stops, and starts again at the same place."""

import random
import socket

_TRIES = 50
_BELOW_EPHEMERAL = (20_000, 32_000)


def free_port() -> int:
    """A port of the loopback that is free, and that the kernel gives to no connection of others meanwhile."""
    chance = random.SystemRandom()
    for _ in range(_TRIES):
        port = chance.randrange(*_BELOW_EPHEMERAL)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise RuntimeError("no port is free")
