"""What is written about files: a class of the plan, where a letter lies, the visa of the archives."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import Label, line, one_of
from shubbak.desk.registry import words
from shubbak.registry.queries import classes, natures_offered
from shubbak.registry.rules import MOST_YEARS, SHARE, ClassFacts

_CODE = {"dir": "ltr", "autocomplete": "off"}


def _years(label: Label) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_YEARS,
        error_messages={"required": _("Write a number of years."), "invalid": _("Write a number.")},
    )


class ClassForm(AdministrationForm):
    """`about`: the class that is changed; its code stands."""

    current_years = _years(_("Years at hand"))
    intermediate_years = _years(_("Years in the intermediate archive"))
    share = forms.DecimalField(
        label=_("Share of a sample, in percent"),
        help_text=_("Of each year at least one letter is kept. Only where a sample is kept."),
        required=False,
        min_value=Decimal("0.1"),
        max_value=100,
        decimal_places=1,
        error_messages={"invalid": _("Write a number.")},
    )

    def arrange(self) -> None:
        known = self.about
        if known is None:
            code = line(gettext("Code"), gettext("Write the code."), max_length=20)
            code.widget.attrs.update(_CODE)
            self.fields["code"] = code
        self.add_named("title", gettext("Title of the class"), known.title if known else None)
        fates = [(one, str(said)) for one, said in words.FATES.items()]
        self.fields["fate"] = one_of(gettext("What becomes of them"), fates, gettext("Choose one."))
        natures = [(one.code, self.picked(one.title)) for one in natures_offered()]
        self.fields["natures"] = forms.MultipleChoiceField(
            label=gettext("Natures whose letters lie here by themselves"),
            choices=natures,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        titles = [name for name in self.fields if name.startswith("title_")]
        self.order_fields(
            ["code", *titles, "current_years", "intermediate_years", "fate", "share", "natures"]
        )
        for name in ("current_years", "intermediate_years", "fate", "natures") if known else ():
            self.fields[name].initial = getattr(known, name)
        self.fields["share"].initial = words.percent(known.share if known else SHARE)

    def facts(self) -> ClassFacts:
        typed = self.cleaned_data
        return ClassFacts(
            code=self.about.code if self.about else typed["code"],
            title=self.named("title"),
            current_years=typed["current_years"],
            intermediate_years=typed["intermediate_years"],
            fate=typed["fate"],
            natures=tuple(typed["natures"]),
            share=int(typed["share"] * 10) if typed["share"] else SHARE,
        )


class FileForm(AdministrationForm):
    """Into which class."""

    def arrange(self) -> None:
        offered = [(one.code, f"{one.code} – {self.picked(one.title)}") for one in classes()]
        self.fields["file_class"] = one_of(gettext("Class"), offered, gettext("Choose one."), listed=True)


class ReferenceForm(AdministrationForm):
    """The visa of the archives."""

    reference = line(
        _("Reference of the visa of the archives"),
        _("Write the reference that their letter bears."),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class TakenOverForm(AdministrationForm):
    """What the archives gave for the package."""

    reference = line(
        _("Reference of the receipt of the archives"),
        _("Write the reference that their letter bears."),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
