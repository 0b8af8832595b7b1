"""What the web server is asked to serve where only its reading of requests is looked at."""

from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Reads the body and says how long it was."""
    length = str(len(environ["wsgi.input"].read())).encode()
    start("200 OK", [("Content-Length", str(len(length)))])
    return [length]
