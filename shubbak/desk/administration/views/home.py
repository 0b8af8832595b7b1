"""Where administration begins: one line for each part."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import DeskRequest
from shubbak.desk.administration.access import administration
from shubbak.desk.chrome import show
from shubbak.desk.parts import Part
from shubbak.documents.sealing import seal_warning
from shubbak.documents.wording import seal_words

PARTS = (
    Part("administration_units", _("Units and positions"), _("The tree, telephones, places, hours.")),
    Part("administration_staff", _("Staff and roles"), _("Accounts, positions, roles, second steps.")),
    Part("administration_presence", _("Duty and absences"), _("Who is on duty, who is away, who stands in.")),
    Part("administration_calendar", _("Calendar"), _("Holidays, closures, Ramadan; which due dates move.")),
    Part("administration_services", _("Services and their versions"), _("Propose, check, publish, retire.")),
    Part("administration_blocks", _("Texts for answers"), _("What staff put into what they write.")),
    Part("desk_labels", _("Labels"), _("Words that staff put on files; people never see them.")),
    Part("desk_bodies", _("Who sits on the committee"), _("Bodies, members, substitutes, quorum.")),
    Part("administration_erasure", _("Erasure and holds"), _("Files whose time is over; two visas; holds.")),
    Part("administration_body", _("The body and its announcements"), _("Words, colours, contact, outages.")),
    Part("administration_screens", _("Screens and posters"), _("What halls show; codes to hang up.")),
)


@administration
@require_safe
def home(request: DeskRequest) -> HttpResponse:
    warning = seal_warning(current_agency(), request.visit.at)
    context = {"parts": PARTS, "seal": seal_words(warning) if warning else ""}
    return show(request, "desk/administration/home.html", context, here="administration")
