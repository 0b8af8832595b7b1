"""The page on which anyone checks a receipt: by its own script, from a saved copy too, or by the server.

The script stands inside the page, so that a saved copy keeps it; the content security policy allows it by its
hash. The public keys stand inside as well.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import agencies_listed, current_agency
from shubbak.foundation.time_zones import offsets
from shubbak.journal.queries import consistency_proof, latest_checkpoint
from shubbak.journal.receipt import ReceiptFacts
from shubbak.journal.rotation import printed
from shubbak.journal.signing import public_keys, published_keys
from shubbak.registry.books.verifying import Verdict, issued, proof_of, verdict

_YEARS = (2020, 2050)
"""For which the page carries the legal time of each body: a device may know an older one, or none."""
_STATIC = Path(__file__).parent / "static"


def _source(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def _page_script() -> str:
    """One script without imports: a saved page has nothing beside it to import from."""
    noble = _source("vendor/noble/ed25519.js").rpartition("\nexport {")[0]
    ours = _source("shubbak/js/verify-core.js") + _source("shubbak/js/verify-page.js")
    return f"(() => {{\n{noble}\n{ours}}})();\n"


def _allowed(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"


SCRIPT = _page_script()
STYLE = ".icon{max-width:1.5em;max-height:1.5em}.verification-facts dd{overflow-wrap:anywhere}"
"""Keeps a saved copy readable where the style sheet was not saved with it."""


_OF_A_TILL = re.compile(r"[0-9]{4}-[A-Za-z0-9]{1,6}-[0-9]{1,9}-[A-Za-z2-7]{4,26}")


@dataclass(frozen=True, slots=True)
class VerificationPage:
    """`typed` as it was sent; `verdict` is None before anything was; `data` is for the script.

    `facts` are those of a genuine receipt: of any other, nothing that it states is repeated.
    """

    typed: str
    verdict: Verdict | None
    facts: ReceiptFacts | None
    body: str
    register: str
    data: dict[str, Any]
    script: str = SCRIPT
    style: str = STYLE


@csp_update({"script-src": [_allowed(SCRIPT)], "style-src": [_allowed(STYLE)]})
def verify(request: HttpRequest, text: str = "") -> HttpResponse:
    """The form, and the server's answer for whoever has no script."""
    typed = text or request.GET.get("receipt", "")[:2000]
    if (till := _OF_A_TILL.fullmatch("".join(typed.split()))) is not None:
        return redirect("till_receipt", till[0].upper())
    found = verdict(typed) if typed.strip() else None
    return render(request, "portal/verification.html", {"page": _page(typed, found, current_agency())})


def proof(request: HttpRequest, text: str) -> JsonResponse:  # noqa: ARG001
    """That the entry of a receipt is in the register, for the page's script or anyone's."""
    found = issued(text)
    if found.facts is None or found.issue != "genuine":
        return JsonResponse({"place": "absent"}, status=404)
    place, shown = proof_of(found.facts)
    return JsonResponse({"place": place, "receipt": found.text, **(shown.shown() if shown else {})})


def checkpoint(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The newest signed checkpoint of the register, as text: for whoever watches over it."""
    latest = latest_checkpoint()
    if latest is None:
        raise Http404
    return HttpResponse(latest.note, content_type="text/plain; charset=utf-8")


def consistency(request: HttpRequest, old: int, new: int) -> JsonResponse:  # noqa: ARG001
    """That the register of `old` lines begins that of `new`: what `verify.py checkpoint --proof` reads."""
    latest = latest_checkpoint()
    if latest is None or not 0 < old <= new <= latest.size:
        raise Http404
    return JsonResponse(
        {"old": old, "new": new, "path": [step.hex() for step in consistency_proof(old, new)]}
    )


def keys(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Every public key of the installation, oldest first: key id, key, and what the one before it signed."""
    return HttpResponse(printed(published_keys()), content_type="text/plain; charset=utf-8")


def _page(typed: str, found: Verdict | None, agency: Agency) -> VerificationPage:
    language = get_language() or agency.default_language
    listed = agencies_listed()
    bodies = {each.pk: each.localized_name(language) for each in listed}
    registers = _registers()
    facts = found.facts if found and found.issue == "genuine" else None
    return VerificationPage(
        typed=typed,
        verdict=found,
        facts=facts,
        body=bodies.get(facts.agency, str(facts.agency)) if facts else "",
        register=registers[facts.kind] if facts else "",
        data={
            "keys": {name.hex(): key.hex() for name, key in public_keys().items()},
            "bodies": bodies,
            "registers": registers,
            "zones": {each.pk: each.zone for each in listed},
            "offsets": {each.zone: offsets(each.zone, *_YEARS) for each in listed},
            "locale": f"{language}-{agency.country.upper()}-u-nu-{agency.digits}",
            "base": "/v/",
        },
    )


def _registers() -> dict[str, str]:
    return {
        "other": _("Register"),
        "incoming": _("Incoming register"),
        "outgoing": _("Outgoing register"),
        "internal": _("Internal register"),
        "complaints": _("Register of complaints"),
        "permits": _("Register of permits"),
        "requests": _("Register of requests"),
    }
