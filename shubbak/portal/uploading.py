"""Files that come in pieces for a deposit that is being written; finished, they lie beside its draft."""

from uuid import UUID

from shubbak.cases.actions import lay_paper
from shubbak.catalogue.papers import policy_of
from shubbak.catalogue.spec import Question
from shubbak.documents.actions import begin_upload, continue_upload, finish_upload, forget_upload
from shubbak.documents.models import Document, Upload
from shubbak.documents.queries import upload_bound_to
from shubbak.documents.rules import FilePolicy, FileRefused, Refusal
from shubbak.journal.actions import action
from shubbak.portal.depositing import Writing, begun, draft_in


def begin(writing: Writing, requirement: str, name: str, length: int, mark: str) -> tuple[Writing, Upload]:
    """Begin a file for a paper that the form asks for; the draft begins with it if it has not yet.

    :raises LookupError: if the form asks for no such paper, or is deposited.
    :raises FileRefused: for its name, its length, or the files that lie there already.
    """
    asked = _question(writing, requirement)
    if writing.draft is not None and writing.draft.case_id:
        raise LookupError(requirement)
    if writing.papers[requirement] >= asked.max_files:
        raise FileRefused(Refusal.TOO_MANY, count=asked.max_files)
    writing = begun(writing)
    upload = begin_upload(
        bound_to=draft_in(writing).pk,
        requirement=requirement,
        name=name,
        length=length,
        allowed=_policy(writing, requirement),
        at=writing.at,
        mark=mark,
    )
    return writing, upload


def upload_of(writing: Writing, upload_id: UUID) -> Upload | None:
    """An upload of this very draft."""
    draft = writing.draft
    if draft is None or draft.case_id:
        return None
    return upload_bound_to(upload_id, draft.pk)


def add(writing: Writing, upload: Upload, offset: int, content: bytes) -> Upload:
    """Add a piece; the last one lays the file beside the draft, in the same transaction.

    :raises UploadGone, WrongOffset, TooMuch: as `continue_upload`.
    :raises FileRefused: if the whole is not what it says; the upload is forgotten then.
    """
    try:
        return _added(writing, upload, offset, content)
    except FileRefused:
        forget_upload(upload=upload)
        raise


@action
def _added(writing: Writing, upload: Upload, offset: int, content: bytes) -> Upload:
    upload = continue_upload(upload=upload, offset=offset, content=content, at=writing.at)
    if upload.is_whole and content:
        _lay(writing, upload)
    return upload


def _lay(writing: Writing, upload: Upload) -> None:
    draft, allowed = draft_in(writing), _policy(writing, upload.requirement)
    document = finish_upload(upload=upload, allowed=allowed, at=writing.at, language=draft.language)
    if not _is_laid(writing, upload.requirement, document):
        lay_paper(draft=draft, requirement=upload.requirement, document=document, at=writing.at)


def _is_laid(writing: Writing, requirement: str, document: Document) -> bool:
    laid = {(paper.requirement, paper.document.file_id) for paper in draft_in(writing).papers.all()}
    return (requirement, document.file_id) in laid


def _policy(writing: Writing, requirement: str) -> FilePolicy:
    return policy_of(writing.spec.documents.get(requirement))


def _question(writing: Writing, requirement: str) -> Question:
    asked = (question for page in writing.pages for question in page.questions)
    found = next((question for question in asked if requirement and question.document == requirement), None)
    if found is None:
        raise LookupError(requirement)
    return found
