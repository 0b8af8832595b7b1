"""What left the body, for its administrators."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import current_agency
from shubbak.desk import words
from shubbak.desk.access import DeskRequest, administrators_only
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue
from shubbak.notifications.queries import given_up, latest_messages


@administrators_only
@require_safe
def outbox(request: DeskRequest) -> HttpResponse:
    """Newest first. The text itself is shown to accounts of the demonstration alone: it is personal."""
    visit, speech = request.visit, tongue()
    try:
        found, next_key = latest_messages(request.GET.get("after", ""))
    except ValueError:
        raise Http404 from None
    lines = [
        {
            "message": message,
            "moment": speech.moment(message.sent_at or message.created_at, visit.at),
            "channel": words.word(words.CHANNELS, message.channel),
            "state": words.word(words.MESSAGE_STATES, message.state),
            "deliveries": message.deliveries.all() if visit.staff.is_demo else (),
        }
        for message in found
    ]
    tasks = [
        {"task": task, "moment": speech.moment(task.last, visit.at)}
        for task in given_up(current_agency().schema_name)
    ]
    shown = {"lines": lines, "older_url": f"?after={quote(next_key)}" if next_key else "", "tasks": tasks}
    return show(request, "desk/outbox.html", shown, here="outbox")
