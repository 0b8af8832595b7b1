"""Draws every page of the gallery, and serves the drawn pages on the loopback for a browser.

``python -m tests.design.gallery FOLDER`` takes their pictures at 360 and 1280, in Arabic and in French.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import django
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

PORTAL = Path(__file__).resolve().parents[2] / "shubbak" / "portal"
LANGUAGES = ("ar", "fr")


@dataclass(frozen=True)
class Shown:
    template: str
    page: Callable[[str], Any]
    agency: str = "miyah"


def shown_pages() -> dict[str, Shown]:
    from shubbak.portal.forms import TrackForm
    from tests.design import sample_bill
    from tests.design import sample_pages as sample

    pages = sample.pages

    def said(lang: str) -> Any:
        links = [pages.Link(sample.say(lang, "العودة إلى الملف", "Retour au dossier"), "/")]
        return pages.MessagePage(sample.say(lang, "وصلتنا الوثيقة", "La pièce est arrivée"), "…", links)

    def write(lang: str) -> Any:
        title = sample.say(lang, "كتابة رسالة", "Écrire un message")
        return pages.FormPage(title, "", sample.OpinionForm(), title, pages.Link(title, "/"))

    def services(lang: str) -> Any:
        return pages.ServicesPage(
            [pages.ServiceLine(sample.service(lang).title, sample.service(lang).summary, "/s")]
        )

    def contact(lang: str) -> Any:
        home = sample.home(lang)
        return pages.ContactPage(home.phones, home.opening, home.address, "a@b.example", [sample.where(lang)])

    return {
        **{name: Shown(*drawn) for name, drawn in sample_bill.PAGES.items()},
        "home": Shown("portal/home.html", sample.home),
        "services": Shown("portal/services.html", services),
        "nothing-found": Shown("portal/services.html", lambda lang: pages.ServicesPage([], "فاتورة")),
        "service": Shown("portal/service.html", sample.service),
        "question": Shown("portal/question.html", sample.question),
        "question-error": Shown("portal/question.html", partial(sample.question, wrong=True)),
        "review": Shown("portal/review.html", sample.review),
        "receipt": Shown("portal/receipt.html", sample.receipt),
        "receipt-unsigned": Shown("portal/receipt.html", partial(sample.receipt, signed=False)),
        "tracking": Shown("portal/tracking.html", sample.tracking, "madina"),
        "tracking-form": Shown("portal/tracking_form.html", lambda lang: pages.TrackingFormPage(TrackForm())),
        "decision": Shown("portal/decision.html", sample.decision, "madina"),
        "rate": Shown("portal/rate.html", sample.rate),
        "form": Shown("portal/form.html", write),
        "message": Shown("portal/message.html", said),
        "not-saved": Shown("portal/not_saved.html", said),
        "contact": Shown("portal/contact.html", contact),
        "404": Shown("404.html", said),
        "403": Shown("403.html", said),
        "403-csrf": Shown("403_csrf.html", said),
        "500": Shown("500.html", said),
        "disk-full": Shown("disk_full.html", said),
        "database-away": Shown("database_away.html", said),
    }


def drawn(name: str, language: str) -> str:
    """The HTML of one page of the gallery in one language."""
    from tests.design import sample_pages as sample

    shown = shown_pages()[name]
    with translation.override(language):
        context = {
            "page": shown.page(language),
            "agency": sample.agency(shown.agency),
            "language": language,
            "direction": "rtl" if language == "ar" else "ltr",
            "request": RequestFactory().get("/"),
            "typed": [("name", "أمينة بناني")],
        }
        return render_to_string(shown.template, context)


class _Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        from shubbak.portal.palette import palette_sheet
        from tests.design import sample_pages as sample

        path = self.path.split("?")[0]
        if path.startswith("/static/"):
            return super().do_GET()
        agency = "madina" if "tracking" in self.headers.get("Referer", "") else "miyah"
        if path == "/palette.css":
            return self._answer(palette_sheet(sample.agency(agency).palette), "text/css")
        if path == "/seal.svg":
            return self._answer("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
        language, _, name = path.strip("/").partition("/")
        if name not in shown_pages():
            return self.send_error(404)
        return self._answer(drawn(name, language), "text/html")

    def _answer(self, body: str, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: Any) -> None:
        """Nobody reads a log of the gallery."""


@contextmanager
def served() -> Iterator[str]:
    """The address of the gallery: ``{address}/ar/home``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(PORTAL)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def take_pictures(folder: Path, wanted: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name in wanted or shown_pages():
            for language in LANGUAGES:
                for width in (360, 1280):
                    page = browser.new_page(viewport={"width": width, "height": 800})
                    page.goto(f"{address}/{language}/{name}")
                    page.screenshot(path=folder / f"{name}-{width}-{language}.png", full_page=True)
                    page.close()
        browser.close()


if __name__ == "__main__":
    django.setup()
    take_pictures(Path(sys.argv[1]), sys.argv[2:])
