"""Tables that leave by the desk: which list is in view, in which words, and the answer that carries it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.queries import every_case_found, listed
from shubbak.desk.access import Visit
from shubbak.desk.shown.language import tongue
from shubbak.desk.trail import filter_of, list_query, trail_of
from shubbak.desk.words import CHANNELS, TABS, Words, word
from shubbak.foundation.tables import FORMATS, Table
from shubbak.insights.actions import note_export_begun, note_export_ended
from shubbak.insights.rules import Asked, TooManyRows, Wording
from shubbak.insights.streaming import Stream
from shubbak.journal.rules import Actor

HEADINGS: Words = {
    "number": _("Number"),
    "service": _("Service"),
    "stage": _("Stage"),
    "result": _("Result"),
    "unit": _("Unit"),
    "in_charge": _("In charge"),
    "channel": _("Channel"),
    "received": pgettext_lazy("column", "Received"),
    "register_day": pgettext_lazy("column", "Day of the register"),
    "due": pgettext_lazy("column", "Due"),
    "told": pgettext_lazy("column", "Person told"),
    "closed": pgettext_lazy("column", "Closed"),
    "subject": pgettext_lazy("column", "Subject"),
    "person": pgettext_lazy("actor", "The person"),
    "identity": pgettext_lazy("column", "Identity number"),
    "register": _("Register"),
    "id": pgettext_lazy("column", "Identifier"),
    "phone": pgettext_lazy("column", "Telephone"),
}
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class InView:
    """The list from which somebody came: its files, its name, what the journal says of it, the way back."""

    files: CaseQuerySet
    title: str
    asked: Asked
    back: str


def in_view(visit: Visit, query: Mapping[str, str]) -> InView:
    """The list or search that an address names, under the same rule as the page itself."""
    words = query.get("words", "").strip()[:LONGEST_SEARCH]
    if words:
        found = every_case_found(visit.staff, words, visit.at)
        title = gettext("Search: %(words)s") % {"words": words}
        back = reverse("desk_search", query={"words": words})
        return InView(found, title, Asked({"list": "search"}, {"words": words}), back)
    tab, only = trail_of(query).tab or "all", filter_of(query)
    narrowed = {name: _fact(value) for name, value in asdict(only).items() if value}
    files = listed(visit.staff, tab, at=visit.at, only=only, roles=visit.roles)
    back = reverse("desk_queue") + list_query(tab, only)
    return InView(files, word(TABS, tab), Asked({"list": "queue", "tab": tab, **narrowed}), back)


def came_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site led here: nobody is made to take a table away by following a link."""
    return request.headers.get("Sec-Fetch-Site", "") == "cross-site"


def wording() -> Wording:
    """The words of a table in the language of its reader."""
    speech = tongue()
    headings = {code: str(words) for code, words in HEADINGS.items()}
    channels = {code: str(words) for code, words in CHANNELS.items()}
    return Wording(speech.language, speech.zone, speech.country, headings, channels)


def cut_off_words() -> str:
    return gettext("INCOMPLETE: the export was interrupted. Ask for it again.")


def handed_over(
    visit: Visit, table: Table, asked: Asked, *, form: str, rows: int, name: str
) -> StreamingHttpResponse:
    """The table on its way, on record before the first byte leaves and again at its end.

    :raises TooManyRows: if a file of this kind (`form`) does not hold so many.
    :raises TooManyExports: if as many are under way already as there may be.
    """
    kind, export_id = FORMATS[form], uuid4()
    if kind.most_rows is not None and rows > kind.most_rows:
        raise TooManyRows
    note_export_begun(export_id=export_id, asked=asked, form=form, rows=rows, actor=visit.actor, at=visit.at)
    ended = partial(_note_end, actor=visit.actor, export_id=export_id)
    answer = StreamingHttpResponse(Stream(table, kind, ended), content_type=kind.media_type)
    stamp = visit.at.astimezone(tongue().zone)
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(name, stamp)}.{kind.code}"'
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


def with_reason(asked: Asked, reason: str) -> Asked:
    return replace(asked, private={**asked.private, "reason": reason}) if reason else asked


def _note_end(rows: int, complete: bool, *, actor: Actor, export_id: UUID) -> None:
    note_export_ended(export_id=export_id, rows=rows, complete=complete, actor=actor, at=timezone.now())


def _file_name(name: str, stamp: datetime) -> str:
    return f"{current_agency().code}-{name}-{stamp:%Y%m%d-%H%M}"


def _fact(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)
