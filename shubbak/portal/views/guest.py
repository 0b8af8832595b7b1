"""A letter for somebody who was sent a link: read, confirmed, answered."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.documents.rules import NotServed
from shubbak.documents.serving import as_attachment
from shubbak.documents.wording import not_served_words
from shubbak.portal.forms import GuestAnswerForm
from shubbak.portal.guests import guest_page, send_guest_answer
from shubbak.portal.limits import limited, spend
from shubbak.portal.pages import Link, MessagePage
from shubbak.registry.actions import confirm_receipt, note_opened
from shubbak.registry.queries import letter_of_guest, papers_for_guest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """The letter; a post answers it, once."""
    at, is_sent = timezone.now(), request.method == "POST"
    spend(request, "upload" if is_sent else "look_up", at, max(1, len(request.FILES)))
    found = letter_of_guest(token, at)
    if found is None:
        return _gone(request)
    link, sent = found
    form = GuestAnswerForm(request.POST, request.FILES) if is_sent else None
    if form is not None and send_guest_answer(link, sent, form, at):
        return redirect("guest_letter", token)
    if request.method == "GET":
        note_opened(letter=sent, link=link, at=at)
    page = guest_page(token, link, sent, form)
    return render(request, "portal/guest.html", {"page": page}, status=422 if is_sent else 200)


@never_cache
@require_POST
@limited
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Says that the letter is there."""
    at = timezone.now()
    spend(request, "look_up", at)
    found = letter_of_guest(token, at)
    if found is None:
        return _gone(request)
    link, sent = found
    confirm_receipt(letter=sent, link=link, at=at)
    return redirect("guest_letter", token)


@never_cache
@require_safe
@limited
def paper(request: HttpRequest, token: str, scan_id: int) -> HttpResponseBase:
    """A paper of the letter."""
    at = timezone.now()
    spend(request, "look_up", at)
    found = letter_of_guest(token, at)
    scan = papers_for_guest(found[1]).filter(pk=scan_id).first() if found else None
    if scan is None:
        raise Http404
    try:
        return as_attachment(scan.document)
    except NotServed as refused:
        back = Link(gettext("Back to the letter"), reverse("guest_letter", args=[token]))
        page = MessagePage(not_served_words(refused), "", [back], is_done=False)
        return render(request, "portal/message.html", {"page": page}, status=404)


def _gone(request: HttpRequest) -> HttpResponse:
    page = MessagePage(
        gettext("This link does not open a letter any more"),
        gettext("Its time is over, or it was withdrawn. Ask the registry office that sent it for another."),
        [Link(gettext("Offices and hours"), reverse("contact"))],
        is_done=False,
    )
    return render(request, "portal/message.html", {"page": page}, status=404)
