"""Speaking with the person, and writing to other bodies."""

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Telling
from shubbak.desk.forms.base import ActForm, line, one_of, text
from shubbak.desk.words import CHANNELS, LANGUAGES, PREFERENCES, word
from shubbak.foundation.text import parse_phone, shown_phone


class TellForm(ActForm):
    """Who was told, how, whether they were reached, and what was said."""

    to_name = line(
        _("Whom did you speak to?"),
        "",
        help_text=_("If it was somebody else than the person, such as a relative."),
    )
    words = text(_("What was said"), _("Write what was said, or why the person was not reached."))

    def arrange(self) -> None:
        channels = [(name, word(CHANNELS, name)) for name in Telling.Channel.values]
        self.fields["channel"] = one_of(gettext("How"), channels, gettext("Choose how you tried."))
        self.fields["reached"] = one_of(
            gettext("Was the person reached?"),
            [("yes", gettext("Yes, the person knows the result")), ("no", gettext("No, not reached"))],
            gettext("Say whether the person was reached."),
        )
        self.order_fields(["channel", "reached", "words", "to_name"])


class WriteForm(ActForm):
    answers_in = "words"
    subject = line(
        pgettext_lazy("message", "Title"),
        "",
        max_length=300,
        help_text=_("Left empty, the message is titled with the number of the file."),
    )
    words = text(_("Message to the person"), _("Write the message."))

    def arrange(self) -> None:
        self.fields["words"].initial = gettext("Dear %(name)s,") % {"name": self.given.case.applicant.name}
        self.fields["words"].help_text = gettext(
            "It leaves by e-mail or text message, and stands on the tracking page."
        )


class WriteToBodyForm(ActForm):
    answers_in = "words"
    name = line(pgettext_lazy("body", "To which body"), _("Write the name of the body."))
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
        error_messages={
            "required": _("Write the address of the body."),
            "invalid": _("Write an address such as name@example.ma."),
        },
    )
    subject = line(_("Subject"), _("Write the subject."), max_length=300)
    words = text(_("Message"), _("Write the message."))


class CorrectForm(ActForm):
    """What is kept about the person, as it should be."""

    name = line(_("Full name, or name of the company"), _("Write the name."))
    phone = line(
        _("Telephone"),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        error_messages={"invalid": _("Write an address such as name@example.ma.")},
    )
    address = line(_("Address"), max_length=300)
    reason = text(
        _("Why"),
        _("Write the number of the request, or what you were shown."),
        help_text=_("The number of the request, or what you were shown at the counter."),
    )

    def arrange(self) -> None:
        person, country = self.given.case.applicant, current_agency().country
        spoken = [(code, word(LANGUAGES, code)) for code in current_agency().languages]
        ways = [("", gettext("none")), *((way, word(CHANNELS, way)) for way in PREFERENCES)]
        self.fields["language"] = one_of(gettext("Language"), spoken, gettext("Choose the language."))
        self.fields["preferred_channel"] = one_of(gettext("Preferred contact"), ways, "", required=False)
        self.order_fields(["name", "phone", "email", "address", "language", "preferred_channel", "reason"])
        for name in ("name", "email", "address", "language", "preferred_channel"):
            self.fields[name].initial = getattr(person, name)
        self.fields["phone"].initial = shown_phone(person.phone, country) if person.phone else ""

    def clean_phone(self) -> str:
        typed = str(self.cleaned_data["phone"])
        number = parse_phone(typed, current_agency().country) if typed else ""
        if number is None:
            raise forms.ValidationError(_("Write the telephone number with all of its figures."))
        return number
