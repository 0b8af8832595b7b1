"""The page with the question: it carries along what was sent, so that a right answer sends it again."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest

from shubbak.portal import pages, passes, proving
from shubbak.portal.forms import ProofForm

_OURS = frozenset({passes.TOKEN, passes.ANSWER, "csrfmiddlewaretoken"})


def proof_page(request: HttpRequest, at: datetime) -> pages.ProofPage:
    """Asks anew each time; a wrong answer is said to be wrong."""
    asked = proving.ask(at)
    sent = request.POST if request.method == "POST" else request.GET
    return pages.ProofPage(
        form=ProofForm(asked, was_wrong=bool(sent.get(passes.TOKEN))),
        method="post" if request.method == "POST" else "get",
        url=request.get_full_path() if request.method == "POST" else request.path,
        token=asked.token,
        carried=[pair for pair in _pairs(request) if pair[0] not in _OURS],
        lost_files=bool(request.FILES),
    )


def _pairs(request: HttpRequest) -> Iterator[tuple[str, str]]:
    sent = request.POST if request.method == "POST" else request.GET
    for name, values in sent.lists():
        for value in values:
            yield name, str(value)
