"""What somebody types of all the meters of a contract, and sends as one submission."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.documents.rules import FORMATS, FilePolicy
from shubbak.foundation.text import to_western_digits
from shubbak.utility.metering.known import Known
from shubbak.utility.metering.rules import Said

PHOTOS = FilePolicy(("jpeg", "png", "webp"), 12_000_000, 1)
_WHOLE = 1000
_BOX = {"dir": "ltr", "class": "dials", "inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]*"}
_SALT = "shubbak.portal.reading"


class ReadingForm(forms.Form):
    """For each meter an index in whole units and a photograph; a meter that is left out is not read.

    A photograph that was stored before a question was asked comes back as a signed reference.
    """

    submission = forms.UUIDField(widget=forms.HiddenInput)
    sure = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, known: Sequence[Known], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"submission": uuid4()})
        self.known = known
        for each in known:
            self._add(each)

    def _add(self, known: Known) -> None:
        meter = known.fitting.meter
        index = forms.CharField(
            label=_("The index now"), max_length=30, required=False, widget=forms.TextInput(attrs=_BOX)
        )
        index.among = True  # type: ignore[attr-defined]  # one meter at least is read
        self.fields[index_name(meter.pk)] = index
        extensions = ",".join(f".{ext}" for code in PHOTOS.formats for ext in FORMATS[code].extensions)
        self.fields[photo_name(meter.pk)] = forms.FileField(
            label=_("Photograph of the meter"),
            required=False,
            widget=forms.FileInput(attrs={"accept": f"image/*,{extensions}", "capture": "environment"}),
        )
        self.fields[kept_name(meter.pk)] = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = [each for each in self.known if cleaned.get(index_name(each.fitting.meter_id), "").strip()]
        if not typed:
            self.add_error(
                index_name(self.known[0].fitting.meter_id), gettext("Write the index that the meter shows.")
            )
        for each in typed:
            self._read(index_name(each.fitting.meter_id), cleaned)
        return cleaned

    def _read(self, name: str, cleaned: dict[str, Any]) -> None:
        plain = re.sub(r"\s", "", to_western_digits(cleaned[name]))
        if plain.isdecimal() and len(plain) <= 12:
            cleaned[name] = int(plain) * _WHOLE
        else:
            self.add_error(name, gettext("Write the black figures only, without a comma, such as 1345."))

    def indexes(self) -> Mapping[int, int]:
        """What was typed, in thousandths, by meter."""
        found = {
            each.fitting.meter_id: self.cleaned_data.get(index_name(each.fitting.meter_id))
            for each in self.known
        }
        return {meter: index for meter, index in found.items() if isinstance(index, int)}

    def said(self, on: date, photos: Mapping[int, UUID]) -> list[Said]:
        return [Said(meter, index, on, photos.get(meter)) for meter, index in self.indexes().items()]

    def photo_kept(self, meter: int) -> UUID | None:
        """A photograph that came with an earlier turn of this very submission."""
        try:
            told = signing.loads(self.data.get(kept_name(meter), ""), salt=_SALT)
        except signing.BadSignature:
            return None
        return UUID(told[1]) if told[0] == str(self.data.get("submission")) else None

    def keep_photo(self, meter: int, document: UUID) -> None:
        self._hold(
            kept_name(meter), signing.dumps([str(self.data.get("submission")), str(document)], salt=_SALT)
        )

    def ask_to_be_sure(self, asked: str) -> None:
        """Confirming is confirming these very figures."""
        self._hold("sure", asked)

    def is_sure_of(self, asked: str) -> bool:
        return "confirm" in self.data and self.data.get("sure") == asked

    def refuse(self, meter: int, words: str) -> None:
        self.add_error(index_name(meter), words)

    def _hold(self, name: str, value: str) -> None:
        sent: Any = self.data.copy()  # type: ignore[attr-defined]  # a browser's, not any mapping
        sent[name] = value
        self.data = sent


def index_name(meter: int) -> str:
    return f"index_{meter}"


def photo_name(meter: int) -> str:
    return f"photo_{meter}"


def kept_name(meter: int) -> str:
    return f"kept_{meter}"
