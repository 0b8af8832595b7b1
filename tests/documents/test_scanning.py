"""What came in is looked at after it was taken; no legal time waits for it."""

import io
import socket
import threading

import pytest

from shubbak.documents.actions import scan_pending, store_bytes, store_upload
from shubbak.documents.models import Document
from shubbak.documents.rules import FilePolicy, NotServed
from shubbak.documents.scanning.clamd import ScannerAway, connector, scan
from shubbak.documents.serving import as_attachment
from shubbak.documents.wording import scan_words
from tests.documents.clamd_of_test import EICAR, MOST, clamd
from tests.documents.hostile import PDF

pytestmark = pytest.mark.asvs("5.4.3")


@pytest.fixture
def daemon(tmp_path, settings):
    settings.SHUBBAK_FILES = tmp_path / "files"
    with clamd() as address:
        settings.SHUBBAK_CLAMD = address
        yield address


def sent(at, content: bytes = PDF, name: str = "a.pdf") -> Document:
    return store_upload(stream=io.BytesIO(content), name=name, allowed=FilePolicy(), at=at)


def harmful(pattern: bytes = EICAR) -> bytes:
    """A PDF that is whole, with the test pattern of all scanners, or another one, in a comment."""
    head, _, tail = PDF.partition(b"xref\n")
    body = head + b"%" + pattern + b"\n"
    return body + b"xref\n" + tail.replace(b"startxref\n%d" % len(head), b"startxref\n%d" % len(body))


@pytest.mark.parametrize("by", ["socket", "port"])
def test_the_daemon_is_asked_by_its_protocol(tmp_path, by):
    with clamd(tmp_path if by == "socket" else None) as address:
        assert scan(io.BytesIO(b"a" * 200_000), address) == "clean"
        assert scan(io.BytesIO(b"a" * 70_000 + EICAR), address) == "infected"
        assert scan(io.BytesIO(b""), address) == "clean"


def test_what_is_more_than_the_daemon_takes_is_not_scannable(tmp_path):
    with clamd(tmp_path) as address:
        assert scan(io.BytesIO(b"a" * (MOST + 5_000_000)), address) == "unscannable"


def test_a_daemon_that_is_away_or_hangs_up_says_nothing_of_the_file(tmp_path):
    with pytest.raises(ScannerAway):
        scan(io.BytesIO(b"a"), str(tmp_path / "none.ctl"))
    with socket.create_server(("127.0.0.1", 0)) as mute:
        threading.Thread(target=lambda: mute.accept()[0].close(), daemon=True).start()
        with pytest.raises(ScannerAway):
            scan(io.BytesIO(b"a"), f"127.0.0.1:{mute.getsockname()[1]}")


@pytest.mark.parametrize("address", ["clamd.ctl", "localhost", ":", "host:port"])
def test_an_address_is_a_path_or_a_port(address):
    with pytest.raises(ValueError, match="neither"):
        connector(address)


def test_a_turn_looks_at_what_nobody_has_seen(agency, at, daemon):
    clean, infected = sent(at), sent(at, harmful(), "b.pdf")
    ours = store_bytes(content=PDF, name="receipt.pdf", format_code="pdf", at=at)
    assert scan_pending(at=at) == 2
    said = dict(Document.objects.values_list("pk", "scan"))
    assert said == {clean.pk: "clean", infected.pk: "infected", ours.pk: "clean"}
    assert scan_pending(at=at) == 0


def test_without_a_scanner_nothing_is_said_and_files_are_served(agency, at, tmp_path, settings):
    settings.SHUBBAK_FILES, settings.SHUBBAK_CLAMD = tmp_path, ""
    document = sent(at)
    assert scan_pending(at=at) == 0
    assert (document.scan, scan_words(document.scan)) == ("pending", "")
    as_attachment(document).file_to_stream.close()


def test_while_the_scanner_is_away_files_stay_to_be_seen(agency, at, daemon, settings):
    settings.SHUBBAK_CLAMD = "127.0.0.1:1"
    sent(at)
    assert scan_pending(at=at) == 0
    assert Document.objects.get().scan == "pending"


def test_an_infected_file_is_never_given_out(agency, at, daemon):
    sent(at, harmful())
    scan_pending(at=at)
    with pytest.raises(NotServed):
        as_attachment(Document.objects.get())


@pytest.mark.parametrize(("setting", "held"), [("serve", False), ("hold", True)])
def test_a_file_not_seen_yet_is_served_or_held_back(agency, at, daemon, settings, setting, held):
    settings.SHUBBAK_UNSCANNED = setting
    document = sent(at)
    assert scan_words(document.scan) != ""
    if held:
        with pytest.raises(NotServed):
            as_attachment(document)
    else:
        as_attachment(document).file_to_stream.close()
