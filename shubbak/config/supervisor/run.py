"""`shubbak run`: prepares what is needed, starts the processes, watches them, stops them."""

import argparse
import errno
import http.client
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from shubbak.config.supervisor import preparing
from shubbak.config.supervisor.children import Child, children_of, end_leftovers
from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.config.supervisor.home import Home, home_from_environment
from shubbak.config.supervisor.postgres import Postgres
from shubbak.config.supervisor.readiness import environment_of, read_env_file, uses_embedded_database
from shubbak.config.supervisor.stopping import Stop
from shubbak.config.supervisor.telling import Telling

WATCH_EVERY = 0.25  # seconds
READY_LIMIT = 60.0
HANDOVER = 5.0  # one that was just asked to stop may still be stopping


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-demo", action="store_true", help="start without the demonstration town")


def run(args: argparse.Namespace) -> int:
    """Run everything until it is asked to stop.

    :raises StartFailed: with a sentence, when something outside of the program stops it.
    """
    read_env_file(args.env_file)
    home = home_from_environment()
    address = (os.environ.get("SHUBBAK_BIND", "127.0.0.1"), _port())
    with _full_disk_explained():
        home.prepare()
        with home.held(HANDOVER) as ours:
            if not ours:
                raise StartFailed(ExitCode.HOME_IN_USE, f"Shubbak already runs on {home.path}.")
            was_killed = bool(end_leftovers(home)) or (home.data / "postmaster.pid").exists()
            refuse_used_port(address, patience=HANDOVER if was_killed else 0.0)
            return _hold_house(home, address, with_demo=_wants_demo(args))


def refuse_used_port(address: tuple[str, int], patience: float = 0.0) -> None:
    """
    :param patience: seconds in which a killed one of ours, whose port the system still holds, may vanish.
    :raises StartFailed: if another program listens there.
    """
    deadline = time.monotonic() + patience
    while (error := _refusal(address)) and error.errno == errno.EADDRINUSE and time.monotonic() < deadline:
        time.sleep(0.1)
    if error is None:
        return
    port = address[1]
    if error.errno == errno.EADDRINUSE:
        sentence = f"Port {port} is in use by another program: choose another one, as in PORT={port + 1}."
        raise StartFailed(ExitCode.PORT_IN_USE, sentence) from error
    raise StartFailed(ExitCode.CONFIGURATION, f"Cannot listen on {address[0]}:{port}: {error}.") from error


def _refusal(address: tuple[str, int]) -> OSError | None:
    """What the system says against listening there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            return error
    return None


def _hold_house(home: Home, address: tuple[str, int], *, with_demo: bool) -> int:
    stopped = Stop().on(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    server = Postgres(home) if uses_embedded_database() else None
    children: list[Child] = []
    telling: Telling | None = None
    try:
        if server:
            _step("Starting PostgreSQL", server.start)
        environment = environment_of(home) | {"PORT": str(address[1])}
        _prepare(home, environment, with_demo=with_demo)
        children = children_of(home, environment, address)
        *others, worker = children
        for child in others if not stopped.is_set() else []:
            child.start()
        _step("Opening the doors", lambda: _wait_until_open(address, children, stopped))
        if not stopped.is_set():
            telling = _begin_work(home, environment, worker, with_demo=with_demo)
            _announce(home, environment, address)
        _watch(server, children, stopped, telling)
    except StartFailed:
        if not stopped.is_set():  # else what failed was ended by the same Ctrl-C
            raise
    finally:
        _stop(server, [*children, telling.process] if telling else children)
    return ExitCode.DONE


def _begin_work(home: Home, environment: dict[str, str], worker: Child, *, with_demo: bool) -> Telling | None:
    """The worker starts, once the town's history is told; the telling, where there is one."""
    if not with_demo:
        worker.start()
        return None
    telling = Telling(home, environment, worker)
    if telling.begin():
        print("The town's last six months are being told: its desks fill, messages leave when that is done.")
    return telling


def _prepare(home: Home, environment: dict[str, str], *, with_demo: bool) -> None:
    _step("Bringing the tables up to date", lambda: preparing.migrate(home, environment))
    _step("Gathering styles, scripts and fonts", lambda: preparing.collect_static(home, environment))
    if with_demo:
        _step("Building the demonstration town", lambda: preparing.load_demonstration(home, environment))


def _step(words: str, work: Callable[[], object]) -> None:
    """Say what is done while it is done, and how long it took; `False` means that nothing was needed."""
    print(f"{words} … ", end="", flush=True)
    began = time.monotonic()
    try:
        result = work()
    except BaseException:
        print("failed", flush=True)
        raise
    print("nothing to do" if result is False else f"done ({time.monotonic() - began:.1f} s)", flush=True)


def _wait_until_open(address: tuple[str, int], children: list[Child], stopped: Stop) -> None:
    deadline = time.monotonic() + READY_LIMIT
    while not _answers(address):
        web = next(child for child in children if child.name == "web")
        if web.ended() or time.monotonic() > deadline:
            raise StartFailed(
                ExitCode.CHILD_FAILED, f"The web server does not start: {web.last_words()} (see {web.log})."
            )
        if stopped.wait(0.1):
            return


def _answers(address: tuple[str, int]) -> bool:
    """Whether a request is answered; a listening port alone proves nothing."""
    connection = http.client.HTTPConnection(*address, timeout=5)
    try:
        connection.request("GET", "/", headers={"Host": os.environ.get("SHUBBAK_BASE_DOMAIN", "localhost")})
        return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _announce(home: Home, environment: dict[str, str], address: tuple[str, int]) -> None:
    url = environment.get("DATABASE_URL") or os.environ["DATABASE_URL"]
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT domain, name->>'ar' FROM agencies_domain JOIN agencies_agency a ON a.id = tenant_id"
            " WHERE is_primary ORDER BY a.id"
        ).fetchall()
    print(f"\nShubbak is open: http://localhost:{address[1]}/")
    for host, name in rows:
        print(f"  http://{host}:{address[1]}/  {name}")
    if rows:
        print("Staff sign in at /desk/ of each; what would be sent by mail and text is read at /messages/.")
    words = preparing.demonstration_words(home)
    print(f"\n{words}\n\nCtrl-C stops it." if words else "\nCtrl-C stops it.", flush=True)


def _watch(server: Postgres | None, children: list[Child], stopped: Stop, telling: Telling | None) -> None:
    while not stopped.wait(WATCH_EVERY):
        if telling and (said := telling.turn()):
            print(said, flush=True)
        if server and server.restart_if_dead():
            print("PostgreSQL ended and was started again.", flush=True)
        for child in children:
            if child.ended() and child.restart_when_due():
                print(f"{child.name} ended and was started again ({child.last_words()}).", flush=True)


def _stop(server: Postgres | None, children: list[Child]) -> None:
    print("Stopping … ", end="", flush=True)
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.stop()
    if server:
        server.stop()
    print("stopped.", flush=True)


def _port() -> int:
    typed = os.environ.get("PORT") or "8000"
    if not typed.isdigit() or not 0 < int(typed) < 65536:
        raise StartFailed(
            ExitCode.CONFIGURATION, f"PORT must be a number between 1 and 65535, not {typed!r}."
        )
    return int(typed)


def _wants_demo(args: argparse.Namespace) -> bool:
    """An installation with a database of its own gets the town only when it asks for it."""
    asked = os.environ.get("SHUBBAK_DEMO", "1" if uses_embedded_database() else "0")
    return asked == "1" and not args.no_demo


@contextmanager
def _full_disk_explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise StartFailed(ExitCode.DISK_FULL, "The disk is full: free some space and start again.") from error
