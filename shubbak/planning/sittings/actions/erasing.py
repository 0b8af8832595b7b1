"""What goes of sittings with an erased file: words and papers. Who said which value stays."""

from datetime import datetime

from shubbak.cases.models import Case
from shubbak.documents.actions import erase_documents
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor
from shubbak.planning.sittings.models import AgendaItem, Conflict, Lifting, Minutes, Opinion, Reservation


@action
def erase(case: Case, actor: Actor, at: datetime) -> None:  # noqa: ARG001  the shape of an eraser
    items = AgendaItem.objects.filter(case=case)
    Opinion.objects.filter(item__in=items).update(reasons="", erased_at=at)
    Reservation.objects.filter(opinion__item__in=items).update(words="", erased_at=at)
    lifted = Lifting.objects.filter(reservation__opinion__item__in=items)
    lifted.update(words="", paper=None, by="", by_name="", erased_at=at)
    Conflict.objects.filter(item__in=items).update(words="", erased_at=at)
    items.update(designer="")
    kept = Minutes.objects.filter(item__in=items, document__isnull=False)
    papers = list(kept.values_list("document", flat=True))
    kept.update(document=None)
    erase_documents(ids=papers, at=at)
