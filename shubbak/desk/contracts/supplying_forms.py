"""What is typed of the supply of a contract."""

from django.utils.translation import gettext

from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import line
from shubbak.utility.subscriptions.models import Alias, Contract

_CODE = {"dir": "ltr", "autocomplete": "off"}


class ReferenceForm(AdministrationForm):
    about: Contract

    def arrange(self) -> None:
        reference = line(gettext("Old reference"), gettext("Write the reference."), max_length=40)
        reference.widget.attrs.update(_CODE)
        self.fields["reference"] = reference
        self.fields["body"] = line(
            gettext("Former operator"),
            gettext("Write whose reference it is."),
            max_length=60,
            help_text=_known_bodies(),
        )


def _known_bodies() -> str:
    """The same body under one name: those that were written before are said."""
    known = Alias.objects.order_by("body").values_list("body", flat=True).distinct()[:6]
    return gettext("Written before: %(names)s") % {"names": "، ".join(known)} if known else ""
