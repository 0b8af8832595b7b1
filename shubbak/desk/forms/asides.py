"""Between colleagues: a note in which somebody is named, an opinion asked of another unit."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.cases.models import OpinionRequest
from shubbak.cases.queries import mentionable, mentionable_units, opinions_of
from shubbak.desk.forms.base import ActForm, line, one_of, text, unit_choices
from shubbak.foundation.localized import pick
from shubbak.foundation.text import fold_ar
from shubbak.people.models import Staff, Unit


class Completed(forms.TextInput):
    """A line that the browser completes from a list, without a script."""

    offered: Collection[str] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        listed = f"{(attrs or {}).get('id', name)}_offered"
        box = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((word,) for word in self.offered))
        return format_html('{}<datalist id="{}">{}</datalist>', box, listed, options)


class NoteForm(ActForm):
    words = text(
        _("Note"), _("Write the note."), help_text=_("Only staff read it. The person never sees it.")
    )
    mention = line(
        _("Draw somebody's attention to it"),
        "",
        help_text=_("A colleague or a unit from the list. More of them: write @ and the name in the note."),
    )

    def arrange(self) -> None:
        box = Completed(attrs={"autocomplete": "off", "dir": "auto"})
        box.offered = [*self._units, *self._staff]
        self.fields["mention"].widget = box

    def clean_mention(self) -> str:
        typed: str = self.cleaned_data["mention"].strip().removeprefix("@")
        if typed and fold_ar(typed) not in self._known:
            raise forms.ValidationError(
                gettext("Choose somebody from the list: only they may see this file.")
            )
        return typed

    def clean(self) -> dict[str, Any]:
        """Whoever is named in the line or, after an @, in the note: ids as `staff`, and `units`."""
        typed = super().clean() or {}
        words, chosen = fold_ar(typed.get("words", "")), fold_ar(typed.get("mention", ""))
        named = [who for key, who in self._known.items() if key == chosen or f"@{key}" in words]
        typed["staff"] = {who.pk for who in named if isinstance(who, Staff)}
        typed["units"] = [who for who in named if isinstance(who, Unit)]
        return typed

    @cached_property
    def _staff(self) -> dict[str, Staff]:
        given = self.given
        found = mentionable(given.case, given.visit.at).exclude(pk=given.visit.staff.pk)
        return {staff.named_in(given.language): staff for staff in found}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        given = self.given
        return {
            pick(unit.name, given.language): unit for unit in mentionable_units(given.case, given.visit.at)
        }

    @cached_property
    def _known(self) -> dict[str, Staff | Unit]:
        named: dict[str, Staff | Unit] = {**self._units, **self._staff}
        return {fold_ar(name): who for name, who in named.items()}


class AskOpinionForm(ActForm):
    question = text(_("Question"), _("Write the question."))
    due_on = forms.DateField(
        label=_("Answer wanted by"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "dir": "ltr"}),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Choose a day such as 2026-11-17."),
        },
    )

    def arrange(self) -> None:
        choices = unit_choices(self.given.language, without=self.given.case.unit)
        self.fields["unit"] = one_of(gettext("Unit"), choices, gettext("Choose the unit."), listed=True)
        self.order_fields(["unit", "question", "due_on"])


class AnswerOpinionForm(ActForm):
    words = text(
        pgettext_lazy("opinion", "Opinion of your unit"),
        _("Write the opinion."),
        help_text=_("A note on the file, with your name and the date. Then the file leaves your list."),
    )


class WithdrawOpinionForm(ActForm):
    def arrange(self) -> None:
        awaited = [asked for asked in opinions_of(self.given.case) if is_awaited(asked)]
        choices = [(asked.unit.code, pick(asked.unit.name, self.given.language)) for asked in awaited]
        self.fields["unit"] = one_of(gettext("Unit"), choices, gettext("Choose the unit."))


def is_awaited(asked: OpinionRequest) -> bool:
    return asked.answered_at is None and asked.withdrawn_at is None
