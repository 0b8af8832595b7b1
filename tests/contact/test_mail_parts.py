"""A message is taken apart by a process that has nothing of ours, and that may end."""

import pytest

from shubbak.contact.intake.reading import nursery, read
from shubbak.contact.intake.rules import MOST_BYTES, Read, is_automatic, language_of, shown_sender


@pytest.fixture(scope="module")
def children():
    with nursery() as ready:
        yield ready


def test_headers_that_are_raw_utf8_are_read(children):
    told = read("From: مينة <a@b.ma>\nSubject: رسالة\n\nنص".encode(), children)
    assert (told.name, told.address, told.subject, told.text) == ("مينة", "a@b.ma", "رسالة", "نص")


def test_an_encoded_header_stays_on_one_line(children):
    told = read(b"Subject: =?utf-8?Q?a=0D=0ABcc:_x@y?=\nFrom: a@b.ma\n\nx", children)
    assert told.subject == "a Bcc: x@y"


def test_a_page_is_read_without_its_programs(children):
    page = b"Content-Type: text/html\n\n<style>p{}</style><p>Bonjour<br>vous</p><script>alert(1)</script>"
    assert read(page, children).text == "Bonjour\nvous"


def test_an_unknown_alphabet_does_not_matter(children):
    raw = b"Content-Type: text/plain; charset=x-nope\n\n" + "نص".encode()
    assert read(raw, children).text == "نص"


def test_names_of_files_in_any_writing_are_read(children):
    raw = 'Content-Type: application/pdf; name="شهادة.pdf"\n\nabc'.encode()
    assert [name for name, _ in read(raw, children).files] == ["شهادة.pdf"]


def test_a_message_that_exhausts_its_reader_is_not_read_and_the_next_one_is(children):
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (i, i) for i in range(3000))
    assert read(deep, children).problem
    assert read(b"Subject: next\n\nx", children).subject == "next"


@pytest.mark.parametrize("raw", [b"", b"\n", b"\xff\x00", b"From: \x00@\n\n\x00", b"Subject: =?x?Q?=?=\n\n"])
def test_whatever_the_bytes_a_message_is_read_or_said_to_be_unreadable(children, raw):
    told = read(raw, children)
    assert "\0" not in told.subject + told.text + told.address + told.name


def test_the_headers_alone_of_what_is_too_big_are_read(children):
    told = read(b"Subject: big\n\n", children, is_cut=True)
    assert (told.problem, told.subject) == ("too_big", "big")
    assert MOST_BYTES == 25 * 1024 * 1024


def test_whoever_writes_is_shown_with_the_address():
    assert shown_sender(Read(name="وزارة", address="x@evil.example")) == "وزارة (x@evil.example)"
    assert shown_sender(Read()) == ""


def test_a_person_who_says_no_is_no_program():
    assert not is_automatic({"auto-submitted": "no", "return-path": "<a@b.ma>"}, "a@b.ma")


@pytest.mark.parametrize(("text", "language"), [("سلام", "ar"), ("Bonjour", "fr"), ("", "ar")])
def test_the_answer_is_in_the_language_of_the_question(text, language):
    assert language_of(Read(text=text), ["ar", "fr", "en"]) == language
