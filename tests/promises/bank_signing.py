"""A bank's signer between a client that knows no keys and the application."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIRequest

from tools.bank_simulator.speaking import PATH, Speaker

_NAMES = ("HTTP_SIGNATURE_INPUT", "HTTP_SIGNATURE", "HTTP_CONTENT_DIGEST")
_WITH_KEY = (*_NAMES, "HTTP_IDEMPOTENCY_KEY")
App = Callable[..., Iterable[bytes]]


def signing(app: App, speaker: Speaker) -> App:
    """The three headers of a message are made anew; where one is missing, it goes on as it is."""

    def signed(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given = [name for name in _NAMES if name in environ]
        if len(given) == len(_NAMES) and environ["PATH_INFO"].startswith(PATH):
            _sign(environ, speaker)
        return app(environ, start_response)

    return signed


def _sign(environ: dict[str, Any], speaker: Speaker) -> None:
    """Only where the description asks for the bank's reference, one that is missing stays so."""
    size = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(size) if size else b""
    environ["wsgi.input"] = BytesIO(body)
    path = WSGIRequest(environ).get_full_path().removeprefix(PATH)
    environ["wsgi.input"] = BytesIO(body)
    reference = environ.get("HTTP_IDEMPOTENCY_KEY", "")
    told = speaker.sign(environ["REQUEST_METHOD"], path, body, reference)
    is_told = environ["PATH_INFO"].endswith(("/payments", "/purchases"))
    for name in _NAMES if is_told else _WITH_KEY:
        environ[name] = told.headers.get(name.removeprefix("HTTP_").replace("_", "-").lower(), "")
