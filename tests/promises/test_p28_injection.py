"""P28: nothing that is typed breaks out: not into SQL, a page, a mail's header, a table, a log, a template, a
paper, or a request of ours to somewhere else.

Canaries (`injection/canaries.py`) are typed into every box that is found: all questions of a pack, the names
of files, every form on the pages of the file, at the portal and at the desk. Then the pages are crawled as
each role, the papers and mails read. SHUBBAK_PROMISES is smoke (two packs, three canaries in turn, the pages
of the file), ci or full (every pack, every canary, every page that a link leads to).
"""

import itertools
import json
import logging
import os
import socket
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.catalogue.forms import Reading
from shubbak.catalogue.queries import current_service, services_listed, spec_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.notifications.actions import drain
from shubbak.notifications.models import Message
from tests.documents.hostile import PDF, picture
from tests.promises.injection.answers import answers_with
from tests.promises.injection.canaries import MARK, chosen, faults_in, faults_of_mail
from tests.promises.injection.forms import forms_in, links_in
from tests.promises.matrix.cast import STAFF, client_at, signed_in

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
TWO = (("miyah", "technical-complaint"), ("madina", "repair-permit"))
DESK = {"miyah": "guichet@miyah.example", "madina": "guichet@madina.example"}
MOST_PAGES = 250
"""Of one role, at ci size."""
LEFT_OUT = ("logout", "/language/", "withdraw", "/static/", "new-code")
pytestmark = [
    pytest.mark.promise("P28"),
    pytest.mark.asvs("1.2.1"),
    pytest.mark.asvs("1.2.2"),
    pytest.mark.asvs("1.2.4"),
    pytest.mark.asvs("1.3.7"),
    pytest.mark.asvs("1.3.10"),
    pytest.mark.asvs("1.3.11"),
]


class Typist:
    """Types one canary after the other."""

    def __init__(self) -> None:
        self._canaries = itertools.cycle(chosen(SIZE))
        self.typed = 0

    def __call__(self) -> str:
        self.typed += 1
        return next(self._canaries).text


