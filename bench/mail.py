"""E-mail that comes in: how many messages a second become entries, from a real IMAP server."""

from email.message import EmailMessage
from io import BytesIO
from random import Random

from PIL import Image

from bench.house import AGENCY, house
from tests.promises.dovecot import PASSWORD, mail_server

MESSAGES = 600
TARGET = 20
"""Messages a second (issue 4)."""


def run(seconds: float, messages: int = MESSAGES) -> None:
    """Print the rate; `seconds` is not asked for here."""
    del seconds
    with mail_server() as server, house() as measured:
        (measured.home.path / "keys" / f"mailbox-{AGENCY}").write_text(PASSWORD)
        server.deliver(AGENCY, [_message(rank) for rank in range(messages)])
        told = measured.run("bench.after_setup", "bench.mails", SHUBBAK_MAIL_SERVERS=server.address)
    print(f"{told.strip()} (target {TARGET}/s)", flush=True)


def _message(rank: int) -> bytes:
    """Every third one encloses a picture of some 40 KB."""
    mail = EmailMessage()
    mail["From"], mail["To"] = f"person{rank}@example.ma", "contact@miyah.example"
    mail["Subject"] = f"طلب معلومات رقم {rank}"
    mail.set_content("السلام عليكم، أطلب منكم نسخة من فاتورة شهر أكتوبر.\n" * 10)
    if rank % 3 == 0:
        mail.add_attachment(_picture(rank), maintype="image", subtype="png", filename="فاتورة.png")
    return mail.as_bytes()


def _picture(rank: int) -> bytes:
    noise = Image.frombytes("L", (200, 200), Random(rank).randbytes(40_000))
    written = BytesIO()
    noise.save(written, "PNG")
    return written.getvalue()
