"""The words of plans, and of what is wrong with a file."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.planning.zoning.rules import Fault, Kind, State

KINDS = {
    Kind.DEVELOPMENT: _("Development plan"),
    Kind.ZONING: _("Zoning plan"),
    Kind.RURAL: _("Development plan of a rural settlement"),
}
STATES = {
    State.STUDY: _("In study: what it says may still change"),
    State.INQUIRY: _("At public inquiry: what it says may still change"),
    State.APPROVED: _("Approved"),
}
RULES = {
    "use": _("What the zone is for"),
    "forbidden": _("Forbidden"),
    "conditional": _("Allowed on a condition"),
    "cos": _("Floor area ratio (COS)"),
    "cus": _("Share of the plot that is built on (CUS)"),
    "height": _("Greatest height"),
    "levels": _("Levels"),
    "setback": _("Setbacks"),
    "least_plot": _("Smallest plot"),
    "parking": _("Parking"),
}
_FAULTS = {
    "no_json": _("The file is not GeoJSON."),
    "no_collection": _("The file is no FeatureCollection of GeoJSON."),
    "no_zone": _("The file holds no zone."),
    "too_many": _("The file holds %(told)s zones: 20,000 at most."),
    "no_plan": _("The file does not say which plan it is: its member “plan” with a code is missing."),
    "no_such_value": _("What is said of the plan cannot be read: %(told)s."),
    "no_approval": _("An approved plan says since when, and its effects end after that."),
    "no_code": _("The zone has no code (property “zone”)."),
    "no_title": _("“%(told)s” has no name in Arabic (property “title_ar”)."),
    "no_polygon": _("The zone is no polygon."),
    "no_degrees": _("The coordinates are no degrees: export the plan in WGS 84, not in Lambert metres."),
    "crosses_itself": _("The outline crosses itself: %(told)s."),
    "on_another": _("The zone lies on zone %(told)s."),
}


def fault_words(fault: Fault) -> str:
    """A fault as a sentence, with the number of its feature before it."""
    words = str(_FAULTS[fault.code]) % {"told": fault.told}
    if not fault.feature:
        return words
    return gettext("Feature %(feature)d: %(words)s") % {"feature": fault.feature, "words": words}
