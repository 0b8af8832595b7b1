"""The clerk deals with what came by e-mail."""

import pytest

from shubbak.contact.models import Mail, Mailbox
from tests.contact.mails import came, mailbox_of, with_paper, written

TRAY = "/desk/registry/mail/"


@pytest.fixture
def mailbox(registry, at) -> Mailbox:
    return mailbox_of(at)


@pytest.fixture
def mail(mailbox, at) -> Mail:
    return came(with_paper(), mailbox, at)


def test_the_tray_shows_who_writes_and_about_what(clerk, mail):
    page = clerk.get(TRAY).content.decode()
    assert "amina@example.ma" in page
    assert "طلب معلومات" in page


def test_a_message_is_read_with_its_papers_and_what_was_refused(clerk, mailbox, at):
    mail = came(written(files=(("run.exe", b"MZ"),)), mailbox, at)
    page = clerk.get(f"{TRAY}{mail.pk}").content.decode()
    assert "السلام عليكم" in page
    assert "run.exe" in page


def test_what_was_not_opened_lies_apart(clerk, mailbox, at):
    mail = came(b"Subject: " + b"a" * 70_000 + b"\n\n", mailbox, at)
    assert str(mail.pk) not in clerk.get(TRAY).content.decode()
    assert str(mail.pk) in clerk.get(f"{TRAY}quarantine").content.decode()
    assert clerk.get(f"{TRAY}{mail.pk}").status_code == 200


def test_it_is_laid_into_its_file(clerk, registry, mail):
    case = registry.deposit()
    answer = clerk.post(f"{TRAY}{mail.pk}/join", {"number": case.number})
    assert answer["Location"] == TRAY
    assert Mail.objects.get().case == case
    assert clerk.post(f"{TRAY}{mail.pk}/join", {"number": case.number}).status_code == 409


@pytest.mark.parametrize(
    ("deed", "typed", "state"), [("pass", {}, "passed"), ("refuse", {"reason": "spam"}, "refused")]
)
def test_it_is_left_to_the_office_or_set_aside(clerk, mail, deed, typed, state):
    assert clerk.post(f"{TRAY}{mail.pk}/{deed}", typed).status_code == 302
    assert Mail.objects.get().state == state


def test_whoever_keeps_no_register_finds_nothing(registry, sign_in, mail):
    assert sign_in("agent").get(TRAY).status_code == 404
    assert sign_in("auditor").get(f"{TRAY}{mail.pk}").status_code == 404
