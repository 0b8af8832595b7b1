"""Which copy of the world's time zones counts: the system's, or the newest of it and the `tzdata` package.

Countries move their clocks by decree; a copy that is too old, or one that foresees what no decree has said
yet, makes a wrong due time. The installation chooses with ``SHUBBAK_TIME_ZONES``: ``system`` (the default),
or ``newest``. Called before anything looks at a zone.
"""

import zoneinfo
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

SETTING = "SHUBBAK_TIME_ZONES"
SYSTEM, NEWEST = "system", "newest"
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
