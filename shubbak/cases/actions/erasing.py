"""What the law lets go of a file. Its number, its dates, its service and its result stay, and name nobody."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from shubbak.cases.actions.advance import load
from shubbak.cases.extension import erasers
from shubbak.cases.indexing import KIND, WRITTEN
from shubbak.cases.models import (
    AccessLink,
    Case,
    CaseEvent,
    CaseLetter,
    CasePaper,
    Correspondence,
    Decision,
    Draft,
    DraftPaper,
    LetterNumber,
    Note,
    Observation,
    Submission,
    Telling,
    UnsentAct,
)
from shubbak.cases.queries.mail import letters_kept
from shubbak.cases.rules import Refused
from shubbak.documents.actions import erase_documents
from shubbak.journal.actions import action, erase_lines, record
from shubbak.journal.rules import Actor
from shubbak.notifications.actions import erase_messages
from shubbak.people.actions import erase_person
from shubbak.registry.actions import erase_letter, erase_words
from shubbak.registry.models import Letter
from shubbak.search.actions import forget

ERASED_TITLE = {"ar": "ملف مُحي محتواه", "fr": "Dossier dont le contenu est effacé", "en": "Erased file"}
_STATED = frozenset({"registry.entered"})
"""Acts whose facts name nobody and are opened to whoever verifies a receipt."""
_SAID = (Correspondence, Note, Telling, Decision, AccessLink, UnsentAct)


@action
def erase_case(*, case: Case, actor: Actor, at: datetime) -> bool:
    """Erase persons, answers, papers, messages, words and journal contents of a closed file.

    The line of the register, the receipt, the dates of each step and the salted commitments of the journal
    stay, so that every proof stays valid. False if it was erased already.

    :raises Refused: ``open``.
    """
    fresh = load(case)
    if fresh.erased_at is not None:
        return False
    if fresh.closed_at is None:
        raise Refused("open")
    for erase in erasers():
        erase(fresh, actor, at)
    _erase_papers(fresh, actor, at)
    _erase_words(fresh)
    for person in filter(None, (fresh.applicant, fresh.submitter)):
        erase_person(person=person, actor=actor, at=at)
    _blank(fresh, at)
    erase_messages(kind="case", ids=[str(fresh.pk)])
    for kind in (KIND, WRITTEN):
        forget(kind=kind, ref=fresh.pk)
    erase_lines(about=fresh.number, keep=_STATED, actor=actor, at=at)
    record(what="case.erased", about=fresh.number, actor=actor, at=at)
    return True


@action
def erase_letters(*, case: Case, letters: Iterable[UUID], actor: Actor, at: datetime) -> None:
    """Erase letters of a file and those that answer them. What another file or a hold keeps stays."""
    asked, gone = set(letters), set[UUID]()
    while asked:
        asked -= gone | letters_kept(asked, besides=case)
        for letter in Letter.objects.filter(pk__in=asked).select_related("entry__series__register"):
            erase_letter(letter=letter, actor=actor, at=at)
        gone |= asked
        asked = set(Letter.objects.filter(in_reply_to__in=asked).values_list("pk", flat=True))


def _erase_papers(case: Case, actor: Actor, at: datetime) -> None:
    """With the letters that lie in the file."""
    drafts = Draft.objects.filter(case_id=case.pk)
    laid = DraftPaper.objects.filter(draft__in=drafts)
    papers = CasePaper.objects.filter(case=case)
    held = papers.select_for_update().values_list("document", flat=True)
    documents = {*held, *laid.values_list("document", flat=True)}
    papers.delete()
    laid.delete()
    drafts.delete()
    erase_letters(case=case, letters=case.mail.values_list("letter", flat=True), actor=actor, at=at)
    erase_documents(ids=documents, at=at)


def _erase_words(case: Case) -> None:
    """What was said and written. Letters that have a number in the register keep it, and say nothing."""
    for said in _SAID:
        said.objects.filter(case=case).delete()
    Observation.objects.filter(case=case).delete()
    CaseLetter.objects.filter(case=case, outgoing=None).delete()
    CaseLetter.objects.filter(case=case).update(facts={}, by="")
    sent = LetterNumber.objects.filter(letter__case=case).values_list("entry", flat=True)
    erase_words(entries=[case.entry_id, *sent])
    CaseEvent.objects.filter(case=case).update(words="", facts={}, actor_id="", actor_name="")


def _blank(case: Case, at: datetime) -> None:
    """The row itself. Without its nonce the digest in the register cannot be guessed from answers; a new
    generation shuts every code and link.
    """
    Submission.objects.filter(case_id=case.pk).delete()
    Case.objects.filter(pk=case.pk).update(
        title=ERASED_TITLE,
        answers={},
        manifest_nonce=b"",
        code_generation=case.code_generation + 1,
        erased_at=at,
    )
