"""Fields for what guards of other rooms ask of a step: amounts, days, figures, choices."""

from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency
from shubbak.cases.extension import Detail
from shubbak.desk.forms.base import Label, line, one_of
from shubbak.foundation.money import minor_digits

_LATIN = {"dir": "ltr"}
_MANY = 5


def money(label: Label, missing: Label, least: int = 1, **options: object) -> forms.DecimalField:
    """An amount in the currency of the body, `least` in minor units."""
    currency = current_agency().currency
    digits = minor_digits(currency)
    return forms.DecimalField(
        label=gettext("%(what)s (%(currency)s)") % {"what": label, "currency": currency},
        min_value=Decimal(least).scaleb(-digits),
        max_digits=12,
        decimal_places=digits,
        error_messages={"required": missing, "invalid": missing},
        widget=forms.TextInput(attrs={**_LATIN, "inputmode": "decimal", "class": "short"}),
        **options,  # type: ignore[arg-type]
    )


def minor_of(typed: Decimal | None) -> int:
    """In minor units."""
    return int((typed or Decimal()).scaleb(minor_digits(current_agency().currency)))


def field_of(detail: Detail) -> forms.Field:
    """The box of one detail."""
    field = _MAKERS[detail.kind](detail)
    field.required, field.help_text = detail.is_required, detail.hint
    field.initial = detail.initial or None
    return field


def plain_of(detail: Detail, typed: object) -> str:
    """What was typed, as guards and effects read it: a day as 2026-11-23, money in minor units."""
    if isinstance(typed, date):
        return typed.isoformat()
    if isinstance(typed, Decimal):
        return str(minor_of(typed) if detail.kind == "money" else int(typed))
    return "" if typed is None else str(typed).strip()


def _text(detail: Detail) -> forms.Field:
    return line(detail.label, gettext("Write something here."), max_length=60)


def _number(detail: Detail) -> forms.Field:
    missing = gettext("Write a whole number.")
    return forms.IntegerField(
        label=detail.label,
        min_value=0,
        max_value=10**12,
        error_messages={"required": missing, "invalid": missing},
        widget=forms.TextInput(attrs={**_LATIN, "inputmode": "numeric", "class": "short"}),
    )


def _money(detail: Detail) -> forms.Field:
    return money(detail.label, gettext("Write the amount; 0 if there is none."), least=0)


def _day(detail: Detail) -> forms.Field:
    missing = gettext("Choose the day.")
    return forms.DateField(
        label=detail.label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **_LATIN}),
        error_messages={"required": missing, "invalid": missing},
    )


def _choice(detail: Detail) -> forms.Field:
    choices = list(detail.choices)
    listed = len(choices) > _MANY
    return one_of(detail.label, choices, gettext("Choose one."), listed=listed)


_MAKERS = {"text": _text, "number": _number, "money": _money, "day": _day, "choice": _choice}
