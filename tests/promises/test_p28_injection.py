"""P28: nothing that is typed breaks out: not into SQL, a page, a mail's header, a table, a log, a template, a
paper, or a request of ours to somewhere else.

Canaries (`injection/canaries.py`) are typed into every box that is found: all questions of a pack, the names
of files, every form that a page shows, at the portal and at the desk. Then the pages are read as each role,
papers, tables and mails too. SHUBBAK_PROMISES is smoke (two packs, three canaries in turn, two of the staff),
ci or full (every pack, every canary, all roles, each form also with words in every box, whatever it is for;
and no page of ours may stay unread).
"""

import logging
import os
import time
from collections.abc import Iterator
from datetime import datetime
from email import message_from_string
from socket import socket

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import escape, json_script

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.catalogue.queries import services_for_people
from shubbak.catalogue.spec import ServiceSpec
from shubbak.journal.rules import SYSTEM
from shubbak.people.models import Staff
from shubbak.planning.zoning.actions import import_plan
from tests.planning.zoning.plan_of_test import feature, plan_file, square
from tests.promises.injection.canaries import CANARIES, MARK, RECKONED, faults_in, faults_of_mail
from tests.promises.injection.visiting import Visit
from tests.promises.injection.watching import Watch
from tests.promises.matrix.cast import STAFF, signed_in
from tests.promises.matrix.routes import routes

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
IS_SMOKE = SIZE == "smoke"
TWO = (("miyah", "technical-complaint"), ("madina", "repair-permit"))
BUSY = ("clientele@miyah.example", "direction@miyah.example", "dabt@miyah.example", "audit@miyah.example")
"""Who types most: counter and head, administrator, registry clerk, auditor."""
EXCUSED = {
    "language/": "chooses the language of whoever asks",
    "d/<slug:code>/uploads": "is no page: tests/portal/test_uploads.py",
    "services/<slug:code>/start": "only leads on",
    "d/<slug:code>/later": "shows the link of a draft",
    "back/": "only leads on",
    "my/code": "takes six figures",
    "my/leave": "only leads on",
    "my/mandates/<uuid:mandate_id>/answer": "takes a yes or a no",
    "my/contracts/": "of a contract that is kept: tests/portal/test_contracts.py",
    "my/groups/": "of a group that is kept: tests/portal/test_contracts.py",
    "reading/<slug:contract_number>/<uuid:submission_key>/contest": "only leads on",
    "t/": "only leads on",
    "q/": "of a receipt of a till: tests/desk/test_cashier.py",
    "b/": "of a bill that was issued: tests/portal/test_bills.py",
    "contract/<str:contract_number>/": "of a contract: tests/portal/test_bills.py, test_prepaid.py",
    "group/<str:group_number>/": "of an institution's contracts: tests/portal/test_grouped.py",
    "g/": "of a letter that was sent by link: tests/desk/registry",
    "file/<uuid:case_id>/decision": "of a decided file",
    "file/<uuid:case_id>/answer": "of a file from which papers are asked",
    "file/<uuid:case_id>/opinion": "of a decided file",
    "file/<uuid:case_id>/reopen": "of a decided file",
    "file/<uuid:case_id>/silence": "of a file whose time is over",
    "file/<uuid:case_id>/delay": "of a file whose time is over",
    "file/<uuid:case_id>/steps/": "of a state in which the person has a step",
    "pay/": "opened by a link to what is owed: tests/portal/test_paying.py",
    "sittings/": "opened by the link of a member: tests/planning/test_portal.py",
    "messages/": "closed where mail leaves",
    "delays.": "figures alone: tests/insights/test_delays.py",
    "healthz": "says one word",
    "readyz": "says one word",
    "v/": "shows what was signed: P10",
    "desk/many": "answers a form",
    "desk/deposits/<uuid:draft_id>/papers/": "answers a form",
    "desk/cases/<uuid:case_id>/kept/": "answers a form",
    "desk/unit/hand-over/": "of a colleague with files",
    "desk/arrears/letters/": "of a contract whose bills are late: tests/desk/test_arrears.py",
    "desk/arrears/orders/<int:work_id>": "of a cut that was ordered: tests/desk/test_arrears.py",
    "desk/contracts/<str:contract_number>/bills/": "of a bill that was issued: tests/desk/test_contracts.py",
    "desk/contracts/<str:contract_number>/dues/": "of a bill that was issued: tests/desk/test_contracts.py",
    "desk/contracts/<str:contract_number>/mandates/<uuid": "of a mandate: tests/desk/test_debits.py",
    "desk/contracts/groups/": "of an institution's contracts: tests/desk/test_groups.py",
    "desk/contracts/<str:contract_number>/group": "of an institution: tests/desk/test_groups.py",
    "desk/contracts/<str:contract_number>/refund": "of a contract with credit: tests/desk/test_contracts.py",
    "desk/prepaid/<str:drn>": "of a prepaid meter: tests/desk/test_prepaid.py",
    "desk/prepaid/practice/<int:practice_id>": "of rules that somebody proposed: tests/desk/test_prepaid.py",
    "desk/registry/letters/": "of a letter that a clerk has entered: tests/desk/registry",
    "desk/registry/outage/": "of numbers that a clerk has reserved: tests/desk/registry",
    "desk/registry/handovers/": "of a letter that was sent to a unit: tests/desk/registry",
    "desk/registry/circulars/<uuid:entry_id>": "of a circular that was sent: tests/desk/registry",
    "desk/registry/slips/": "of a slip that was made: tests/desk/registry",
    "desk/registry/mail/<uuid:mail_id>": "of a message that came by e-mail: tests/desk/registry",
    "desk/registry/scans/<uuid:part_id>": "of a scan that came: tests/desk/registry",
    "desk/registry/scans/files/": "of a scan that came: tests/desk/registry",
    "desk/registry/scans/next": "only leads on",
    "desk/registry/scans/add": "answers a form",
    "desk/registry/files/": "of letters whose time is over: tests/desk/registry",
    "desk/registry/days/": "of a day that a clerk has closed: tests/desk/registry",
    "desk/registry/senders": "is no page: tests/desk/registry",
    "desk/registry/departure/<uuid:draft_id>": "of a letter that somebody writes: tests/desk/registry",
    "desk/registry/departure/sending/": "of a letter that was signed: tests/desk/registry",
    "desk/metering/photographs/": "of a photograph that somebody sent: tests/desk/test_metering.py",
    "desk/metering/readings/": "decided by whoever comes first: tests/desk/test_metering.py",
    "desk/sittings/bodies/<slug:body_code>/": "of a body that sits: tests/planning/test_desk.py",
    "desk/sittings/seats/": "of a member of a body: tests/planning/test_desk.py",
    "desk/sittings/items/": "of a file on an agenda: tests/planning/test_desk.py",
    "desk/sittings/reservations/": "of an opinion that was given: tests/planning/test_desk.py",
    "desk/sittings/<uuid:sitting_id>": "of a sitting that was planned: tests/planning/test_desk.py",
    "desk/money/": "of money that needs somebody: tests/desk/test_money.py",
    "desk/cashier/": "of a cashier who stands at a till: tests/desk/test_cashier.py",
    "desk/billing/corrections/": "of a bill that somebody says is wrong: tests/desk/test_contracts.py",
    "desk/billing/<int:run_id>": "of a run that somebody began: tests/desk/test_billing.py",
    "desk/metering/files/": "of a file that was taken in: tests/desk/test_metering.py",
    "desk/administration/proposals/<int:proposal_id>": "of a whole pack",
    "desk/administration/announcements/": "answers a form",
    "board/posters/": "is a paper: tests/board/test_posters.py",
    "board/<slug:code>/": "of a screen that was set up: tests/board",
    "desk/administration/screens/<slug": "of a screen that was set up: tests/desk/administration",
    "desk/administration/erasure/<int:list_id>": "of files that are over",
    "desk/administration/holds/": "of a file that is kept",
    "staff/": "shows the person at the desk their own factors",
}
"""Beginnings of routes that this visit need not read, each with its reason."""
pytestmark = [
    pytest.mark.promise("P28"),
    pytest.mark.asvs("1.2.1"),
    pytest.mark.asvs("1.2.2"),
    pytest.mark.asvs("1.2.4"),
    pytest.mark.asvs("1.3.7"),
    pytest.mark.asvs("1.3.10"),
    pytest.mark.asvs("1.3.11"),
]


