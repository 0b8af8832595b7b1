"""The file of a receipt: whoever holds its signed code in hand may know where the file stands."""

from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case
from shubbak.registry.books.verifying import issued

_SHOWN = ("service_version", "unit", "entry__receipt")


def case_by_receipt(typed: str) -> Case | None:
    """The file of a receipt as scanned or typed; None for one that is not ours, forged, or of no file."""
    found = issued(typed)
    if found.issue != "genuine" or found.facts is None or found.facts.agency != current_agency().pk:
        return None
    receipt = found.facts.receipt_id
    return Case.objects.select_related(*_SHOWN).filter(entry__receipt_id=receipt).first()
