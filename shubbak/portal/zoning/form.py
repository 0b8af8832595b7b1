"""Where somebody asks: one point, as maps write it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shubbak.catalogue.forms.places import in_country, read_point
from shubbak.foundation.text import to_western_digits


class PointForm(forms.Form):
    """`point` is cleaned to latitude and longitude in degrees."""

    point = forms.CharField(
        label=_("Latitude and longitude"),
        help_text=_("As a map on your telephone shows them where you press for long: 28.98650, -10.05720."),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "text", "autocomplete": "off"}),
        error_messages={"required": _("Write latitude and longitude.")},
    )

    def __init__(self, *data: object, country: str) -> None:
        super().__init__(*data)  # type: ignore[arg-type]  # a form takes its data first
        self.country = country

    def clean_point(self) -> tuple[float, float]:
        typed = to_western_digits(self.cleaned_data["point"]).replace("٫", ".").replace("،", ",")
        point = read_point(typed)
        if not point:
            raise forms.ValidationError(
                _("Write two numbers of degrees with a comma between them: 28.98650, -10.05720.")
            )
        if not in_country(point, self.country):
            raise forms.ValidationError(
                _("This point is not in the country. Check the latitude and the longitude.")
            )
        latitude, longitude = (float(part) for part in point.split(","))
        return latitude, longitude
