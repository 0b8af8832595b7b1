"""Each room has its page, and no file has a name that says nothing."""

from pathlib import Path

from tests.architecture.sources import modules, place, rooms

EMPTY_NAMES = {"utils", "helpers", "common", "services", "managers", "misc"}


def faults(root: Path) -> list[str]:
    """Rooms without a README, files called utils and the like."""
    missing = [
        f"{room.relative_to(root)}: a room has a README.md" for room in rooms(root) if not _has_page(room)
    ]
    named = [
        f"{place(root, path)}: a file is named for what it holds"
        for path in modules(root)
        if EMPTY_NAMES & {path.stem, *path.parent.relative_to(root).parts}
    ]
    return missing + named


def _has_page(room: Path) -> bool:
    page = room / "README.md"
    return page.exists() and bool(page.read_text(encoding="utf-8").strip())
