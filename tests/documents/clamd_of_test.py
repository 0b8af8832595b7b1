"""A small daemon that speaks clamd's INSTREAM as the real one does, on a Unix socket or TCP."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOST = 2_000_000


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > MOST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        verdict = b"Win.Test.EICAR_HDB-1 FOUND" if EICAR in content else b"OK"
        self.wfile.write(b"stream: " + verdict + b"\0")


@contextmanager
def clamd(folder: Path | None = None) -> Iterator[str]:
    """The address of a daemon: a socket in the folder, or a port of the loopback."""
    if folder is not None:
        address = str(folder / "clamd.ctl")
        server: socketserver.BaseServer = socketserver.ThreadingUnixStreamServer(address, _Talk)
    else:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk)
        address = f"127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()
