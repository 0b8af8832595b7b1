"""Joins the style sheets into the two that pages link: ``site.css`` for the portal, ``desk.css`` for staff.

Run ``python -m shubbak.portal.bundle`` after a change; a test compares the result with the sources.
"""

import re
from pathlib import Path

SOURCES = Path(__file__).parent / "css"
TARGET = Path(__file__).parent / "static" / "shubbak"
LAYERS = "@layer reset,tokens,base,layout,parts,pages,print;"
BASE = ("reset", "tokens", "fonts", "base", "layout")
PARTS = (
    "masthead",
    "button",
    "field",
    "choice",
    "error",
    "notice",
    "tag",
    "progress",
    "timeline",
    "calendar",
    "panel",
    "asked",
    "footer",
)
BUNDLES = {
    "site.css": (
        *BASE,
        *PARTS,
        "hero",
        "home",
        "receipt",
        "reading",
        "bill",
        "token",
        "picture",
        "extract",
        "forced",
        "print",
    ),
    "desk.css": (*BASE, *PARTS, "staff", "table", "bulk", "receipt", "forced", "print"),
}


def shrunk(sheet: str) -> str:
    """A style sheet without comments and without the white space that only people need."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"\s+", " ", sheet)
    sheet = re.sub(r"\s*([{};,])\s*", r"\1", sheet)
    return re.sub(r"([a-z-]):\s+", r"\1:", sheet).replace(";}", "}").strip()


def bundle(name: str) -> str:
    """The text of the bundle ``name``, one of :data:`BUNDLES`."""
    sheets = [(SOURCES / f"{part}.css").read_text(encoding="utf-8") for part in BUNDLES[name]]
    return LAYERS + "".join(shrunk(sheet) for sheet in sheets) + "\n"


def write() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in BUNDLES:
        (TARGET / name).write_text(bundle(name), encoding="utf-8")


if __name__ == "__main__":
    write()
