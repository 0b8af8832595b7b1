"""`python -m bench million`: the desk over many cases, beside the same desk over few."""

import os
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from bench.clients import Client, Door
from bench.costs import processor_seconds
from bench.house import AGENCY, House, house
from bench.million.exporting import exported
from bench.million.words import FREQUENT, RARE
from bench.portal import token_in
from shubbak.config.supervisor.home import SUPERUSER

MILLION, FEW = 1_000_000, 10_000
WARM_UP = 8
PASSWORD = "shubbak-demo"
"""Of every account of the demonstration (`demonstration.town`, which needs Django)."""
ASKERS = {"secretary": "secretariat", "head": "chef.eau", "agent": "eau"}
"""Who asks: one who sees everything, the head of a unit, an agent of it."""
PAGES = {
    "queue, all": "/desk/?tab=all",
    "queue, my unit": "/desk/?tab=unit",
    "queue, at risk": "/desk/?tab=risk",
    "search, rare word": f"/desk/search?words={quote(RARE)}",
    "search, word in 2 %": f"/desk/search?words={quote(FREQUENT)}",
    "search, a name": f"/desk/search?words={quote('خديجة أوعلي')}",
    "search, two words": f"/desk/search?words={quote(f'{FREQUENT} المسجد')}",
    "search, absent word": f"/desk/search?words={quote('زلزال')}",
}


def run(seconds: float, cases: int = MILLION, kept: Path | None = None) -> None:
    """Print the pages at few cases and at many, what the many cost beside the few, and an export.

    Wall time says as much about what else the machine does; the processor's milliseconds of one page (web and
    database) hardly do: their ratio is the one to trust on a busy machine.

    :param kept: a folder in which the larger house is made once, and found again.
    """
    few = _measured(FEW, seconds, kept and kept.with_name(f"{kept.name}-few"))
    many = _measured(cases, seconds, kept)
    for words, asked in many.items():
        wall, cpu = asked.late / few[words].late, asked.cpu / few[words].cpu
        print(f"{words:36} {cases:>9} cases: {asked}   {FEW}: {few[words]}   {wall:.2f}, of CPU {cpu:.2f}")


@dataclass(frozen=True)
class Asked:
    """How long one page took each time, in seconds, and the processor's time for it (web and database)."""

    lasted: Sequence[float]
    cpu: float

    @property
    def late(self) -> float:
        return sorted(self.lasted)[int(len(self.lasted) * 0.95)]

    def __str__(self) -> str:
        median = statistics.median(self.lasted) * 1e3
        return f"p50 {median:6.1f}, p95 {self.late * 1e3:6.1f}, CPU {self.cpu * 1e3:5.1f} ms"


def _measured(cases: int, seconds: float, kept: Path | None) -> dict[str, Asked]:
    with loaded(cases, kept) as standing:
        standing.open()
        standing.stop("worker")
        print(f"{cases} cases stand; load {os.getloadavg()[0]:.1f}", flush=True)
        door, found = Door(standing.port, standing.host), {}
        for asker, account in ASKERS.items():
            client = signed_in(door, f"{account}@{AGENCY}.example")
            for words, path in PAGES.items():
                found[f"{asker}: {words}"] = repeated(standing, client, path, seconds / 4)
        if cases > FEW:
            print(exported(standing, signed_in(door, f"{ASKERS['secretary']}@{AGENCY}.example")), flush=True)
        return found


@contextmanager
def loaded(cases: int, kept: Path | None = None) -> Iterator[House]:
    """A house whose agency has so many cases; its database stands, its doors are closed.

    :param kept: where it is made, and found again by a later call; else in the temporary folder, gone after.
    """
    with house(kept) as standing:
        mark = standing.home.state / f"loaded-{cases}"
        if not mark.exists():
            address = standing.home.database_url(SUPERUSER)
            print(
                standing.run("bench.after_setup", "bench.million.loading", str(cases), SUPERUSER_URL=address)
            )
            mark.touch()
        yield standing


def signed_in(door: Door, email: str) -> Client:
    """A browser in which a member of staff has signed in."""
    client = Client(door)
    page = client.ask("GET", "/staff/login/")
    fields = {"csrfmiddlewaretoken": token_in(page), "login": email, "password": PASSWORD}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    client.ask("POST", "/staff/login/", urlencode(fields).encode(), headers)
    return client


def repeated(standing: House, client: Client, path: str, seconds: float) -> Asked:
    """The page again and again, once all that it needs is loaded.

    :raises RuntimeError: if it is no page of the desk.
    """
    for _ in range(WARM_UP):
        if client.ask("GET", path).status != 200:
            raise RuntimeError(f"{path} leads elsewhere")
    lasted, before, end = [], _worked(standing), time.monotonic() + seconds
    while (began := time.monotonic()) < end:
        client.ask("GET", path)
        lasted.append(time.monotonic() - began)
    return Asked(lasted, (_worked(standing) - before) / len(lasted))


def _worked(standing: House) -> float:
    return sum(processor_seconds(pid) for pid in standing.serving)
