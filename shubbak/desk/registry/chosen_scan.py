"""The scan of a letter that is being entered: from the tray, kept since the form was shown, or chosen now."""

from typing import Any
from uuid import UUID

from django.contrib import messages

from shubbak.catalogue.papers import policy_of
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.words import REGISTRY
from shubbak.desk.registry.forms import ArrivalForm
from shubbak.desk.registry.scan_proposed import ProposalShown, proposals_shown
from shubbak.desk.registry.scan_shown import PartShown, part_shown
from shubbak.documents.actions import store_upload
from shubbak.documents.models import Document
from shubbak.documents.rules import FileRefused
from shubbak.documents.wording import refusal_words
from shubbak.registry.models import ScanPart
from shubbak.registry.rules import RegistryRefused
from shubbak.registry.scans.actions.parts import keep_chosen
from shubbak.registry.scans.queries import part_before


class ChosenScan:
    """What lies beside one form; a file that is chosen anew takes the place of what lay there."""

    def __init__(self, request: DeskRequest, form: ArrivalForm) -> None:
        self.visit: Visit = request.visit
        self.form = form
        asked = request.POST if form.is_bound else request.GET
        self.asked = str(asked.get("part", ""))
        self.part = _part(self.asked, self.visit)
        self._stored: Document | None = None
        if self.asked and self.part is None and not form.is_bound:
            messages.error(request, str(REGISTRY["scan_settled"]))

    @property
    def shown(self) -> PartShown | None:
        self.form.has_scan = self.part is not None
        return part_shown(self.part, self.visit.at) if self.part else None

    @property
    def proposed(self) -> list[ProposalShown]:
        """What was read on it."""
        return proposals_shown(self.part, self.visit.at) if self.part else []

    @property
    def used(self) -> ScanPart | None:
        """The part that becomes the letter, unless a file is chosen.

        :raises RegistryRefused: ``scan_settled`` if somebody was faster.
        """
        if self._upload is not None:
            return None
        if self.asked and self.part is None:
            raise RegistryRefused("scan_settled")
        return self.part

    def papers(self) -> tuple[UUID, ...]:
        """The papers of the letter.

        :raises FileRefused: of a file that is chosen.
        """
        if self._upload is not None:
            return (self._document().pk,)
        return (self.part.document_id,) if self.part and self.part.document_id else ()

    def keep(self) -> None:
        """Before the form is shown again: what was chosen need not be chosen twice."""
        if not self.form.is_bound or self._upload is None:
            return
        try:
            document = self._document()
        except FileRefused as refused:
            if "scan" not in self.form.errors:
                self.form.add_error("scan", refusal_words(refused))
            return
        kept = keep_chosen(document=document, staff=self.visit.staff, at=self.visit.at)
        self.part = part_before(kept.pk, self.visit.staff)

    @property
    def _upload(self) -> Any:
        return self.form.files.get("scan") if self.form.is_bound else None

    def _document(self) -> Document:
        if self._stored is None:
            self._stored = store_upload(
                stream=self._upload,
                name=self._upload.name,
                allowed=policy_of(None),
                at=self.visit.at,
                origin="desk",
            )
        return self._stored


def _part(asked: str, visit: Visit) -> ScanPart | None:
    try:
        found = part_before(UUID(asked), visit.staff)
    except ValueError:
        return None
    return found if found is not None and found.state == ScanPart.State.WAITING else None
