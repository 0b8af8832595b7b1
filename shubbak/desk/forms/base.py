"""What the forms of the desk share: the file they are about, and fields in the desk's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict, Union

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext, gettext_lazy

from shubbak.cases.models import Case
from shubbak.cases.rules import Refused
from shubbak.catalogue.queries import answer_blocks
from shubbak.catalogue.spec import ServiceSpec
from shubbak.desk.access import Visit
from shubbak.desk.words import refusal_words
from shubbak.foundation.localized import pick
from shubbak.foundation.text import sort_key_ar
from shubbak.journal.rules import Actor
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import staff_of, units_listed

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST = 5000
Choices = list[tuple[str, str]]
Label = Union[str, "_StrPromise"]


class Deed(TypedDict):
    """What every act of the domain asks for: on which file, by whom, when."""

    case: Case
    actor: Actor
    at: datetime


@dataclass(frozen=True)
class Given:
    """Who is about to do something to which file, in which language."""

    visit: Visit
    case: Case
    spec: ServiceSpec
    language: str

    @property
    def deed(self) -> Deed:
        return Deed(case=self.case, actor=self.visit.actor, at=self.visit.at)


class ActForm(forms.Form):
    """`refusal` is the sentence that stands above the form when the domain said no to the whole of it,
    `said_once` what holds for all its fields.

    `kept` says since when what is typed here is kept, and `keep_url` is where it is kept (`desk.kept`).
    """

    use_required_attribute = False
    refusal: Promise | str = ""
    said_once: Promise | str = ""
    kept = keep_url = ""
    answers_in = ""
    """The field that the person will read, into which a text of the agency may be put."""

    @cached_property
    def blocks(self) -> Choices:
        """The texts of the agency for this form; none where the person reads nothing of it."""
        if self.answers_in not in self.fields:
            return []
        found = answer_blocks(self.given.case.service)
        return [(str(block.pk), pick(block.title, self.given.language)) for block in found]

    def __init__(
        self,
        given: Given,
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        **options: Any,
    ) -> None:
        self.given = given
        super().__init__(data=data, files=files, **options)
        self.arrange()

    def arrange(self) -> None:
        """Add what depends on the file."""

    def refuse(self, refused: Refused) -> None:
        """Say why beside the field that it is about, or above the form."""
        field = refused.facts.get("field") or refused.code.removeprefix("guard:")
        if field in self.fields:
            self.add_error(field, str(refusal_words(refused)))
        else:
            self.refusal = refusal_words(refused)


def text(label: Label, missing: Label = "", **options: Any) -> forms.CharField:
    """A paragraph to write; required where a message says what is missing."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"required": missing or gettext_lazy("Write something here.")},
        **options,
    )


def line(label: Label, missing: Label = "", **options: Any) -> forms.CharField:
    """One line."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=options.pop("max_length", 200),
        error_messages={"required": missing or gettext_lazy("Write something here.")},
        **options,
    )


def one_of(
    label: Label, choices: Choices, missing: Label, *, listed: bool = False, **options: Any
) -> forms.ChoiceField:
    """A choice: rows to tick, or a list to open where there are many."""
    shown = [("", gettext("Choose…")), *choices] if listed else choices
    return forms.ChoiceField(
        label=label,
        choices=shown,
        widget=forms.Select() if listed else forms.RadioSelect(),
        error_messages={"required": missing, "invalid_choice": missing},
        **options,
    )


def unit_choices(language: str, without: Unit | None = None) -> Choices:
    """In the order of the alphabet."""
    units: Iterable[Unit] = units_listed()
    named = [(unit.code, pick(unit.name, language)) for unit in units if unit != without]
    return sorted(named, key=lambda choice: sort_key_ar(choice[1]))


def staff_choices(given: Given) -> Choices:
    """Whoever holds a position in the unit that has the file."""
    people: Iterable[Staff] = staff_of(given.case.unit, given.visit.at)
    return [(str(staff.pk), staff.named_in(given.language)) for staff in people]
