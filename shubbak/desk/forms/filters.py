"""What narrows a queue."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from shubbak.cases.models import Label
from shubbak.cases.queries import QueueFilter, labels_numbered
from shubbak.catalogue.spec import ServiceSpec
from shubbak.desk.access import Visit
from shubbak.desk.forms.base import Choices
from shubbak.desk.shown.language import Tongue
from shubbak.desk.trail import filter_of
from shubbak.desk.words import CHANNELS, word
from shubbak.people.queries import staff_numbered, units_reached

_CHOSEN = SafeString(" selected")


class _Select(forms.Select):
    """A list to open, written at once: the library draws every choice by a template of its own."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: Mapping[str, Any] | None = None,
        renderer: Any = None,  # noqa: ARG002  Django's signature
    ) -> SafeString:
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, _CHOSEN if str(key) == chosen else "", words) for key, words in self.choices),
        )
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(dict(attrs or {})), options)


class FilterForm(forms.Form):
    """Lists to choose from; an unknown choice is as good as none, and a list of one is not shown."""

    def __init__(
        self,
        specs: Sequence[ServiceSpec],
        labels: Sequence[Label],
        visit: Visit,
        tongue: Tongue,
        data: Mapping[str, str],
    ) -> None:
        super().__init__(data=data)
        self.tongue, asked = tongue, filter_of(data)
        services = [(spec.code, tongue.pick(spec.title)) for spec in specs]
        channels = [(name, word(CHANNELS, name)) for name in sorted({c for s in specs for c in s.channels})]
        units = [(unit.code, tongue.pick(unit.name)) for unit in units_reached(visit.roles)]
        self._offer("service", pgettext("desk", "Service"), services)
        self._offer("channel", gettext("Channel"), channels)
        self._offer("in_charge", gettext("In charge"), self._people(visit, asked))
        self._offer("label", gettext("Label"), self._labels(labels, asked))
        self._offer("unit", gettext("Unit"), units if len(units) > 1 else [])

    def chosen(self) -> QueueFilter:
        self.is_valid()
        return filter_of(self.cleaned_data)

    def _offer(self, name: str, label: str, choices: Choices) -> None:
        if choices:
            everything = ("", gettext("All"))
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[everything, *choices], required=False, widget=_Select()
            )

    def _people(self, visit: Visit, asked: QueueFilter) -> Choices:
        """The colleagues; and whoever is asked for, who may work elsewhere by now."""
        people = {staff.pk: staff for staff in visit.colleagues}
        other = staff_numbered(asked.assignee) if asked.assignee and asked.assignee not in people else None
        shown = [*people.values(), *([other] if other else [])]
        return [(str(staff.pk), self.tongue.name(staff)) for staff in shown]

    def _labels(self, offered: Sequence[Label], asked: QueueFilter) -> Choices:
        """The labels that are offered; and the one asked for, which may be withdrawn by now."""
        is_missing = asked.label and all(label.pk != asked.label for label in offered)
        others = labels_numbered([asked.label]) if asked.label and is_missing else ()
        return [(str(label.pk), self.tongue.pick(label.words)) for label in (*offered, *others)]
