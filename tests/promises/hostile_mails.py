"""Messages that no honest program writes. Each must become an entry, once, and hurt nobody."""

from email.message import EmailMessage

from tests.documents.hostile import PDF

_HEAD = b"From: a@example.ma\nTo: contact@miyah.example\n"


def hostile() -> list[bytes]:
    """All of them; no two have the same bytes."""
    return [*_headers(), *_parts(), *_words(), *_files()]


def _headers() -> list[bytes]:
    return [
        b"\n",
        b"no header at all",
        _HEAD + b"Subject: " + b"a" * 70_000 + b"\n\nx",
        _HEAD + b"X-A: b\n" * 20_000 + b"\nx",
        _HEAD + b"Subject: =?utf-8?B?////?=\n\nx",
        _HEAD + b"Subject: =?x-none?Q?=FF?=\n\nx",
        _HEAD + b"Subject: =?utf-8?Q?a=0D=0ABcc:_b@example.ma?=\n\nx",
        _HEAD + b"Subject: \x01\x02\x1b[31m\n\nx",
        _HEAD + "Subject: \u202egnp.exe\n\nx".encode(),
        b"From: " + b"(" * 1_500 + b"\nSubject: nested\n\nx",
        b"From: " + b"a@b.ma," * 5_000 + b"\n\nx",
        b"From: <>\nSubject: nobody\n\nx",
        b"From: a@example.ma\nFrom: b@example.ma\n\ntwo senders",
        b"From: =?utf-8?Q?x=00y?= <a@example.ma>\n\nx",
        b"From: '; DROP TABLE contact_mail; -- <a@example.ma>\n\nx",
        b"Date: never\nMessage-ID: <same@example.ma>\n\n1",
        b"Date: never\nMessage-ID: <same@example.ma>\n\n2",
        _HEAD + b"Content-Type: text/plain; charset=\xff\xfe\n\nx",
        _HEAD + b"Content-Type: text/plain; charset=" + b"a" * 3_000 + b"\n\nx",
        _HEAD + b"Content-Type: ;;;;=\n\nx",
    ]


def _parts() -> list[bytes]:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (i, i) for i in range(40))
    bottomless = b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (i, i) for i in range(4_000)
    )
    return [
        _HEAD + deep,
        _HEAD + bottomless,
        _HEAD + b"Content-Type: message/rfc822\n\n" * 60,
        _HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 300,
        _HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n",
        _HEAD + b"Content-Type: multipart/mixed\n\nno boundary",
        _HEAD + b'Content-Type: multipart/mixed; boundary=""\n\n--\n\nx',
        _HEAD + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nbounce",
        _HEAD + b"Content-Transfer-Encoding: base64\n\n!!!! not base64 !!!!",
        _HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n=ZZ=",
        _HEAD + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#!!!\nend\n",
    ]


def _words() -> list[bytes]:
    page = b"MIME-Version: 1.0\nContent-Type: text/html\n\n"
    return [
        _HEAD + page + b"<script>alert(1)</script><img src=http://evil.example/x>",
        _HEAD + page + b"<div>" * 50_000,
        _HEAD + page + b"<" * 20_000,
        _HEAD + page + b"&#0;&#xD800;&#1114112;",
        _HEAD + b"\n" + b"\x00" * 1_000,
        _HEAD + b"\n" + b"\xff" * 5_000,
        _HEAD + b"\n" + b"a" * 500_000,
        _HEAD + "\n=cmd|' /C calc'!A0 {% load x %}{{ 7*7 }} \u200f\u2066".encode(),
    ]


def _files() -> list[bytes]:
    names = ("../../etc/passwd", "a\r\nb.pdf", "خطاب\u202efdp.exe", "CON.pdf", "x" * 400 + ".pdf", "run.exe")
    return [_enclosing(name, PDF if name.endswith("pdf") else b"MZ\x90") for name in names] + [
        _enclosing("empty.pdf", b""),
        _enclosing("lies.png", b"<svg onload=alert(1)>"),
        _enclosing("broken.pdf", b"%PDF-1.7\n" + b"<<" * 10_000),
    ]


def _enclosing(name: str, content: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.ma", "files"
    mail.set_content("x")
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename="NAME")
    return mail.as_bytes().replace(b"NAME", name.encode().replace(b"\r\n", b"\r\n "))
