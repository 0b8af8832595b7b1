"""A harmful program found in a paper of the file: the unit is told, and the person is asked for it again.

The clocks go on: the deposit stands as it was registered.
"""

from datetime import datetime

from django.utils.translation import gettext, override

from shubbak.cases.actions.advance import load
from shubbak.cases.actions.correspondence import write_by_itself
from shubbak.cases.actions.effects import notify_in_charge
from shubbak.cases.actions.history import remember
from shubbak.cases.actions.reading import forget_texts
from shubbak.cases.models import Case, CasePaper, DraftPaper
from shubbak.documents.models import Document
from shubbak.foundation.text import isolate
from shubbak.journal.actions import action
from shubbak.journal.rules import SYSTEM


@action
def paper_is_infected(document: Document, at: datetime) -> None:
    """Say so on every file that the paper lies on; a draft loses it, and its review says what is missing."""
    DraftPaper.objects.filter(document=document).delete()
    papers = CasePaper.objects.select_related("case").filter(document=document)
    forget_texts(papers=papers)
    for paper in papers:
        _say_so(load(paper.case), document, at)


def _say_so(case: Case, document: Document, at: datetime) -> None:
    facts = {"document": str(document.pk)}
    remember(case, "infected", actor=SYSTEM, at=at, words=document.name, facts=facts)
    notify_in_charge(case, "infected", SYSTEM, at)
    if case.closed_at or document.direction != Document.Direction.IN:
        return
    with override(case.language):
        words = gettext(
            "We could not open the file %(name)s: a harmful program was found in it. Your deposit keeps its"
            " number and its date. Send this paper again, as a new photograph, from the page of your file."
        ) % {"name": isolate(document.name)}
    write_by_itself(case=case, words=words, at=at)
