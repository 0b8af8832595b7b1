"""What a member of staff has typed for the acts of a file, and not sent yet."""

from collections.abc import Mapping

from shubbak.cases.models import Case, UnsentAct
from shubbak.people.models import Staff


def unsent_acts(staff: Staff, case: Case) -> Mapping[str, UnsentAct]:
    """By act, the latest first; nobody sees what another has not sent."""
    found = UnsentAct.objects.filter(staff=staff, case=case).order_by("-saved_at")
    return {kept.act: kept for kept in found}
