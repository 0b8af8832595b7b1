"""What exactly a member signs: everything that an opinion says, in its one canonical writing.

The digest stands in the row and in the line of the journal, whose checkpoints the signer signs: whoever
alters a row afterwards is found by `audit`, whoever alters both by anybody who keeps a checkpoint.
"""

from datetime import UTC, datetime

from shubbak.foundation.canonical import Value
from shubbak.planning.sittings.models import Opinion
from shubbak.planning.sittings.rules import OpinionFacts, ReservationFacts, digest_of


def opinion_digest(opinion: Opinion, number: str, facts: OpinionFacts) -> str:
    """SHA-256 of file, item, body, seat, value, reasons, ground, reservations and time."""
    said: dict[str, Value] = {
        "file": number,
        "item": str(opinion.item_id),
        "body": opinion.body_id,
        "seat": opinion.seat_id,
        "value": facts.value,
        "reasons": facts.reasons,
        "ground": facts.ground,
        "reservations": [[each.severity, each.words] for each in facts.reservations],
        "replaces": str(opinion.replaces_id or ""),
        "at": _moment(opinion.at),
    }
    return digest_of(said)


def facts_of(opinion: Opinion) -> OpinionFacts:
    """What a kept opinion says."""
    reservations = [ReservationFacts(each.words, each.severity) for each in opinion.reservations.all()]
    return OpinionFacts(opinion.value, opinion.reasons, reservations, opinion.ground)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
