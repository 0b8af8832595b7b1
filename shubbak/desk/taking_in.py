"""Taking a deposit in for somebody who calls, writes or comes: the draft between two requests."""

from uuid import UUID

from django.http import Http404

from shubbak.cases.actions import lay_paper, save_draft
from shubbak.cases.models import Case, Draft
from shubbak.cases.queries import draft_by_token
from shubbak.cases.rules import PersonFacts
from shubbak.catalogue.papers import policy_of
from shubbak.contact.actions import contact_became
from shubbak.desk.access import DeskRequest
from shubbak.desk.whole_form import WholeForm
from shubbak.documents.actions import store_upload
from shubbak.documents.rules import FileRefused
from shubbak.documents.wording import refusal_words

TOKENS = "desk_drafts"
"""Session key: tokens of the drafts that this session has begun, by id."""
_EXPECTED, _ENQUIRIES = "desk_expected_deposit", "desk_enquiries"
"""Session keys: the question out of which the next draft grows, and those of the drafts begun, by draft."""


def remember_draft(request: DeskRequest, draft: Draft, token: str) -> None:
    request.session[TOKENS] = {**request.session.get(TOKENS, {}), str(draft.pk): token}
    contact_id = request.session.pop(_EXPECTED, None)
    if contact_id is not None:
        request.session[_ENQUIRIES] = {**request.session.get(_ENQUIRIES, {}), str(draft.pk): contact_id}


def expect_deposit(request: DeskRequest, contact_id: int) -> None:
    """The next draft of this session grows out of a question that was kept."""
    request.session[_EXPECTED] = contact_id


def settle_enquiry(request: DeskRequest, draft: Draft, case: Case) -> None:
    """The question out of which a deposit grew is about its file from now on."""
    contact_id = request.session.get(_ENQUIRIES, {}).get(str(draft.pk))
    if contact_id is not None:
        visit = request.visit
        contact_became(contact_id=contact_id, case=case, staff=visit.staff, at=visit.at)


def draft_of(request: DeskRequest, draft_id: UUID) -> Draft:
    """The draft, if this session began it.

    :raises Http404: otherwise.
    """
    token = request.session.get(TOKENS, {}).get(str(draft_id))
    draft = draft_by_token(token, request.visit.at) if token else None
    if draft is None:
        raise Http404
    return draft


def keep(request: DeskRequest, draft: Draft, form: WholeForm, other: PersonFacts | None) -> None:
    """Keep what was typed and the files that came; a file that is refused says why at its box."""
    at = request.visit.at
    save_draft(draft=draft, answers=form.given_answers(), on_behalf_of=other, at=at)
    for requirement, upload, part in form.given_files():
        policy = policy_of(form.spec.documents[requirement])
        try:
            document = store_upload(
                stream=upload, name=upload.name or "file", allowed=policy, at=at, origin="desk"
            )
        except FileRefused as refused:
            part.add_error(form.field_of_paper(requirement), refusal_words(refused))
        else:
            lay_paper(draft=draft, requirement=requirement, document=document, at=at)
