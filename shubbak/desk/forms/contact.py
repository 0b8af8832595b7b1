"""Somebody asks about a file: how, which one, who they are, what they were told."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.contact.actions import Said
from shubbak.contact.rules import CHANNELS, GENERAL_OUTCOMES, OUTCOMES, ContactRefused, Proposal
from shubbak.desk import contact_words as words
from shubbak.desk.forms.base import line, one_of, text
from shubbak.desk.words import word
from shubbak.foundation.text import isolate_ltr


class EnquiryForm(forms.Form):
    """On which way, and what they say of their file."""

    use_required_attribute = False
    words = line(_("Number, name or telephone"), "", help_text=_("Left empty, nothing is looked for."))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.fields["channel"] = channel_field()
        self.order_fields(["channel", "words"])


def channel_field() -> forms.ChoiceField:
    named = [(name, word(words.ENQUIRY_CHANNELS, name)) for name in CHANNELS]
    return one_of(gettext("How do they ask?"), named, gettext("Choose how they ask."))


class IdentityForm(forms.Form):
    """One box for each fact that was proposed. The label says what to ask, the hint how it ends."""

    use_required_attribute = False
    round = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    channel = forms.ChoiceField(widget=forms.HiddenInput, choices=[(name, name) for name in CHANNELS])

    def __init__(self, asked: Proposal, channel: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data=data, initial={"round": asked.round, "channel": channel})
        self.asked = asked
        for fact in asked.asked:
            self.fields[f"said_{fact.code}"] = forms.BooleanField(
                label=word(words.IDENTITY_FACTS, fact.code),
                help_text=gettext("On the file: %(shown)s") % {"shown": isolate_ltr(fact.shown)},
                required=False,
            )

    def matched(self) -> frozenset[str]:
        return frozenset(fact.code for fact in self.asked.asked if self.cleaned_data.get(f"said_{fact.code}"))


class SaidForm(forms.Form):
    """What was asked, what was answered, what came of it."""

    use_required_attribute = False
    asked = text(pgettext_lazy("enquiry", "What was asked"), _("Write what was asked."))
    said = text(pgettext_lazy("enquiry", "What was answered"), "")
    name = line(_("Who asked, if it was not the person themselves"), "")

    def __init__(self, outcomes: Sequence[str] = OUTCOMES, **options: Any) -> None:
        super().__init__(**options)
        named = [(name, word(words.OUTCOMES, name)) for name in outcomes]
        self.fields["outcome"] = one_of(
            gettext("What came of it"), named, gettext("Choose what came of it."), initial=outcomes[0]
        )
        for box in ("asked", "said"):
            self.fields[box].widget.attrs["rows"] = 3

    def facts(self, channel: str) -> Said:
        typed = self.cleaned_data
        return Said(channel, typed["asked"], typed["said"], typed["outcome"], typed["name"])

    def refuse(self, refused: ContactRefused) -> None:
        """Say why at the box that it is about."""
        self.add_error(_AT_BOX.get(refused.code), words.refusal_words(refused, ""))


_AT_BOX = {"empty": "asked", "nothing_to_send": "said", "no_mail": "outcome"}


class GeneralForm(SaidForm):
    """A question that is about no file."""

    def __init__(self, **options: Any) -> None:
        super().__init__(GENERAL_OUTCOMES, **options)
        self.fields["channel"] = channel_field()
        self.fields["name"].label = gettext("Who asked")
        self.order_fields(["channel", "name", "asked", "said", "outcome"])


class CodeForm(forms.Form):
    """How the new code reaches whoever asked."""

    use_required_attribute = False

    def __init__(self, *, may_be_sent: bool, **options: Any) -> None:
        super().__init__(**options)
        ways = [("said", gettext("Shown here once, to be read out or printed"))]
        if may_be_sent:
            ways.append(("sent", gettext("Sent to the e-mail or telephone on the file")))
        self.fields["way"] = one_of(gettext("The new code is"), ways, gettext("Choose how it is given."))
