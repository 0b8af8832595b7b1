"""What every answer tells a browser, over all addresses of the installation."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from shubbak.config.headers import ON_EVERY_ANSWER
from shubbak.people.models import Staff
from tests.cases.office import open_office
from tests.promises.matrix.asking import values_of
from tests.promises.matrix.objects import absent
from tests.promises.matrix.routes import routes

HOST = "miyah.localhost"
FOREIGN = re.compile(rb'(?:src|href|action)="(?:https?:)?//([^/"]+)')
OF_COOKIES = {
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "LANGUAGE_COOKIE_NAME": "__Host-language",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_AGE": 12 * 60 * 60,
    "DEBUG": False,
}
"""What an installation behind TLS is set to."""
READ = """
import json, sys
from shubbak.config import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}))
"""


@pytest.fixture
def client(agency, at, monkeypatch) -> Client:
    """A clerk who is signed in, so that every door answers as it does to those it is for."""
    monkeypatch.setattr(timezone, "now", lambda: at)
    office = open_office(at)
    Staff.objects.filter(pk=office.staff["counter"].pk).update(is_demo=True)
    cache.clear()
    client = Client(HTTP_HOST=HOST)
    client.force_login(Staff.objects.get(pk=office.staff["counter"].pk))
    return client


def answers(client: Client) -> Iterator[tuple[str, HttpResponseBase]]:
    """Every address asked with GET and POST, and some that are none."""
    for route in routes():
        path = route.path(next(values_of(route, absent())))
        for ask in (client.get, client.post):
            if not path.startswith("/staff/logout"):
                yield f"{ask.__name__} {path}", ask(path)
    yield "an unknown page", client.get("/nothing/here")
    yield "an unknown style sheet", client.get("/static/nothing.css")
    yield "NUL", client.get("/?q=%00")
    yield "an unknown host", client.get("/", HTTP_HOST="nobody.localhost")
    yield "the bare host", client.get("/", HTTP_HOST="localhost")


@pytest.mark.asvs("3.2.1")
@pytest.mark.asvs("3.4.1")
@pytest.mark.asvs("3.4.3")
@pytest.mark.asvs("3.4.4")
@pytest.mark.asvs("3.4.5")
@pytest.mark.asvs("3.4.6")
@pytest.mark.asvs("14.2.3")
def test_every_answer_keeps_the_browser_to_us(client: Client, settings) -> None:
    settings.SHUBBAK_SCHEME = "https"
    for asked, answer in answers(client):
        policy = answer.headers["Content-Security-Policy"]
        for demand in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert demand in policy, asked
        assert "unsafe" not in policy, asked
        assert ON_EVERY_ANSWER.keys() <= {name.title() for name in answer.headers} | {*answer.headers}, asked
        assert answer.headers["X-Content-Type-Options"] == "nosniff", asked
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", asked
        assert "Access-Control-Allow-Origin" not in answer.headers, asked
        if not answer.streaming:
            assert {name for name in FOREIGN.findall(answer.content) if b"localhost" not in name} == set()


@pytest.mark.asvs("4.1.1")
@pytest.mark.asvs("14.3.2")
def test_what_a_session_was_shown_is_kept_by_no_cache_and_has_its_kind(client: Client) -> None:
    for asked, answer in answers(client):
        kept = answer.headers.get("Cache-Control", "no-store" if "host" in asked or asked == "NUL" else "")
        assert "no-store" in kept or re.search(r"palette|seal", asked), (asked, kept)
        kind = answer.headers.get("Content-Type", "")
        assert "charset=utf-8" in kind or not kind.startswith("text/"), asked


@pytest.mark.asvs("4.1.1")
def test_a_page_is_read_with_its_own_script_only(client: Client) -> None:
    page = client.get("/desk/")
    scripts = re.findall(rb"<script([^>]*)>", page.content)
    assert scripts
    assert all(b"src=" in script or b"nonce=" in script for script in scripts)
    assert b" onclick=" not in page.content


@pytest.mark.asvs("13.4.4")
def test_trace_is_no_method_here(client: Client) -> None:
    assert client.trace("/").status_code == 405
    assert client.trace("/api/v1/services").status_code == 405


@pytest.mark.asvs("3.3.1")
@pytest.mark.asvs("3.3.2")
@pytest.mark.asvs("3.3.3")
@pytest.mark.asvs("3.3.4")
@pytest.mark.asvs("7.3.2")
@pytest.mark.asvs("13.4.2")
def test_under_https_cookies_belong_to_one_host_and_to_no_script() -> None:
    environment = os.environ | {"SHUBBAK_SCHEME": "https"}
    said = subprocess.check_output([sys.executable, "-c", READ, *OF_COOKIES], env=environment, text=True)
    assert json.loads(said) == OF_COOKIES
