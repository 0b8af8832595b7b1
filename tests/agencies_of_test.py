"""Makes the agencies of the tests, as the owner of the database. Run by tests/cluster.py.

`bare`: a utility and a commune with nothing in them. `town`: the demonstration town, its staff and services,
without its history.
"""

import sys
from datetime import UTC, datetime
from typing import Any

import django
from django.core.management import call_command

OPENED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
PALETTE = {"accent": "#1f6f8b", "deep": "#12303f", "tint": "#e8f2f5", "rule": "#b9d4dc", "glow": "#7fc8dd"}


def described(kind: str, glyph: str, arabic: str, french: str) -> dict[str, Any]:
    name = {"ar": arabic, "fr": french, "en": french}
    return {
        "kind": kind,
        "name": name,
        "tagline": name,
        "user_word": {"ar": "مرتفق", "fr": "usager", "en": "user"},
        "country": "ma",
        "zone": "Africa/Casablanca",
        "currency": "MAD",
        "palette": PALETTE,
        "glyph": glyph,
    }


AGENCIES = {
    "miyah": described("utility", "drop", "وكالة المياه", "Régie de l'eau"),
    "madina": described("commune", "arch", "جماعة المدينة", "Commune de la ville"),
}


def make_bare() -> None:
    """Two agencies, each with its schema and nothing else."""
    from shubbak.agencies.actions import open_agency

    for code, description in AGENCIES.items():
        open_agency(code=code, host=f"{code}.localhost", at=OPENED, description=description)


def make_town() -> None:
    """The four bodies of the demonstration, opened the way a person's first start opens them."""
    from shubbak.config.demonstration import town

    for description in town.agencies_of_town():
        town.open_agency_of_town(description=description, at=OPENED)


if __name__ == "__main__":
    django.setup()
    call_command("migrate_schemas", shared=True, verbosity=0)
    {"bare": make_bare, "town": make_town}[sys.argv[1]]()
