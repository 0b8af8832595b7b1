"""Taking a deposit in for somebody who calls, writes or comes: the draft between two requests."""

from uuid import UUID

from django.http import Http404

from shubbak.cases.actions import lay_paper, save_draft
from shubbak.cases.models import Draft
from shubbak.cases.queries import draft_by_token
from shubbak.cases.rules import PersonFacts
from shubbak.catalogue.papers import policy_of
from shubbak.desk.access import DeskRequest
from shubbak.desk.whole_form import WholeForm
from shubbak.documents.actions import store_upload
from shubbak.documents.rules import FileRefused
from shubbak.documents.wording import refusal_words

TOKENS = "desk_drafts"
"""Session key: tokens of the drafts that this session has begun, by id."""


def remember_draft(request: DeskRequest, draft: Draft, token: str) -> None:
    request.session[TOKENS] = {**request.session.get(TOKENS, {}), str(draft.pk): token}


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
