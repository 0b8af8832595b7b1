"""`bin/dev-env`: a database to work with by hand; prints the exports and stays until it is stopped."""

import os
import shlex
import signal
import sys

from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.config.supervisor.home import APPLICATION, OWNER, Home, home_from_environment
from shubbak.config.supervisor.postgres import Postgres
from shubbak.config.supervisor.stopping import Stop


def main() -> int:
    home = home_from_environment()
    try:
        home.prepare()
        with home.held() as ours:
            if ours:
                return _serve(home)
        print(exports(home))  # somebody serves this home already
        return ExitCode.DONE
    except StartFailed as failure:
        print(failure.sentence, file=sys.stderr)
        return failure.code


def exports(home: Home) -> str:
    """Lines for a shell: the addresses of the database for the application and for its owner."""
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in environment_of(home).items())


def environment_of(home: Home) -> dict[str, str]:
    """What Django's settings read, for the embedded database of `home`."""
    return {
        "SHUBBAK_HOME": str(home.path),
        "DATABASE_URL": home.database_url(APPLICATION),
        "DATABASE_OWNER_URL": home.database_url(OWNER),
        "DJANGO_SETTINGS_MODULE": "shubbak.config.settings",
        "PYTHONPATH": os.getcwd(),
    }


def _serve(home: Home) -> int:
    server = Postgres(home)
    server.start()
    print(exports(home), flush=True)
    stopped = Stop().on(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    while not stopped.wait(1.0):
        server.restart_if_dead()
    server.stop()
    return ExitCode.DONE


if __name__ == "__main__":
    sys.exit(main())
