"""Files of a scanner that a clerk adds: each is taken, known already, or refused with its reason."""

from django.contrib import messages
from django.utils.translation import gettext, ngettext

from shubbak.desk.access import DeskRequest
from shubbak.documents.rules import FileRefused, normalised_name
from shubbak.documents.wording import refusal_words
from shubbak.foundation.text import isolate
from shubbak.registry.models import ScanBatch
from shubbak.registry.scans.actions.batches import take_batch


def take_files(request: DeskRequest) -> None:
    visit, taken = request.visit, 0
    given = request.FILES.getlist("scans")
    for file in given:
        name = normalised_name(file.name or "")
        try:
            batch = take_batch(
                stream=file, name=name, source=ScanBatch.Source.DESK, staff=visit.staff, at=visit.at
            )
        except FileRefused as refused:
            messages.error(request, f"{isolate(name)}: {refusal_words(refused)}")
            continue
        if batch.came_at == visit.at:
            taken += 1
        else:
            messages.warning(request, gettext("%(name)s came already.") % {"name": isolate(name)})
    if taken:
        said = ngettext(
            "%(count)s file is taken. Its letters stand here within a minute or two.",
            "%(count)s files are taken. Their letters stand here within a minute or two.",
            taken,
        )
        messages.success(request, said % {"count": taken})
    if not given:
        messages.error(request, gettext("Choose a file."))
