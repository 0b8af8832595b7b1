"""The opinion of a body, given by a member who has no account."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.planning.sittings.rules import OpinionFacts, ReservationFacts, SittingRefused, check_opinion
from shubbak.planning.sittings.wording import VALUES, WORDS

_LONGEST = 5000
_FIELD_OF = {"no_reasons": "reasons", "no_reservations": "minor", "reservations_unasked": "minor"}


class OpinionForm(forms.Form):
    """Each line of the two boxes is one reservation."""

    use_required_attribute = False
    value = forms.ChoiceField(
        label=_("Opinion of your body"),
        choices=list(VALUES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the opinion."), "invalid_choice": _("Choose the opinion.")},
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        required=False,
        max_length=_LONGEST,
        help_text=_("Asked for unless the opinion is favourable."),
        widget=forms.Textarea(attrs={"rows": "5", "dir": "auto"}),
    )
    major = forms.CharField(
        label=_("Major reservations"),
        required=False,
        max_length=_LONGEST,
        help_text=_("One a line."),
        widget=forms.Textarea(attrs={"rows": "3", "dir": "auto"}),
    )
    minor = forms.CharField(
        label=_("Minor reservations"),
        required=False,
        max_length=_LONGEST,
        help_text=_("One a line."),
        widget=forms.Textarea(attrs={"rows": "3", "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                check_opinion(self.facts(), {})
            except SittingRefused as refused:
                self.refuse(refused)
        return typed

    def refuse(self, refused: SittingRefused) -> None:
        """Say why beside the field that it is about, or above the form."""
        words = WORDS.get(refused.code, gettext("This opinion cannot be given now."))
        self.add_error(_FIELD_OF.get(refused.code), str(words))

    def facts(self) -> OpinionFacts:
        typed: dict[str, Any] = self.cleaned_data
        asked = [
            ReservationFacts(words.strip(), severity)
            for severity in ("major", "minor")
            for words in typed[severity].splitlines()
            if words.strip()
        ]
        return OpinionFacts(typed["value"], typed["reasons"], tuple(asked))
