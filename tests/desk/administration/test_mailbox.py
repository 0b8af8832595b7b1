"""An administrator says where the e-mail of the body lies; the operator says which servers may be asked."""

from shubbak.contact.models import Mailbox

MAILBOX = "/desk/administration/body/mailbox"
SERVER = "imaps://mail.example.ma:993"
TYPED = {"server": SERVER, "address": "contact@miyah.example", "user": "miyah", "folder": "INBOX"}


def test_the_mailbox_is_kept_and_a_change_is_another_one(administrator, settings):
    settings.SHUBBAK_MAIL_SERVERS = [SERVER]
    assert administrator.post(MAILBOX, TYPED).status_code == 302
    assert administrator.post(MAILBOX, {**TYPED, "folder": "Archive"}).status_code == 302
    assert Mailbox.objects.get(retired_at=None).folder == "Archive"
    assert Mailbox.objects.count() == 2


def test_a_server_that_the_operator_does_not_allow_is_not_asked(administrator, settings):
    settings.SHUBBAK_MAIL_SERVERS = []
    assert administrator.post(MAILBOX, {**TYPED, "server": "imap://127.0.0.1:25"}).status_code == 200
    assert not Mailbox.objects.exists()


def test_a_mailbox_has_an_address_and_a_name(administrator, settings):
    settings.SHUBBAK_MAIL_SERVERS = [SERVER]
    page = administrator.post(MAILBOX, {**TYPED, "address": "", "user": ""})
    assert page.status_code == 200
    assert not Mailbox.objects.exists()


def test_without_a_server_no_mail_is_fetched_any_more(administrator, settings):
    settings.SHUBBAK_MAIL_SERVERS = [SERVER]
    administrator.post(MAILBOX, TYPED)
    administrator.post(MAILBOX, {"server": ""})
    assert not Mailbox.objects.filter(retired_at=None).exists()
