"""That letters were packed for the archives."""

from datetime import datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor


@action
def note_transfer(*, letters: int, actor: Actor, at: datetime) -> None:
    """Somebody took a package of letters out of the house."""
    record(what="registry.transfer_packed", about="transfer", actor=actor, at=at, facts={"letters": letters})
