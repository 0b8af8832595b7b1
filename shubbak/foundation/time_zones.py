"""Which copy of the world's time zones counts: the system's, or the newest of it and the `tzdata` package.

Countries move their clocks by decree; a copy that is too old, or one that foresees what no decree has said
yet, makes a wrong due time. The installation chooses with ``SHUBBAK_TIME_ZONES``: ``system`` (the default),
or ``newest``. Called before anything looks at a zone.
"""

import zoneinfo
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path

SETTING = "SHUBBAK_TIME_ZONES"
SYSTEM, NEWEST = "system", "newest"
_DAY, _QUARTER = 86_400, 900
OWN: str = import_module("tzdata").IANA_VERSION


def version_in(folder: Path) -> str:
    """The IANA version of a folder of zones, such as ``2026a``; empty where it does not say."""
    for name in ("+VERSION", "tzdata.zi"):
        try:
            with open(folder / name, encoding="ascii") as text:
                return text.readline().removeprefix("# version").strip()
        except OSError:
            continue
    return ""


def newest_path(folders: Sequence[str], own: str = OWN) -> tuple[str, ...]:
    """Where to look for zones: the folders of the system, or nowhere, which leaves the package's own copy.

    The first folder that exists is the one Python reads. One that does not say its version is taken for old.
    """
    first = next((Path(folder) for folder in folders if Path(folder).is_dir()), None)
    if first is not None and version_in(first) >= own:
        return tuple(folders)
    return ()


def settle(choice: str, folders: Sequence[str] | None = None) -> None:
    """Let this process read the copy that the installation chose.

    :raises ValueError: for a choice that is none.
    """
    if choice not in ("", SYSTEM, NEWEST):
        raise ValueError(f"{SETTING} is {SYSTEM} or {NEWEST}, not {choice!r}")
    if choice == NEWEST:
        zoneinfo.reset_tzpath(newest_path(zoneinfo.TZPATH if folders is None else folders))
        zoneinfo.ZoneInfo.clear_cache()


@cache
def offsets(zone: str, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """From which instant (Unix seconds) how many minutes a zone is ahead of UTC, from one year to another."""
    start, end = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (first, last))
    known = [(start, _minutes_ahead(zone, start))]
    for day in range(start, end, _DAY):
        if _minutes_ahead(zone, day + _DAY) == known[-1][1]:
            continue
        moved = next(
            t for t in range(day, day + _DAY + 1, _QUARTER) if _minutes_ahead(zone, t) != known[-1][1]
        )
        known.append((moved, _minutes_ahead(zone, moved)))
    return tuple(known)


def _minutes_ahead(zone: str, instant: int) -> int:
    ahead = datetime.fromtimestamp(instant, zoneinfo.ZoneInfo(zone)).utcoffset()
    return int(ahead.total_seconds() // 60) if ahead else 0
