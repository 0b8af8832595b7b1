"""Several threads that begin together, each with a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at


def race(agency: Agency, runners: int, run: Callable[[int], Any]) -> list[Any]:
    """What each runner gave, or the exception that it ended with."""
    results: list[Any] = [None] * runners
    barrier = Barrier(runners)

    def runner(rank: int) -> None:
        look_at(agency)
        barrier.wait()
        try:
            results[rank] = run(rank)
        except Exception as error:
            results[rank] = error
        finally:
            connection.close()

    threads = [Thread(target=runner, args=[rank]) for rank in range(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
