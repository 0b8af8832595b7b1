"""The gate of a web process: who comes in, who waits, who is turned away and what they are told."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import StreamingHttpResponse

from shubbak.config.admission import door
from shubbak.config.admission.door import ACTS, BROWSING, FILES, WAITING, Admitted, line_of
from shubbak.config.admission.gate import Gate, Line
from shubbak.config.supervisor.children import WAITING_ROOM

SHORT = Line("short", share=1, longest=1, patience=0.02)


def test_whoever_waits_too_long_goes_and_the_place_is_not_lost():
    gate = Gate(places=1)
    assert gate.enter(SHORT)
    assert not gate.enter(SHORT)
    gate.leave()
    assert gate.enter(SHORT)


def test_a_full_line_turns_away_at_once():
    gate, line = Gate(places=1), Line("long", share=1, longest=1, patience=10.0)
    gate.enter(line)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(gate.enter, line)
        while not gate._waiters:
            pass
        assert not gate.enter(line)
        gate.leave()
        assert waiting.result()


def in_turn(gate: Gate, lines: list[Line]) -> list[str]:
    """The lines in the order in which their waiters were let in; they come in the order given."""
    came: list[str] = []

    def wait(line: Line) -> None:
        assert gate.enter(line)
        came.append(line.name)
        gate.leave()

    assert gate.enter(lines[0])
    with ThreadPoolExecutor(len(lines)) as pool:
        for rank, line in enumerate(lines):
            pool.submit(wait, line)
            while len(gate._waiters) <= rank:
                pass
        gate.leave()
    return came


def test_a_flooded_line_never_starves_another():
    order = in_turn(Gate(places=1), [ACTS] * 12 + [FILES, BROWSING])
    assert order.index("files") <= 3
    assert order.index("browsing") <= 6


@pytest.mark.parametrize(
    ("method", "path", "line"),
    [
        ("POST", "/api/v1/deposits", ACTS),
        ("POST", "/d/technical-complaint/review", ACTS),
        ("GET", "/d/technical-complaint/q/contact", FILES),
        ("GET", "/file/1/", FILES),
        ("GET", "/desk/", FILES),
        ("GET", "/api/v1/cases/1-2026", FILES),
        ("GET", "/services", BROWSING),
    ],
)
def test_what_is_sent_goes_before_what_is_read(method, path, line):
    assert line_of(method, path) is line


def test_there_are_threads_for_all_who_wait_and_for_those_who_are_turned_away():
    assert WAITING + door.SPARE == WAITING_ROOM


class Served:
    """An application that answers when it is told to, behind a gate of one place that nobody waits at."""

    def __init__(self, monkeypatch) -> None:
        for name in ("ACTS", "FILES", "BROWSING"):
            monkeypatch.setattr(door, name, Line(name.lower(), 1, 0, 0.01))
        self.going, self.inside = threading.Event(), threading.Event()
        self.application = Admitted(self._answer, places=1)

    def _answer(self, environ, start):
        self.inside.set()
        self.going.wait(5)
        start("200 OK", [])
        return [b"served"]

    def ask(self, path: str, **more: str) -> tuple[str, dict[str, str], bytes]:
        said = []
        given = {"PATH_INFO": path, "REQUEST_METHOD": "GET", **more}
        body = b"".join(self.application(given, lambda status, headers: said.append((status, headers))))
        return said[0][0], dict(said[0][1]), body


@pytest.fixture
def busy(monkeypatch):
    """A process in which somebody is being served, and stays."""
    served = Served(monkeypatch)
    somebody = threading.Thread(target=served.ask, args=("/services",))
    somebody.start()
    served.inside.wait(5)
    yield served
    served.going.set()
    somebody.join()


@pytest.mark.asvs("15.2.2")
@pytest.mark.parametrize(("language", "words"), [("ar", "عدد الزوار"), ("fr", "Trop de visiteurs")])
def test_a_page_says_in_ones_language_to_come_back(busy, language, words):
    status, headers, body = busy.ask("/services", HTTP_COOKIE=f"language={language}")
    assert status.startswith("503 ")
    assert 0 < int(headers["Retry-After"]) <= 10
    assert (headers["Content-Language"], headers["Cache-Control"]) == (language, "no-store")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert words in body.decode()


def test_a_program_gets_a_problem_in_the_language_it_asked_for(busy):
    status, headers, body = busy.ask("/api/v1/services", HTTP_ACCEPT_LANGUAGE="fr-MA, ar;q=0.5")
    told = json.loads(body)
    assert (status[:3], headers["Content-Type"]) == ("503", "application/problem+json")
    assert told["type"] == "urn:shubbak:problem:busy"
    assert "Réessayez" in told["title"]


def test_style_sheets_and_watchers_need_no_place(busy):
    busy.going.set()
    assert busy.ask("/healthz")[2] == b"served"


def test_what_streams_keeps_no_place(monkeypatch):
    served = Served(monkeypatch)
    rows = StreamingHttpResponse(iter([b"a", b"b"]))
    monkeypatch.setattr(served.application, "_application", lambda environ, start: rows)
    asked = {"PATH_INFO": "/desk/", "REQUEST_METHOD": "GET"}
    export, again = (served.application(asked, lambda *_: None) for _ in range(2))
    assert export is again is rows