class Watch:
    """What went wrong, wherever it was seen."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.pages = self.sung = 0

    def look(self, words: str, response: Any) -> str:
        """Look at an answer; gives its text, for the links on it."""
        self.faults += [f"{words}: {fault}" for fault in faults_in(response)]
        self.pages += 1
        is_page = str(response.headers.get("Content-Type", "")).startswith("text/html")
        text = response.content.decode() if is_page else ""
        self.sung += MARK in text
        return text

    def sql(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if MARK in str(sql):
            self.faults.append(f"in a statement: {str(sql)[:200]}")
        return execute(sql, params, many, context)

    def connect(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def watched(sock: socket.socket, address: Any) -> Any:
            if sock.family != socket.AF_UNIX:
                self.faults.append(f"somebody called {address}")
            return real(sock, address)

        return watched


@pytest.fixture
def watch(fresh_town, at, settings, monkeypatch, caplog) -> Iterator[Watch]:
    """An installation from which mail leaves; its statements, calls and log lines are watched."""
    settings.EMAIL_HOST = "mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SHUBBAK_HOURLY_LIMITS = dict.fromkeys(("deposit", "answer", "upload", "look_up"), 10**6)
    monkeypatch.setattr(timezone, "now", lambda: at)
    monkeypatch.setattr("shubbak.api.limits.is_within", lambda **_: True)
    caplog.set_level(logging.INFO)
    cache.clear()
    watching = Watch()
    monkeypatch.setattr(socket.socket, "connect", watching.connect(socket.socket.connect))
    with connection.execute_wrapper(watching.sql):
        yield watching


def packs(at: datetime) -> Iterator[tuple[str, str]]:
    if SIZE == "smoke":
        yield from TWO
        return
    for code in Agency.objects.exclude(schema_name="public").values_list("code", flat=True):
        look_at(Agency.objects.get(code=code))
        yield from [(code, service.service) for service in services_listed()]


def deposited(agency: str, service: str, say: Typist, at: datetime) -> dict[str, Any]:
    """Deposit through the API, a canary in every box; the answer."""
    body = Agency.objects.get(code=agency)
    look_at(body)
    spec = spec_of(current_service(service))
    reading = Reading("ar", body.country, calendar_of(body).local_day(at))
    answers = answers_with(spec, say, reading)
    client = client_at(agency)
    papers = [
        uploaded(client, service, spec, wanted.name, say) for wanted in spec.required_documents(answers)
    ]
    given = {"service": service, "answers": answers, "papers": papers, "language": "ar"}
    headers = {"Idempotency-Key": str(uuid4())}
    answer = client.post("/api/v1/deposits", json.dumps(given), "application/json", headers=headers)
    assert answer.status_code == 201, (agency, service, answer.content.decode())
    told: dict[str, Any] = answer.json()
    return told


def uploaded(client: Client, service: str, spec: ServiceSpec, name: str, say: Typist) -> dict[str, str]:
    """A file named by a canary; where that hides its ending, and the file is refused, by another name."""
    takes_pictures = "png" in spec.documents[name].formats
    content, ending = (picture("PNG"), "png") if takes_pictures else (PDF, "pdf")
    for called in (say(), MARK):
        file = SimpleUploadedFile(f"{called}.{ending}", content)
        answer = client.post("/api/v1/uploads", {"service": service, "document": name, "file": file})
        if answer.status_code == 201:
            return {"document": answer.json()["id"], "requirement": name}
        assert answer.status_code in (400, 422), answer.content.decode()
    raise AssertionError(answer.content.decode())


def type_into_forms(client: Client, start: str, say: Typist, watch: Watch) -> None:
    """Fill and send every form on the pages of the file that are linked from its own."""
    first = watch.look(start, client.get(start))
    linked = [link for link in links_in(first) if link.startswith(start)] if SIZE != "smoke" else []
    acts = [f"{start}message", f"{start}paper"] if start.endswith("/") else [f"{start}/acts/paper"]
    for url in dict.fromkeys([start, *linked, *acts]):
        if any(part in url for part in LEFT_OUT):
            continue
        for form in forms_in(watch.look(url, client.get(url)), url):
            if form.action.startswith(start) and not any(part in form.action for part in LEFT_OUT):
                watch.look(f"POST {form.action}", client.post(form.action, form.filled(say)))


def crawl(client: Client, starts: list[str], within: str, watch: Watch, role: str) -> None:
    """Every page that a link leads to; at smoke size only those of the file."""
    seen, waiting = set[str](), list(starts)
    while waiting and len(seen) < MOST_PAGES:
        url = waiting.pop(0).partition("#")[0]
        if url in seen or not url.startswith("/") or any(part in url for part in LEFT_OUT):
            continue
        if SIZE == "smoke" and url not in starts and not url.startswith(within):
            continue
        seen.add(url)
        waiting += links_in(watch.look(f"{role}: {url}", client.get(url)))


def opened(agency: str, told: dict[str, Any]) -> tuple[Client, str]:
    client = client_at(agency)
    answer = client.post("/track", {"number": told["number"], "code": told["code"]})
    return client, answer["Location"]


def staff_of(agency: str) -> list[tuple[str, str]]:
    if SIZE == "smoke" or agency != "miyah":
        return [("counter", DESK[agency])] if agency in DESK else []
    return [(role, email) for role, (email, _) in STAFF.items()]


def mails(watch: Watch, at: datetime) -> None:
    """Everything that waits leaves, and is read."""
    drain(at=at, limit=500)
    addresses = set(Message.objects.values_list("address", flat=True))
    for message in mail.outbox:
        watch.faults += [f"mail: {fault}" for fault in faults_of_mail(message.message(), addresses)]
    mail.outbox.clear()


def visit(agency: str, service: str, say: Typist, watch: Watch, at: datetime) -> None:
    told = deposited(agency, service, say, at)
    person, page = opened(agency, told)
    type_into_forms(person, page, say, watch)
    desk = f"/desk/cases/{page.strip('/').rpartition('/')[2]}"
    staff = [(role, signed_in(agency, email)) for role, email in staff_of(agency)]
    for _, client in staff[:2]:
        type_into_forms(client, desk, say, watch)
    crawl(person, [page, f"{page}receipt", f"{page}receipt.pdf"], page, watch, "applicant")
    for role, client in staff:
        crawl(client, [desk, f"/desk/search?words={MARK}", "/desk/outbox/"], desk, watch, role)
    look_at(Agency.objects.get(code=agency))
    mails(watch, at)


def test_no_canary_breaks_out(watch, at, capsys, caplog):
    say = Typist()
    visited = list(packs(at))
    for agency, service in visited:
        visit(agency, service, say, watch, at)
    line = f"\n2026-01-01 00:00:00 CRITICAL {MARK}"
    forged = [said for said in (record.getMessage() for record in caplog.records) if line in said]
    figures = f"{len(visited)} packs, {say.typed} boxes, {watch.pages} answers, {watch.sung} with canaries"
    with capsys.disabled():
        print(f"\nP28 {SIZE}: {figures}")
    assert watch.faults == []
    assert forged == []
    assert watch.sung > 3 * len(visited), "the canaries stand on the pages"


def test_a_page_that_forgets_to_escape_would_be_found(watch, at, monkeypatch):
    monkeypatch.setattr("django.template.base.render_value_in_context", lambda value, context: str(value))
    visit(*TWO[0], Typist(), watch, at)
    assert any("knry" in fault for fault in watch.faults)
