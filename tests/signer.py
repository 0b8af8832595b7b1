"""A signer of its own for a test, in a thread, with its own folder. Import `signer` in a conftest."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shubbak.journal import signing
from shubbak.journal.signer import serve


@pytest.fixture
def signer(tmp_path: Path, settings: Any) -> Iterator[Any]:
    """The server object; ``signer.shutdown()`` takes it away."""
    settings.SHUBBAK_HOME = tmp_path
    settings.SHUBBAK_BLACK_BOX = tmp_path / "blackbox"
    settings.SHUBBAK_SIGNER_SOCKET = tmp_path / "run" / "signer.sock"
    server = serve(tmp_path, settings.SHUBBAK_SIGNER_SOCKET)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    signing.hang_up()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
    signing.hang_up()
