"""The plan of an urban agency of the town: a small one, made up."""

from datetime import datetime
from pathlib import Path

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.journal.rules import SYSTEM
from shubbak.planning.zoning.actions import import_plan

FOLDER = Path(__file__).resolve().parent / "zones"


def lay_plan(*, agency: Agency, now: datetime) -> None:
    """Take in the zones that stand beside the town for this body, if any do."""
    file = FOLDER / f"{agency.code}.geojson"
    if file.is_file():
        look_at(agency)
        import_plan(file=file.read_bytes(), actor=SYSTEM, at=now)
