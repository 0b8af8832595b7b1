"""Who comes to the letters that leave: whoever writes letters. What each may do with one, the domain says."""

from uuid import UUID

from django.http import Http404

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import Door, P, View, Visit, hidden
from shubbak.documents.sealing import seal_warning
from shubbak.documents.wording import seal_words
from shubbak.registry.models import Addressee, Draft
from shubbak.registry.permissions import drafts_letters, leads_body, reads_registers, sends_letters
from shubbak.registry.queries import draft_visible


def letter_writers(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: drafts_letters(visit.roles))


def letter_senders(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: sends_letters(visit.roles))


def here(visit: Visit) -> str:
    """Under which part of the desk these pages stand."""
    return "registry" if reads_registers(visit.roles) else "letters"


def seal_notice(visit: Visit) -> str:
    """What whoever signs letters of the body, or of a unit, should know of its seal before they sign."""
    signs = leads_body(visit.roles) or bool(visit.roles.headed)
    warning = seal_warning(current_agency(), visit.at) if signs else None
    return seal_words(warning) if warning else ""


def the_draft(visit: Visit, draft_id: UUID) -> Draft:
    """:raises Http404: if there is none that the asker may see."""
    found = draft_visible(draft_id, visit.staff.pk, visit.roles)
    if found is None:
        raise Http404
    return found


def the_addressee(addressee_id: int) -> Addressee:
    """:raises Http404: if there is none."""
    known = Addressee.objects.select_related("correspondent", "draft__letter__entry__series__register")
    found = known.filter(pk=addressee_id).first()
    if found is None:
        raise Http404
    return found
