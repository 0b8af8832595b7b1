"""What is refused, in sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CASE_WORDS: dict[str, Promise] = {
    "sittings:no_bodies": _("No body sits for projects of this class. An administrator says which ones do."),
    "guard:sitting_said": _("The committee has not said so of this file: its sitting decides."),
    "guard:reservations_lifted": _(
        "A reservation is still open: it is lifted on the page of the opinions first."
    ),
    "guard:not_refused_by_binding": _(
        "A body whose opinion binds has not agreed: without its agreement no permit is issued."
    ),
}
"""Refusals of steps, by their codes."""
