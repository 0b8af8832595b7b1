"""A file is opened about what a bank or a gateway says otherwise, whichever said it."""

from typing import Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.desk.administration.deeds import Deed, Run
from shubbak.desk.administration.forms.base import ConfirmForm


class _Referred(Protocol):
    file_number: str


def refer_deed(run: Run) -> Deed:
    return Deed(
        _("Open a file about it"),
        _("Open a file"),
        ConfirmForm,
        run,
        _said,
        _("Somebody is then in charge of finding out. The difference stays here until it is clear."),
    )


def _said(found: _Referred) -> str:
    return gettext("The file %(number)s is opened.") % {"number": found.file_number}
