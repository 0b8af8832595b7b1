"""Fixtures of the browser and HTTP tests: a served town for each test, and one Chromium for all."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
)
CHROMIUM = ("chromium-headless-shell", "chromium")
"""The first is the same browser without its windows: a page costs half."""
PATIENCE = 10_000  # milliseconds a page may take on a busy machine
KEPT_OPEN = 60
"""Seconds for which a thread of the town keeps its connection: a new one costs more than most pages."""
PICTURES = Path(os.environ.get("SHUBBAK_PICTURES", "build/pictures"))


@dataclass(frozen=True)
class Town:
    """The demonstration town without its history, served on a free port of the loopback."""

    port: int

    def url(self, agency: str = "miyah", path: str = "/") -> str:
        """The address of a page as a browser knows it."""
        return f"http://{agency}.localhost:{self.port}{path}"

    def client(self, agency: str = "miyah", **options: Any) -> httpx.Client:
        """An HTTP client of one agency; addresses are paths."""
        headers = {"Host": f"{agency}.localhost:{self.port}", **options.pop("headers", {})}
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}", headers=headers, timeout=30, **options)


class _Server(ThreadedWSGIServer):
    daemon_threads = True

    def serve_forever(self, poll_interval: float = 0.02) -> None:
        """Ends as soon as it may, not half a second later."""
        super().serve_forever(poll_interval)


class _Served(LiveServerThread):
    daemon = True
    server_class = _Server


@pytest.fixture
def town(fresh_town: str, settings: Any) -> Iterator[Town]:
    """The demonstration town served by threads of this process, on a database of its own."""
    served = _Served("127.0.0.1", StaticFilesHandler, connections_override={})
    connection.settings_dict["CONN_MAX_AGE"] = KEPT_OPEN
    served.start()
    served.is_ready.wait()
    if served.error:
        raise served.error
    settings.SHUBBAK_PORT = served.port
    yield Town(served.port)
    served.terminate()
    connection.settings_dict["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that SHUBBAK_CHROMIUM names."""
    program = os.environ.get("SHUBBAK_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not program:
        pytest.fail(
            f"Chromium is missing: run `sudo apt-get install {CHROMIUM[0]}`, or set SHUBBAK_CHROMIUM."
        )
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person's browser: nothing remembered, Casablanca's clock."""
    opened = browser.new_context(locale="ar-MA", timezone_id="Africa/Casablanca")
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that fails its test on a script error; of a failed test a picture is kept."""
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    if getattr(request.node, "failed_in_call", False):
        PICTURES.mkdir(parents=True, exist_ok=True)
        opened.screenshot(
            path=PICTURES / f"{re.sub(r'[^a-z0-9_]+', '-', request.node.name)}.png", full_page=True
        )
    assert not errors, errors


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    if report.when == "call":
        item.failed_in_call = report.failed  # type: ignore[attr-defined]  # read by `page`
    return report
