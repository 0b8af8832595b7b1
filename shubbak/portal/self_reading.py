"""Taking what somebody read on their meters: looked at first, asked about if strange, then sent."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import get_language

from shubbak.agencies.queries import in_its_zone
from shubbak.documents.actions import store_upload
from shubbak.documents.rules import FileRefused
from shubbak.documents.wording import refusal_words
from shubbak.journal.rules import Actor
from shubbak.portal.reading_form import PHOTOS, ReadingForm, photo_name
from shubbak.utility.metering.actions import take_readings
from shubbak.utility.metering.examining import findings_of
from shubbak.utility.metering.known import Known, known_of
from shubbak.utility.metering.models import Campaign, Submission
from shubbak.utility.metering.queries import campaign_on, submission_of, suspension_now
from shubbak.utility.metering.rules import Intake, period_of
from shubbak.utility.metering.validation.shapes import Finding, Severity, Source
from shubbak.utility.metering.wording import Told, impossible_words, question_words
from shubbak.utility.subscriptions.models import Contract

Manner = tuple[str, str, str]


@dataclass
class Reading:
    """One visit to the page of a contract's meters."""

    contract: Contract
    at: datetime
    manner: Manner
    questions: dict[int, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return in_its_zone(self.at).date()

    @property
    def campaign(self) -> Campaign | None:
        return campaign_on(self.contract.point.sector, self.today)

    @property
    def is_open(self) -> bool:
        """Within the days of a campaign, or while nobody comes to read."""
        return self.campaign is not None or suspension_now() is not None

    @property
    def period(self) -> str:
        return self.campaign.period if self.campaign else period_of(self.today)

    def meters(self) -> list[Known]:
        """What stands there today, of a contract that runs."""
        running = self.contract.ends is None or self.contract.ends > self.today
        return [
            each for each in known_of([self.contract], self.today) if each.fitting.ends is None and running
        ]

    def send(self, form: ReadingForm) -> Submission | None:
        """The submission; None if something is wrong, or is asked before it goes: the form says what.

        Sent twice, it is taken once, whatever was asked in between.
        """
        if not form.is_valid():
            return None
        before = submission_of(form.cleaned_data["submission"])
        if before is not None:
            return before if before.contract_id == self.contract.pk else None
        photos = self._photos(form)
        if form.errors or not self._looks_right(form):
            return None
        intake = Intake(form.cleaned_data["submission"], Source.SELF, self.period, reader="portal")
        actor = Actor(kind="applicant", id=f"contract/{self.contract.number}", name="")
        said = form.said(self.today, photos)
        return take_readings(contract=self.contract, intake=intake, said=said, actor=actor, at=self.at)

    def _photos(self, form: ReadingForm) -> dict[int, UUID]:
        """Stored as they came; what was chosen before a question need not be chosen again."""
        kept: dict[int, UUID] = {}
        for known in form.known:
            meter, sent = known.fitting.meter_id, form.cleaned_data.get(photo_name(known.fitting.meter_id))
            before = form.photo_kept(meter)
            try:
                if sent is not None:
                    kept[meter] = self._stored(sent)
                    form.keep_photo(meter, kept[meter])
                elif before is not None:
                    kept[meter] = before
            except FileRefused as refused:
                form.add_error(photo_name(meter), refusal_words(refused))
        return kept

    def _stored(self, sent: object) -> UUID:
        name = str(getattr(sent, "name", ""))
        language = get_language() or ""
        document = store_upload(stream=sent, name=name, allowed=PHOTOS, at=self.at, language=language)  # type: ignore[arg-type]  # Django's file reads as a stream
        return document.pk

    def _looks_right(self, form: ReadingForm) -> bool:
        """Whether nothing is impossible, and what is strange was confirmed."""
        intake = Intake(form.cleaned_data["submission"], Source.SELF, self.period)
        by_meter = {known.fitting.meter_id: known for known in form.known}
        for said in form.said(self.today, {}):
            known = by_meter[said.meter_id]
            beside = [other for other in form.known if other is not known]
            found = findings_of(known, said, intake, self.today, beside=beside, campaign=self.campaign)
            self._tell(form, Told(known, said.index, self.period, self.manner), found)
        if form.errors:
            return False
        asked = ",".join(f"{meter}:{index}" for meter, index in sorted(form.indexes().items()))
        if not self.questions or form.is_sure_of(asked):
            return True
        form.ask_to_be_sure(asked)
        return False

    def _tell(self, form: ReadingForm, told: Told, found: tuple[Finding, ...]) -> None:
        meter = told.known.fitting.meter_id
        refused = [finding for finding in found if finding.severity is Severity.REJECT]
        if refused:
            form.refuse(meter, impossible_words(refused[0], told))
        elif words := question_words(found, told):
            self.questions[meter] = words
