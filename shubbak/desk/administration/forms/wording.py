"""The agency's own words: of letters, and text blocks for answers."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext

from shubbak.agencies.queries import current_agency
from shubbak.catalogue.models import AnswerBlock
from shubbak.catalogue.queries import services_listed
from shubbak.catalogue.spec import Letter
from shubbak.catalogue.wording import OF_BLOCKS
from shubbak.desk.access import Visit
from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import line, text

LONGEST_TITLE = 300


class WordingForm(AdministrationForm):
    """A letter in one language, as it reads now."""

    def __init__(
        self, visit: Visit, about: Letter, spoken: str, data: Mapping[str, Any] | None = None
    ) -> None:
        self.spoken = spoken
        super().__init__(visit, about, data)

    def arrange(self) -> None:
        letter: Letter = self.about
        known = {"subject": letter.subject, "body": letter.body, "sms": letter.sms}
        now = {name: words.get(self.spoken, "") for name, words in known.items() if words}
        self.fields["subject"] = line(
            gettext("Title of the message"),
            gettext("Write the title."),
            max_length=LONGEST_TITLE,
            initial=now["subject"],
        )
        self.fields["body"] = text(
            gettext("Text of the letter"), gettext("Write the text."), initial=now["body"]
        )
        self.fields["body"].widget.attrs["rows"] = 14
        if letter.sms:
            self.fields["sms"] = text(
                pgettext("letter", "Text message"), gettext("Write the text."), initial=now["sms"]
            )
        for field in self.fields.values():
            field.widget.attrs.update({"lang": self.spoken, "dir": "rtl" if self.spoken == "ar" else "ltr"})

    def typed(self) -> Letter:
        """The letter with what was typed."""
        letter: Letter = self.about
        typed = self.cleaned_data
        return replace(
            letter,
            subject={**letter.subject, self.spoken: typed["subject"]},
            body={**letter.body, self.spoken: typed["body"]},
            sms={**letter.sms, self.spoken: typed["sms"]} if letter.sms else letter.sms,
        )


class BlockForm(AdministrationForm):
    """A text for answers, in each language of the body."""

    def arrange(self) -> None:
        block: AnswerBlock | None = self.about
        offered = [(spec.code, self.picked(spec.title)) for spec in services_listed()]
        everywhere = ("", gettext("In every service"))
        self.fields["service"] = forms.ChoiceField(
            label=pgettext("desk", "Service"),
            choices=[everywhere, *offered],
            required=False,
            initial=block.service if block else "",
        )
        self.add_named("title", gettext("Name of the text"), block.title if block else None)
        told = {"ar": gettext("in Arabic"), "fr": gettext("in French"), "en": gettext("in English")}
        for code in current_agency().languages:
            words = block.words.get(code, "") if block else ""
            label = f"{gettext('Text')} ({told.get(code, code)})"
            self.fields[f"words_{code}"] = text(label, "", initial=words)
            self.fields[f"words_{code}"].widget.attrs.update(
                {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}
            )
        first = self.fields[f"words_{current_agency().default_language}"]
        first.help_text = gettext("Places that are filled from the file: %(places)s") % {
            "places": shown_places(OF_BLOCKS)
        }


def shown_places(names: Collection[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names))
