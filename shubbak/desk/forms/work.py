"""Work on a file: put in charge, send on, note, prolong, add a paper."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.cases.queries import labels_of, labels_offered
from shubbak.desk.forms.base import ActForm, line, one_of, staff_choices, text, unit_choices
from shubbak.foundation.localized import pick


class ReasonForm(ActForm):
    """One reason, such as for reading an identity number."""

    reason = text(_("Reason"), _("Write why: it stands in the journal."))


class OpinionForm(ActForm):
    """An opinion that a step of the pack waits for."""

    words = text(_("Opinion"), _("Write the opinion."))

    def arrange(self) -> None:
        waited = {
            need.argument
            for step in self.given.spec.steps.values()
            for need in step.needs
            if need.name == "opinion"
        }
        choices = [(name, name) for name in sorted(waited)]
        self.fields["name"] = one_of(
            gettext("Whose opinion"), choices, gettext("Choose whose opinion it is.")
        )
        self.order_fields(["name", "words"])


class AssignForm(ActForm):
    def arrange(self) -> None:
        missing = gettext("Choose who is to be in charge.")
        self.fields["assignee"] = one_of(
            gettext("In charge"), staff_choices(self.given), missing, listed=True
        )


class LabelsForm(ActForm):
    """Every label that is offered, and those on the file that are not offered any more."""

    def arrange(self) -> None:
        borne = list(labels_of([self.given.case]).get(self.given.case.pk, ()))
        self.labels = {str(label.pk): label for label in (*labels_offered(), *borne)}
        self.fields["labels"] = forms.MultipleChoiceField(
            label=gettext("Labels"),
            choices=[(pk, pick(label.words, self.given.language)) for pk, label in self.labels.items()],
            initial=[str(label.pk) for label in borne],
            required=False,
            widget=forms.CheckboxSelectMultiple(),
            help_text=gettext("Only staff see them."),
        )


class SendForm(ActForm):
    reason = text(_("What is expected of the unit"), "")

    def arrange(self) -> None:
        choices = unit_choices(self.given.language, without=self.given.case.unit)
        self.fields["unit"] = one_of(gettext("Unit"), choices, gettext("Choose the unit."), listed=True)
        self.order_fields(["unit", "reason"])


class ExtendForm(ActForm):
    reason = text(_("Reason"), _("Write the reason: the person will read it."))

    def arrange(self) -> None:
        spec, language = self.given.spec, self.given.language
        choices = [
            (clock.name, pick(clock.title, language)) for clock in spec.clocks.values() if clock.extension
        ]
        self.fields["code"] = one_of(gettext("Delay"), choices, gettext("Choose the delay."))
        self.order_fields(["code", "reason"])


class PaperForm(ActForm):
    title = line(_("What this paper is"), "", help_text=_("If it is none of the papers of the list."))
    file = forms.FileField(
        label=_("File"),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("This file is empty. Choose it again."),
        },
    )

    def arrange(self) -> None:
        papers = self.given.spec.documents.values()
        choices = [(paper.name, pick(paper.title, self.given.language)) for paper in papers]
        self.fields["requirement"] = one_of(
            gettext("Paper"),
            [*choices, ("other", gettext("Another paper"))],
            gettext("Choose which paper it is."),
        )
        self.fields["seen_by"] = one_of(
            gettext("Who sees this paper?"),
            [("person", gettext("The person too, on the tracking page")), ("staff", gettext("Only staff"))],
            gettext("Say who sees this paper."),
        )
        self.order_fields(["requirement", "title", "file", "seen_by"])
