"""A signer of its own for each test, in a thread, with its own folder."""

import threading

import pytest

from shubbak.journal import signing
from shubbak.journal.signer import serve


@pytest.fixture
def signer(tmp_path, settings):
    settings.SHUBBAK_HOME = tmp_path
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
