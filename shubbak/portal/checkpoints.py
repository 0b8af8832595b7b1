"""The signed checkpoints of the register, for whoever watches over it: a page to print, a feed, JSON.

What has left the house cannot be taken back: an archive, a library, another body that follows the feed holds
what the register must agree with for ever.
"""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import address_of, current_agency
from shubbak.journal.models import Checkpoint
from shubbak.journal.queries import checkpoints_of_days, origin_of

DAYS = 31


def _shown() -> list[Checkpoint]:
    """The last of each of the last days, the newest of all first."""
    return checkpoints_of_days(ZoneInfo(current_agency().zone), DAYS)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The newest one whole, as it is printed and kept; those of the days before by size and root."""
    shown = _shown()
    context = {
        "newest": shown[0] if shown else None,
        "others": shown[1:],
        "feed": _address("checkpoint_feed"),
    }
    return render(request, "portal/checkpoints.html", context)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  the shape of a view
    """Atom; each entry is the note itself, so that a reader keeps what it read."""
    agency, language = current_agency(), get_language() or "ar"
    shown = _shown()
    written = Atom1Feed(
        title=_("Signed checkpoints: %(body)s") % {"body": agency.localized_name(language)},
        link=_address("checkpoints"),
        description="",
        language=language,
        feed_url=_address("checkpoint_feed"),
        feed_guid=f"urn:shubbak:{agency.code}:checkpoints",
        author_name=agency.localized_name(language),
    )
    for each in shown:
        written.add_item(
            title=f"{origin_of(each)} {each.size}",
            link=_address("checkpoints"),
            description=each.note,
            unique_id=f"urn:shubbak:{origin_of(each)}:{each.size}",
            updateddate=each.at,
            pubdate=each.at,
        )
    return HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
def as_json(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  the shape of a view
    """The same for programs: the notes, and where keys and proofs are."""
    return JsonResponse(
        {
            "keys": _address("public_keys"),
            "consistency": address_of(current_agency(), "/v/consistency/{old}/{new}.json"),
            "checkpoints": [
                {"origin": origin_of(each), "size": each.size, "at": each.at.isoformat(), "note": each.note}
                for each in _shown()
            ],
        }
    )


def _address(name: str) -> str:
    return address_of(current_agency(), reverse(name))
