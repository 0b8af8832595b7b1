"""The word of a label in the languages of the body, and its colour."""

from django.utils.translation import gettext

from shubbak.cases.models import Label
from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import one_of
from shubbak.desk.words import COLOURS, word

LONGEST = 30


class LabelForm(AdministrationForm):
    """`about` is the label to change; None for a new one."""

    about: Label | None

    def arrange(self) -> None:
        label = self.about
        self.add_named("word", gettext("The word"), label.words if label else None, longest=LONGEST)
        choices = [(colour, word(COLOURS, colour)) for colour in COLOURS]
        self.fields["colour"] = one_of(
            gettext("Colour"),
            choices,
            gettext("Choose a colour."),
            initial=label.colour if label else "slate",
            help_text=gettext("Red and amber are left out: they say that a file is late."),
        )
