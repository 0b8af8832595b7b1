"""A row with the change that causes it; later its delivery, at least once."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction

from shubbak.notifications.actions import drain, post, try_again
from shubbak.notifications.models import Delivery, Message
from shubbak.notifications.queries import dead_letters, messages_about
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import About, Recipient, Rendered, Withdrawn

ABOUT = About("letter", "7")
AMINA = Recipient(email="amina@example.ma", phone="0661000041", language="ar")


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of this room's letters, which are not those of the rooms above."""
    monkeypatch.setattr("shubbak.notifications.registry._sources", {})
    register_template_source(
        "letter", lambda message: Rendered("وصل", f"رقمكم {message.about_id}", short="وصل 7")
    )


def drains_waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notifications.drain'")
        return int(cursor.fetchone()[0])


class Broken(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("gone")


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"amina@example.ma": (550, b"no such user")})


def test_a_message_leaves_with_the_id_it_was_given_when_it_was_written(agency, at):
    message = post(about=ABOUT, person=AMINA, template="deposited", at=at)
    assert drain(at=at) == 1
    [sent] = mail.outbox
    assert sent.extra_headers["Message-ID"] == message.message_id
    message.refresh_from_db()
    assert (message.state, message.sent_at) == ("sent", at)


def test_a_message_that_has_left_does_not_leave_again(agency, at):
    post(about=ABOUT, person=AMINA, template="deposited", at=at)
    assert [drain(at=at), drain(at=at)] == [1, 0]


def test_a_transaction_with_many_messages_asks_for_one_drain(fresh_agency, at):
    before = drains_waiting()
    with transaction.atomic():
        for _ in range(5):
            post(about=ABOUT, person=AMINA, template="deposited", at=at)
    assert drains_waiting() == before + 1


def test_a_change_rolled_back_leaves_neither_message_nor_job(fresh_agency, at):
    with transaction.atomic():
        post(about=ABOUT, person=AMINA, template="deposited", at=at)
        transaction.set_rollback(True)
    assert (Message.objects.count(), drains_waiting()) == (0, 0)


def test_the_job_of_a_change_waits_in_the_shared_schema_with_its_agency(fresh_agency, at):
    post(about=ABOUT, person=AMINA, template="deposited", at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'schema' FROM public.procrastinate_jobs")
        assert cursor.fetchall() == [("miyah",)]


def test_a_savepoint_rolled_back_takes_its_job_along_and_the_next_message_asks_again(fresh_agency, at):
    with transaction.atomic():
        with transaction.atomic():
            post(about=ABOUT, person=AMINA, template="deposited", at=at)
            transaction.set_rollback(True)
        post(about=ABOUT, person=AMINA, template="deposited", at=at)
    assert (Message.objects.count(), drains_waiting()) == (1, 1)


def test_a_person_without_address_is_not_written_to(agency, at):
    assert post(about=ABOUT, person=Recipient(), template="deposited", at=at) is None


def test_the_channel_asked_for_wins_over_the_one_preferred(agency, at):
    message = post(about=ABOUT, person=AMINA, template="deposited", at=at, channel="sms")
    assert (message.channel, message.address) == ("sms", "0661000041")


@pytest.mark.asvs("16.5.2")
def test_a_server_that_is_away_is_asked_again_later(agency, at, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    message = post(about=ABOUT, person=AMINA, template="deposited", at=at)
    drain(at=at)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("failed", 1)
    assert message.next_try_at == at + timedelta(minutes=1)
    assert "gone" in message.last_error


def test_after_a_day_of_tries_the_message_is_a_dead_letter_of_its_case(agency, at, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    post(about=ABOUT, person=AMINA, template="deposited", at=at)
    for hour in range(0, 26):
        drain(at=at + timedelta(hours=hour))
    assert [letter.state for letter in dead_letters(ABOUT)] == ["dead"]
    assert not Message.objects.filter(next_try_at__isnull=False).exists()


def test_an_address_refused_for_good_is_dead_at_once(agency, at, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    post(about=ABOUT, person=AMINA, template="deposited", at=at)
    drain(at=at)
    assert dead_letters().get().last_error.startswith("550")


def test_a_dead_letter_can_be_sent_again(agency, at, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    message = post(about=ABOUT, person=AMINA, template="deposited", at=at)
    drain(at=at)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    message.refresh_from_db()
    try_again(message=message, at=at + timedelta(days=3))
    drain(at=at + timedelta(days=3))
    assert messages_about(ABOUT).get().state == "sent"


def test_words_that_cannot_be_made_hinder_no_other_message(agency, at):
    post(about=About("unknown", "1"), person=AMINA, template="deposited", at=at)
    post(about=ABOUT, person=AMINA, template="deposited", at=at)
    assert drain(at=at) == 2
    assert sorted(Message.objects.values_list("state", flat=True)) == ["failed", "sent"]


def test_a_message_whose_subject_is_gone_ends_unsent(agency, at):
    def gone(message):
        raise Withdrawn

    register_template_source("letter", gone)
    post(about=ABOUT, person=AMINA, template="deposited", at=at)
    drain(at=at)
    assert (mail.outbox, dead_letters().get().last_error) == ([], "withdrawn")


def test_without_a_mail_server_the_words_lie_in_the_sink(agency, at, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = ""
    post(about=ABOUT, person=AMINA, template="deposited", at=at)
    drain(at=at)
    delivery = Delivery.objects.get()
    assert (delivery.address, delivery.subject) == ("amina@example.ma", "وصل")


def test_each_agency_drains_its_own_outbox(agency, other_agency, at):
    connection.set_tenant(agency)
    post(about=ABOUT, person=AMINA, template="deposited", at=at)
    connection.set_tenant(other_agency)
    assert drain(at=at) == 0
