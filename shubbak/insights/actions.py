"""The lines that reading leaves in the journal; this room writes nothing else."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shubbak.insights.rules import Asked
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact


@action
def note_export_begun(
    *, export_id: UUID, asked: Asked, form: str, rows: int, actor: Actor, at: datetime
) -> None:
    """Somebody takes a table away: of what, as which kind of file (`form`), how many rows it has now, why.

    Written and committed before the first byte leaves.
    """
    facts = {**asked.facts, "format": form, "rows": rows}
    about = export_name(export_id)
    record(what="export.begun", about=about, actor=actor, at=at, facts=facts, private=asked.private)


@action
def note_export_ended(*, export_id: UUID, rows: int, complete: bool, actor: Actor, at: datetime) -> None:
    """How many rows left, and whether the table was sent to its end."""
    facts = {"rows": rows, "complete": complete}
    record(what="export.ended", about=export_name(export_id), actor=actor, at=at, facts=facts)


def export_name(export_id: UUID) -> str:
    """What the journal calls an export."""
    return f"export/{export_id}"


@action
def note_consulted(*, part: str, wanted: Mapping[str, Fact], actor: Actor, at: datetime) -> None:
    """An auditor searched a part of the record (`journal`, `samples`, `rights`, `identities`), and for what.

    One line for a search, none for its further pages.
    """
    record(what="audit.consulted", about=f"audit/{part}", actor=actor, at=at, facts=wanted)
