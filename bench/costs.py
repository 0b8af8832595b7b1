"""What processes use: processor time and memory, read from /proc (Linux)."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(pid: int) -> float:
    """User and system time of a process and its children, those that ended included."""
    return sum(sum(int(field) for field in fields[12:16]) for fields in _tree(pid)) / _TICKS


def proportional_megabytes(pid: int) -> float:
    """Memory of a process and its children, what several share being divided among them (PSS)."""
    return sum(_proportional(fields[0]) for fields in _tree(pid)) / 1024


def _tree(pid: int) -> list[list[str]]:
    """/proc/<pid>/stat of the process and all below it, without names: pid, state, parent, … (proc(5))."""
    stats = _all_stats()
    found = [stats[str(pid)]] if str(pid) in stats else []
    for fields in found:
        found.extend(other for other in stats.values() if other[2] == fields[0])
    return found


def _all_stats() -> dict[str, list[str]]:
    stats = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            text = (folder / "stat").read_text()
        except OSError:
            continue  # it ended meanwhile
        stats[folder.name] = [folder.name, *text.rpartition(")")[2].split()]
    return stats


def _proportional(pid: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
