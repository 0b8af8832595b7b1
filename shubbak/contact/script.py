"""What may be said to whoever showed that a file is theirs, as sentences to read out.

It is taken from what the person would see themselves with number and code: nothing inside the body is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, override

from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case
from shubbak.cases.queries import TrackingView, tracking_view
from shubbak.foundation.localized import pick
from shubbak.foundation.text import isolate, isolate_ltr, long_date, shown_phone


@dataclass(frozen=True)
class Script:
    """In one language: where the file is, until when, what is waited for, whom to call; then all of it in
    sentences. A part that there is nothing to say of is empty.
    """

    language: str
    stage: str
    due: str
    late: bool
    waited: tuple[str, ...]
    result: str
    unit: str
    phone: str
    email: str
    text: str = ""


def script_of(case: Case, language: str, at: datetime) -> Script:
    """What to say in this language. `case` comes with unit and service version."""
    with override(language):
        view = tracking_view(case, language, at)
        script = _parts(view, language)
        return replace(script, text=" ".join(_sentences(view, script)))


def _parts(view: TrackingView, language: str) -> Script:
    agency, unit = current_agency(), view.unit
    now = next((stage for stage, _reached in view.stages if stage.mark == "now"), None)
    numbers = [str(line.get("number", "")) for line in (*unit.phones, *agency.phones)]
    promise = None if view.case.closed_at else view.promise
    day = promise.due.astimezone(ZoneInfo(agency.zone)).date() if promise else None
    return Script(
        language=language,
        stage=pick(now.note or now.title, language) if now else "",
        due=long_date(day, language, agency.country, agency.digits) if day else "",
        late=bool(promise and promise.late),
        waited=tuple(": ".join(filter(None, (item.title, item.words))) for item in view.asked),
        result=view.result if view.is_out else "",
        unit=pick(unit.name, language),
        phone=shown_phone(numbers[0], agency.country) if numbers else "",
        email=unit.email or agency.email,
    )


def _sentences(view: TrackingView, script: Script) -> Iterator[str]:
    named = {"number": isolate_ltr(view.number), "title": isolate(view.title)}
    if script.stage:
        named["stage"] = isolate(script.stage)
        yield gettext("Your file number %(number)s, “%(title)s”, is at this stage: %(stage)s.") % named
    else:
        yield gettext("Your file number %(number)s, “%(title)s”, is closed.") % named
    yield from _of_result(script) if script.result else _of_time(view, script)
    if script.waited:
        items = gettext("; ").join(isolate(item) for item in script.waited)
        yield gettext("This is awaited from you: %(items)s.") % {"items": items}
    elif not view.case.closed_at:
        yield gettext("Nothing is awaited from you.")
    yield _of_unit(script)


def _of_result(script: Script) -> Iterator[str]:
    yield gettext("The result is: %(result)s.") % {"result": isolate(script.result)}


def _of_time(view: TrackingView, script: Script) -> Iterator[str]:
    due = {"due": isolate(script.due)}
    if view.held:
        yield gettext("Its time stands still until what was asked of you has arrived.")
    elif script.late:
        yield gettext("The answer was due by %(due)s and is late.") % due
    elif script.due:
        yield gettext("You will have the answer by %(due)s at the latest.") % due


def _of_unit(script: Script) -> str:
    named = {"unit": isolate(script.unit), "phone": isolate_ltr(script.phone)}
    if not script.phone:
        return gettext("It is with %(unit)s.") % named
    return gettext("It is with %(unit)s, whom you reach directly at %(phone)s.") % named
