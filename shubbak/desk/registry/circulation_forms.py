"""What is written on a letter, and to whom it goes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency
from shubbak.desk.administration.forms.base import AdministrationForm, day_field
from shubbak.desk.forms.base import Choices, one_of, text, unit_choices
from shubbak.desk.registry import words
from shubbak.registry.models import Handover, Letter
from shubbak.registry.rules import TO_DEAL_WITH, Mention, Recipient

COPIES = 4
_MOST_DAYS = 60


class InstructForm(AdministrationForm):
    """What is to be done with a letter, and until when."""

    about: Letter
    words = text(_("Instruction"), _("Write what is to be done."))
    due_on = day_field(
        _("Answer at the latest"), help_text=_("Leave it empty to keep the day that the letter has.")
    )

    def due_at(self) -> datetime | None:
        """The end of the day that was chosen, where the body is."""
        day = self.cleaned_data["due_on"]
        zone = ZoneInfo(current_agency().zone)
        return datetime.combine(day, time(23, 59), zone) if day else None


@dataclass(frozen=True)
class Sending:
    """A letter that goes to units: whether one coordinates it already, and codes of those that have it."""

    letter: Letter
    is_coordinated: bool
    holders: Collection[str]


class DispatchForm(AdministrationForm):
    """The coordinating unit, and four copies at once; further ones go afterwards."""

    about: Sending
    remind_days = forms.IntegerField(
        label=_("Remind the unit: how many days before the day of the answer"),
        required=False,
        min_value=0,
        max_value=_MOST_DAYS,
        error_messages={"invalid": _("Write a number.")},
    )

    def arrange(self) -> None:
        units = [choice for choice in unit_choices(self.language) if choice[0] not in self.about.holders]
        if not self.about.is_coordinated:
            self._add("coordinator", gettext("Coordinating unit"), units, required=True)
        for rank in range(1, COPIES + 1):
            label = gettext("Copy %(rank)s: unit") % {"rank": rank}
            self._add(f"copy_{rank}", label, units, required=False)
        if self.about.is_coordinated or self.about.letter.due_at is None:
            del self.fields["remind_days"]
            return
        nature = self.about.letter.nature
        self.fields["remind_days"].initial = nature.remind_days if nature else 2
        self.order_fields(["coordinator", "mention_coordinator", "remind_days"])

    def _add(self, name: str, label: str, units: Choices, *, required: bool) -> None:
        missing = gettext("Choose the unit that gets the letter.")
        self.fields[name] = one_of(label, units, missing, listed=True, required=required)
        said = [
            (one.value, str(words.MENTIONS[one])) for one in Mention if one in TO_DEAL_WITH or not required
        ]
        usual = Mention.ATTRIBUTION if required else Mention.INFORMATION
        self.fields[f"mention_{name}"] = forms.ChoiceField(
            label=gettext("For what"), choices=said, initial=usual.value, required=False
        )

    def recipients(self) -> list[Recipient]:
        names = ["coordinator", *(f"copy_{rank}" for rank in range(1, COPIES + 1))]
        typed: dict[str, Any] = self.cleaned_data
        return [
            Recipient(
                typed[name],
                Mention(typed[f"mention_{name}"] or self.fields[f"mention_{name}"].initial),
                is_coordinator=name == "coordinator",
            )
            for name in names
            if typed.get(name)
        ]


class PassOnForm(AdministrationForm):
    """To which unit."""

    about: Handover

    def arrange(self) -> None:
        units = unit_choices(self.language, without=self.about.unit)
        self.fields["unit"] = one_of(gettext("Unit"), units, gettext("Choose the unit."), listed=True)
