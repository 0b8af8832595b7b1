"""Known weaknesses of what is pinned: what is asked, and what each answer means."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.cluster import ROOT
from tools.vulnerabilities import main, pins

LOCK = """django==5.2.1 \\
    --hash=sha256:00
    # via -r runtime.in
psycopg[binary]==3.2.0 ; python_version < "4"
"""


class Mirror(BaseHTTPRequestHandler):
    """Knows of one weakness, of Django 5.2.1."""

    asked: list[dict[str, object]] = []

    def do_POST(self) -> None:
        queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        Mirror.asked = queries
        weak = {"vulns": [{"id": "GHSA-x", "modified": "2026-01-01T00:00:00Z"}]}
        results = [weak if query["package"]["name"] == "django" else {} for query in queries]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"results": results}).encode())

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture
def mirror() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Mirror)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_names_and_versions_are_read_from_a_lock_file():
    assert pins(LOCK) == [("django", "5.2.1"), ("psycopg", "3.2.0")]
    locked = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    assert len(pins(locked)) == locked.count("==") - locked.count(" ==")


@pytest.mark.asvs("15.2.1")
def test_a_component_with_a_known_weakness_is_named(tmp_path, mirror, capsys):
    lock = tmp_path / "lock.txt"
    lock.write_text(LOCK)
    assert main([str(lock), "--at", mirror]) == 1
    assert "django 5.2.1: GHSA-x" in capsys.readouterr().out
    assert Mirror.asked[1] == {"package": {"name": "psycopg", "ecosystem": "PyPI"}, "version": "3.2.0"}
    lock.write_text("psycopg==3.2.0\n")
    assert main([str(lock), "--at", mirror]) == 0


def test_no_answer_is_not_taken_for_a_good_one(tmp_path, capsys):
    lock = tmp_path / "lock.txt"
    lock.write_text(LOCK)
    assert main([str(lock), "--at", "http://127.0.0.1:9/"]) == 2
    assert "did not answer" in capsys.readouterr().err