@pytest.fixture
def watch(fresh_town, signer, at, settings, monkeypatch, caplog) -> Iterator[Watch]:
    """An installation from which mail leaves; its statements, calls and log lines are watched."""
    settings.EMAIL_HOST = "mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    limits = ("deposit", "answer", "upload", "look_up", "code")
    settings.SHUBBAK_HOURLY_LIMITS = dict.fromkeys(limits, 10**6)
    monkeypatch.setattr(timezone, "now", lambda: at)
    monkeypatch.setattr("shubbak.api.limits.is_within", lambda **_: True)
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    caplog.set_level(logging.INFO)
    cache.clear()
    watching = Watch()
    monkeypatch.setattr(socket, "connect", watching.connect(socket.connect))
    with connection.execute_wrapper(watching.sql):
        yield watching


def packs() -> list[tuple[str, ServiceSpec]]:
    found = []
    for body in Agency.objects.exclude(schema_name="public"):
        look_at(body)
        found += [(body.code, spec) for spec in services_for_people()]
    return [(agency, spec) for agency, spec in found if not IS_SMOKE or (agency, spec.code) in TWO]


def staff_of(agency: str) -> list[str]:
    """All roles at the utility, the first two of the others."""
    if agency == "miyah":
        return [email for email, _ in STAFF.values()]
    look_at(Agency.objects.get(code=agency))
    return list(Staff.objects.filter(is_active=True).order_by("pk").values_list("email", flat=True)[:2])


