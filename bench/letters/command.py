"""`python -m bench letters`: the books of the registry office and their search over a million entries."""

import os
from pathlib import Path
from urllib.parse import quote

from bench.clients import Door
from bench.house import AGENCY, house
from bench.million.command import Asked, repeated, signed_in
from bench.million.words import FREQUENT, RARE
from shubbak.config.supervisor.home import SUPERUSER

MILLION = 1_000_000
ASKERS = {"clerk": "dabt", "director": "direction"}
PAGES = {
    "book, first page": "/desk/registry/?register=incoming",
    "book, half way down": "/desk/registry/?register=incoming&before={middle}",
    "letters without reply": "/desk/registry/unanswered",
    "search, rare word": f"/desk/registry/find?words={quote(RARE)}",
    "search, word in 2 %": f"/desk/registry/find?words={quote(FREQUENT)}",
    "search, a sender": f"/desk/registry/find?words={quote('خديجة أوعلي')}",
    "search, absent word": f"/desk/registry/find?words={quote('زلزال')}",
}


def run(seconds: float, letters: int = MILLION, kept: Path | None = None) -> None:
    """Print each page of the registry office: medians, p95, the processor's time of web and database."""
    with house(kept) as standing:
        mark = standing.home.state / f"letters-{letters}"
        if not mark.exists():
            address = standing.home.database_url(SUPERUSER)
            standing.run("bench.after_setup", "bench.letters.loading", str(letters), SUPERUSER_URL=address)
            mark.touch()
        standing.open()
        standing.stop("worker")
        print(f"{letters} letters stand; load {os.getloadavg()[0]:.1f}", flush=True)
        door = Door(standing.port, standing.host)
        for asker, account in ASKERS.items():
            client = signed_in(door, f"{account}@{AGENCY}.example")
            for words, path in PAGES.items():
                asked: Asked = repeated(standing, client, path.format(middle=letters // 8), seconds / 4)
                print(f"{asker}: {words:24} {asked}", flush=True)
