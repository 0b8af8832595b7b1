"""What is refused, in sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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

WORDS: dict[str, Promise] = {
    "not_yours": _("The secretariat of the committee does this."),
    "no_files": _("No file is on the agenda: put files on it first."),
    "nobody_sits": _("No member of these bodies is in office: an administrator names them first."),
    "convoked": _("The members are called already: the agenda stands."),
    "not_convoked": _("The members were not called yet."),
    "sitting_over": _("This sitting is over."),
    "day_over": _("This day has gone by."),
    "no_reason": _("Say why."),
    "opinions_awaited": _(
        "A body still has time for its opinion: close once all have given theirs, or later."
    ),
    "not_ready": _("A file does not wait for a sitting of this class any more: look at the list again."),
    "deliberated": _("This file has left the agenda, or its outcome is there."),
    "not_your_seat": _("You do not sit on this file for this body."),
    "seat_over": _("Your seat is not in office today."),
    "conflict": _("You take no part in this file: your substitute gives the opinion."),
    "designer_present": _("The designer is in the room: note first that they have withdrawn."),
    "opinions_closed": _("The time for opinions is over."),
    "no_such_value": _("Choose the opinion."),
    "no_reasons": _("Give the reasons."),
    "no_reservations": _("Write the reservations, one a line."),
    "reservations_unasked": _("Reservations belong to a favourable opinion with reservations alone."),
    "information_paper": _("A paper that only informs never grounds a refusal (RGC, article 30)."),
    "no_such_paper": _("This paper is not one of the service."),
    "lifted_before": _("This reservation was lifted already."),
    "no_proof": _("Say what lifted it, or name a paper of this file."),
    "signed_before": _("Your body has signed these minutes already."),
    "did_not_opine": _("Your body gave no opinion on this file."),
    "days_reversed": _("The last day lies before the first."),
}
"""Refusals of acts, by their codes (`rules.SittingRefused`)."""

VALUES: dict[str, Promise] = {
    "favourable": pgettext_lazy("opinion", "Favourable"),
    "with_reservations": pgettext_lazy("opinion", "Favourable with reservations"),
    "unfavourable": pgettext_lazy("opinion", "Unfavourable"),
    "adjourned": pgettext_lazy("opinion", "Adjourned"),
}
LOOKS = {"favourable": "done", "with_reservations": "risk", "unfavourable": "late", "adjourned": "hold"}
"""The tint of an opinion's tag."""