def lay_a_plan(agency: str, at: datetime) -> None:
    """A plan whose every word is a canary."""
    look_at(Agency.objects.get(code=agency))
    words = CANARIES[0].text
    told = {"title_ar": words, "use_ar": words, "height": words}
    zone = feature("A", square(-10.058, 28.986, 0.002), **told)
    import_plan(file=plan_file(features=[zone], title_ar=words, decree_ar=words), actor=SYSTEM, at=at)


def everything(visit: Visit) -> None:
    lay_a_plan("miyah", visit.at)
    for agency, spec in packs():
        visit.deposit(agency, spec)
        visit.write(agency, spec)
    holder = visit.proven("miyah", "knry@example.ma")
    visit.account(holder)
    visit.read_meters("miyah")
    for email in BUSY[: 2 if IS_SMOKE else None]:
        visit.work("miyah", email, most=1 if IS_SMOKE else 2)
    for agency in visit.files:
        visit.look_around(agency)
        visit.mails(agency)
        for email in () if IS_SMOKE else staff_of(agency):
            visit.work(agency, email, types=agency != "miyah")
    visit.account(holder)


def unread(watch: Watch) -> list[str]:
    known = [route.template for route in routes() if route.door != "api"]
    return [route for route in known if route not in watch.read and not route.startswith(tuple(EXCUSED))]


def test_no_canary_breaks_out(watch, at, capsys, caplog):
    began = time.process_time()
    visit = Visit(watch, at, storms=not IS_SMOKE, size=SIZE)
    everything(visit)
    line = f"\n2026-01-01 00:00:00 CRITICAL {MARK}"
    forged = [said for said in (record.getMessage() for record in caplog.records) if line in said]
    seen = f"{watch.answers} answers of {len(watch.read)} routes, {len(watch.sang)} with canaries"
    with capsys.disabled():
        spent = time.process_time() - began
        print(f"\nP28 {SIZE}: {visit.packs} packs, {visit.say.typed} boxes, {seen}; {spent:.0f} s of work")
    assert watch.faults == []
    assert forged == []
    assert {"desk/", "desk/cases/<uuid:case_id>", "desk/labels/", "file/<uuid:case_id>/"} <= watch.sang
    assert IS_SMOKE or unread(watch) == []


def test_a_page_that_forgets_to_escape_would_be_found(watch, at, monkeypatch):
    visit = Visit(watch, at, storms=False, size="smoke")
    [(agency, spec)] = [(agency, spec) for agency, spec in packs() if (agency, spec.code) == TWO[0]]
    monkeypatch.setattr("django.template.base.render_value_in_context", lambda value, context: str(value))
    page = f"/desk/cases/{visit.deposit(agency, spec)}"
    visit.walk("counter", signed_in(agency, BUSY[0]), [page], within=page, types=False)
    assert any("knry" in fault for fault in watch.faults)


SAID = {canary.kind: canary.text for canary in CANARIES}
BROKEN = {
    "text": HttpResponse(f"<p>{SAID['html']}</p>"),
    "attribute": HttpResponse(f'<input value="{SAID["html"]}">'),
    "cut short": HttpResponse(f'<input value="{SAID["html"][:20]}">'),
    "script": HttpResponse(f'<script>let x = "{SAID["html"]}";</script>'),
    "drawing": HttpResponse(f"<svg>{SAID['html']}</svg>", content_type="image/svg+xml"),
    "link": HttpResponse(f'<a href="{SAID["link"]}">x</a>'),
    "table": HttpResponse(f'"{SAID["csv"].replace(chr(34), chr(34) * 2)}"\r\n', content_type="text/csv"),
    "header": HttpResponse(headers={"X-Knry": "1"}),
    "template": HttpResponse(f"{MARK}{RECKONED}", content_type="text/plain"),
    "redirect": HttpResponseRedirect("http://evil.example/"),
    "failure": HttpResponse(status=500),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_breaks_out_is_seen(kind):
    assert list(faults_in(BROKEN[kind]))


def test_what_is_kept_as_words_is_no_fault():
    words = "".join(f'<p title="{escape(said)}">{escape(said)}</p>' for said in SAID.values())
    assert list(faults_in(HttpResponse(words + json_script(SAID, "said")))) == []


def test_a_header_that_was_typed_is_seen_in_a_mail():
    head, _, rest = SAID["header"].partition("\r\n")
    forged = message_from_string(f"To: a@example.ma\nSubject: {head}\n{rest}")
    assert list(faults_of_mail(forged, {"a@example.ma"})) == ["a header of its own"]
    assert list(faults_of_mail(message_from_string("To: b@example.ma\n\nx"), {"a@example.ma"}))
