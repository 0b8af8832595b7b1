"""Django fields for a question. They only draw and keep what was typed: reading is done once, in
``reading``."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext

from shubbak.catalogue.forms.groups import row_name
from shubbak.catalogue.forms.places import OPTIONAL, PARTS
from shubbak.catalogue.forms.reading import IDENTITY_KINDS
from shubbak.catalogue.spec import Choice, Question, ServiceSpec
from shubbak.foundation.localized import pick

Attributes = dict[str, str]
Under = tuple[str, str] | None

_LEFT_TO_RIGHT: dict[str, Attributes] = {
    "number": {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"},
    "date": {"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"},
    "contract": {"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"},
    "phone": {"type": "tel", "inputmode": "tel", "dir": "ltr", "autocomplete": "tel"},
    "email": {"type": "email", "inputmode": "email", "dir": "ltr", "autocomplete": "email"},
    "identity_number": {"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"},
    "point": {"inputmode": "text", "dir": "ltr", "autocomplete": "off"},
}
_FREE: dict[str, Attributes] = {
    "name": {"autocomplete": "name", "dir": "auto"},
    "street": {"autocomplete": "address-line1", "dir": "auto"},
    "landmark": {"autocomplete": "off", "dir": "auto"},
}


class TypedField(forms.Field):
    """Keeps what was typed as it is; ``required`` only tells the label whether the answer may be left out."""

    def __init__(
        self, *, under: Under = None, hints: Mapping[str, str] | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self.under, self.hints = under, dict(hints or {})
        self.unit, self.titled = "", False
        self.rows: tuple[str, ...] = ()
        self.add_words, self.may_take = "", False

    def clean(self, value: Any) -> Any:
        return value


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


def fields_of(
    spec: ServiceSpec, question: Question, language: str, under: Under, rows: int = 1
) -> Iterator[tuple[str, TypedField]]:
    """Names and fields of a question: its own, then those of its parts; of a group, those of so many rows."""
    if question.type == "group":
        yield from _group(spec, question, language, rows)
    elif question.type == "place":
        yield from _place(question, language, under)
    elif question.type == "person":
        yield from _person(question, under)
    else:
        field = TypedField(
            label=pick(question.label, language),
            help_text=pick(question.hint, language),
            required=question.required,
            widget=_widget(spec, question, language),
            under=under,
            hints=_hints(question.choices, language),
        )
        field.unit = pick(question.unit, language)
        yield question.id, field


def _group(
    spec: ServiceSpec, question: Question, language: str, rows: int
) -> Iterator[tuple[str, TypedField]]:
    item = pick(question.item or question.label, language)
    whole = TypedField(
        label=pick(question.label, language),
        help_text=pick(question.hint, language),
        required=question.required,
    )
    whole.rows = tuple(gettext("%(item)s %(rank)d") % {"item": item, "rank": n + 1} for n in range(rows))
    whole.add_words = gettext("Add: %(item)s") % {"item": item} if rows < question.most else ""
    whole.may_take = rows > max(1, question.least)
    yield question.id, whole
    for rank in range(rows):
        for part in question.parts:
            [(_, field)] = fields_of(spec, part, language, (question.id, str(rank)))
            yield row_name(question, rank, part.id), field


def part_name(question: Question, part: str) -> str:
    """Name of the box of a part: ``where-district``."""
    return f"{question.id}-{part}"


def _widget(spec: ServiceSpec, question: Question, language: str) -> forms.Widget:
    if question.type == "choice":
        return _one_of(question.choices, language)
    if question.type == "choices":
        return forms.CheckboxSelectMultiple(choices=_pairs(question.choices, language))
    if question.type == "yes_no":
        return forms.RadioSelect(choices=[("true", gettext("Yes")), ("false", gettext("No"))])
    if question.type == "long_text":
        return forms.Textarea(attrs={"rows": "5", "dir": "auto"})
    if question.type == "files":
        return _files(spec, question)
    attributes = _LEFT_TO_RIGHT.get(question.type) or _FREE.get(question.binds) or {"dir": "auto"}
    return forms.TextInput(attrs={**attributes})


def _one_of(choices: tuple[Choice, ...], language: str) -> forms.Widget:
    """Rows up to twelve; a list beyond (design: no list for fewer than seven)."""
    pairs = _pairs(choices, language)
    if len(pairs) <= _MOST_ROWS:
        return forms.RadioSelect(choices=pairs)
    return forms.Select(choices=[("", gettext("Choose from the list")), *pairs])


_MOST_ROWS = 12


def _files(spec: ServiceSpec, question: Question) -> forms.Widget:
    document = spec.documents.get(question.document)
    formats = document.formats if document else ()
    accept = ",".join(f".{name}" for name in formats) + (",.jpg" if "jpeg" in formats else "")
    attributes = {"accept": accept, "data-paper": question.document}
    return FilesInput(attrs={**attributes, "multiple": True} if question.max_files > 1 else attributes)


def _place(question: Question, language: str, under: Under) -> Iterator[tuple[str, TypedField]]:
    yield (
        question.id,
        TypedField(
            label=pick(question.label, language),
            help_text=pick(question.hint, language),
            required=question.required,
            widget=forms.RadioSelect(choices=_pairs(question.choices, language)),
            hints=_hints(question.choices, language),
            under=under,
        ),
    )
    for choice in question.choices:
        for part in PARTS.get(choice.value, ()):
            name = part_name(question, f"{choice.value}-{part}")
            yield name, _place_part(question, part, language, (question.id, choice.value))


def _place_part(question: Question, part: str, language: str, under: Under) -> TypedField:
    labels = {
        "contract": gettext("Contract number"),
        "district": gettext("District"),
        "street": gettext("Street and number"),
        "landmark": gettext("A landmark nearby"),
        "point": gettext("Latitude and longitude"),
    }
    hints = {
        "landmark": gettext("A mosque, a school or a shop that people know."),
        "point": gettext("Such as 33.23160, -8.50070"),
    }
    attributes = _LEFT_TO_RIGHT.get(part) or _FREE.get(part) or {}
    if part == "point":
        attributes = {**attributes, "data-point": gettext("Use where I am now")}
    widget: forms.Widget = forms.TextInput(attrs={**attributes})
    if part == "district" and question.districts:
        listed = [("", gettext("Choose from the list")), *_pairs(question.districts, language)]
        widget = forms.Select(choices=listed)
    return TypedField(
        label=labels[part],
        help_text=hints.get(part, ""),
        required=part not in OPTIONAL,
        widget=widget,
        under=under,
    )


def _person(question: Question, under: Under) -> Iterator[tuple[str, TypedField]]:
    kinds = {
        "national_id": gettext("National identity card"),
        "passport": gettext("Passport"),
        "residence": gettext("Residence card"),
        "company": gettext("Company (trade register number)"),
    }
    rows: tuple[tuple[str, str, forms.Widget], ...] = (
        ("name", gettext("Full name"), forms.TextInput(attrs={**_FREE["name"]})),
        (
            "identity_kind",
            gettext("Identity paper"),
            forms.RadioSelect(choices=[(kind, kinds[kind]) for kind in IDENTITY_KINDS]),
        ),
        (
            "identity_number",
            gettext("Number of the identity paper"),
            forms.TextInput(attrs={**_LEFT_TO_RIGHT["identity_number"]}),
        ),
    )
    for part, label, widget in rows:
        yield (
            part_name(question, part),
            TypedField(label=label, required=question.required, widget=widget, under=under),
        )


def _pairs(choices: tuple[Choice, ...], language: str) -> list[tuple[str, str]]:
    return [(choice.value, pick(choice.label, language)) for choice in choices]


def _hints(choices: tuple[Choice, ...], language: str) -> dict[str, str]:
    return {choice.value: pick(choice.hint, language) for choice in choices if choice.hint}
