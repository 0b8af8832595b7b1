"""Where a file stands, on a machine that others use too: no name, no subject, no answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.cases.actions import case_by_number_and_code
from shubbak.cases.models import Case
from shubbak.cases.publicity import standing_of
from shubbak.cases.publicity.scanned import case_by_receipt
from shubbak.cases.queries import tracking_view
from shubbak.foundation.localized import pick
from shubbak.foundation.text import long_date

_LONGEST = 400
"""A receipt is an address of some 230 signs."""


@dataclass(frozen=True)
class KioskStage:
    title: str
    mark: str


@dataclass(frozen=True)
class KioskFile:
    """`standing` is said of it in words; `due` until when the body answers, `asked` what it waits for."""

    number: str
    service: str
    unit: str
    tint: str
    standing: str
    stages: Sequence[KioskStage]
    due: str
    asked: Sequence[str]


class KioskForm(forms.Form):
    """A receipt as the scanner types it, or number and code; the machine remembers nothing of them."""

    number = forms.CharField(
        label=_("Hold your receipt under the reader, or type the number of the file"),
        max_length=_LONGEST,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autofocus": True}),
        error_messages={"required": _("Scan your receipt, or type the number that stands on it.")},
    )
    code = forms.CharField(
        label=_("Tracking code"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "inputmode": "numeric"}),
    )

    @property
    def is_scanned(self) -> bool:
        """A receipt is long, and needs no code."""
        return len("".join(self.cleaned_data["number"].split())) > 100

    def clean(self) -> dict[str, str]:
        typed: dict[str, str] = super().clean() or {}
        if typed.get("number") and not self.is_scanned and not typed.get("code"):
            self.add_error("code", gettext("Type the tracking code that stands on the receipt."))
        return typed


def found_by(form: KioskForm, *, origin: str, at: datetime) -> Case | None:
    """The file of what was scanned or typed.

    :raises TooManyTries: after five wrong codes within an hour.
    """
    typed = form.cleaned_data
    if form.is_scanned:
        return case_by_receipt(typed["number"])
    return case_by_number_and_code(number=typed["number"], code=typed["code"], at=at, origin=origin)


def kiosk_file(case: Case, at: datetime) -> KioskFile:
    """What the machine shows of a file."""
    agency, language = current_agency(), get_language() or "ar"
    view = tracking_view(case, language, at)
    standing = "closed" if case.closed_at else standing_of(case.state, view.spec)
    now = next(stage for stage, _ in view.stages if stage.mark == "now")
    words = {
        "closed": gettext("This file is closed."),
        "ready": gettext("Ready to be collected"),
        "waiting": gettext("Waiting for you"),
    }
    promise = None if view.is_out else view.promise
    due = in_its_zone(promise.due).date() if promise else None
    stages = view.spec.stages(case.state, "")
    return KioskFile(
        number=view.number,
        service=view.service,
        unit=view.unit_name,
        tint={"ready": "done", "waiting": "risk"}.get(standing, ""),
        standing=words.get(standing) or pick(now.note or now.title, language),
        stages=[KioskStage(pick(stage.title, language), stage.mark) for stage in stages],
        due=long_date(due, language, agency.country, agency.digits) if due else "",
        asked=[item.title for item in view.asked if item.title],
    )
