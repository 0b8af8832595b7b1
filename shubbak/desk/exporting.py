"""Tables that leave by the desk: which list is in view, in which words, and the answer that carries it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from uuid import UUID, uuid4

from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.queries import every_case_found, listed
from shubbak.desk.access import Visit
from shubbak.desk.shown.language import tongue
from shubbak.desk.trail import filter_of, list_query, trail_of
from shubbak.desk.words import CHANNELS, TABS, Words, word
from shubbak.foundation.tables import FORMATS, Table
from shubbak.insights.actions import note_export_begun, note_export_ended
from shubbak.insights.archive import archive_of, covering_checkpoint
from shubbak.insights.rules import Asked, TooManyRows, Wording
from shubbak.insights.streaming import Stream, table_parts
from shubbak.journal.actions import checkpoint as checkpoint_now
from shubbak.journal.rules import Actor

HEADINGS: Words = {
    "number": _("Number"),
    "service": pgettext_lazy("desk", "Service"),
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
    stream = Stream(partial(table_parts, table, kind), ended, kind.cut_off(table))
    return _answer(visit, stream, kind.media_type, f"{name}.{kind.code}")


def archive_handed_over(visit: Visit, case: Case, reason: str) -> StreamingHttpResponse:
    """The whole file as a signed archive on its way, on record as an export.

    :raises NotCovered: if no signed checkpoint reaches the last line about it.
    :raises TooManyExports: if as many are under way already as there may be.
    """
    checkpoint_now(at=visit.at)
    export_id, covering = uuid4(), covering_checkpoint(case)
    asked = Asked({"list": "archive", "case": case.number}, {"reason": reason})
    note_export_begun(export_id=export_id, asked=asked, form="zip", rows=1, actor=visit.actor, at=visit.at)
    at = visit.at.replace(microsecond=0)
    parts = partial(archive_of, case, current_agency(), covering, at)
    ended = partial(_note_end, actor=visit.actor, export_id=export_id)
    return _answer(visit, Stream(parts, ended), "application/zip", f"case-{case.entry.number}.zip")


def _answer(visit: Visit, stream: Stream, media_type: str, name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(stream, content_type=media_type)
    stamp = visit.at.astimezone(tongue().zone)
    named = f"{current_agency().code}-{stamp:%Y%m%d-%H%M}-{name}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{named}"'
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


def with_reason(asked: Asked, reason: str) -> Asked:
    return replace(asked, private={**asked.private, "reason": reason}) if reason else asked


def _note_end(rows: int, complete: bool, *, actor: Actor, export_id: UUID) -> None:
    note_export_ended(export_id=export_id, rows=rows, complete=complete, actor=actor, at=timezone.now())


def _fact(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)
