"""E-mails as they come in, and a mailbox of a small registry office."""

from datetime import datetime
from email.message import EmailMessage
from itertools import count

from shubbak.contact.intake.actions import set_mailbox, take_in
from shubbak.contact.intake.reading import nursery, read
from shubbak.contact.intake.rules import MailboxFacts, Place
from shubbak.contact.models import Mail, Mailbox
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import declare_register
from shubbak.registry.rules import RegisterFacts
from tests.documents.hostile import PDF

ADDRESS = "contact@miyah.example"
SERVER = "imap://127.0.0.1:10143"
_uids = count(1)


def mailbox_of(at: datetime, server: str = SERVER) -> Mailbox:
    """With the book in which its letters are entered."""
    book = RegisterFacts("incoming", "incoming", "و {n}/{year}", {"ar": "الوارد"}, "in")
    declare_register(facts=book, actor=SYSTEM, at=at)
    facts = MailboxFacts(ADDRESS, server, "miyah")
    return set_mailbox(facts=facts, actor=SYSTEM, at=at)


def written(
    subject: str = "طلب معلومات",
    text: str = "السلام عليكم، أطلب منكم نسخة من فاتورة شهر أكتوبر.",
    sender: str = "أمينة بناني <amina@example.ma>",
    files: tuple[tuple[str, bytes], ...] = (),
    to: str = ADDRESS,
    **headers: str,
) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    for name, words in headers.items():
        mail[name.replace("_", "-")] = words
    mail.set_content(text)
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def with_paper(name: str = "رخصة.pdf") -> bytes:
    return written(files=((name, PDF),))


def came(raw: bytes, mailbox: Mailbox, at: datetime, uid: int | None = None) -> Mail | None:
    """The message fetched and taken in."""
    with nursery() as children:
        told = read(raw, children)
    place = Place(1, uid or next(_uids))
    return take_in(mailbox=mailbox, place=place, raw=raw, read=told, at=at)
