"""Acts of the planning counter in words."""

from django.utils.translation import gettext_lazy as _

from shubbak.desk.words import Words

ACTS: Words = {
    "sittings.body_described": _("Described a body that sits"),
    "sittings.body_retired": _("Retired a body that sat"),
    "sittings.cancelled": _("Cancelled a sitting"),
    "sittings.closed": _("Closed a sitting"),
    "sittings.convoked": _("Convoked a sitting"),
    "sittings.planned": _("Planned a sitting"),
    "sittings.practice_set": _("Set how the committee works"),
    "sittings.seat_ended": _("Ended the seat of a member"),
    "sittings.seat_opened": _("Named a member of a body"),
}
