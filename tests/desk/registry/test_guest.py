"""A letter by link, from the desk to the guest's page and back into the register."""

import pytest
from django.test import Client

from shubbak.people.guests import guest_token
from shubbak.people.models import GuestLink
from shubbak.registry.models import Letter

GUEST = {"name": "ولاية الجهة", "email": "wilaya@example.ma", "language": "ar"}


@pytest.fixture
def letter(entered, clerk):
    made = entered(subject="طلب رأي")
    assert clerk.post(f"/desk/registry/letters/{made.pk}/guest", GUEST).status_code == 302
    return made


@pytest.fixture
def page(letter):
    return f"/g/{guest_token(GuestLink.objects.get().pk)}"


@pytest.fixture
def guest():
    return Client(headers={"host": "miyah.localhost"})


def test_a_guest_reads_confirms_and_answers(letter, page, guest, clerk):
    assert "طلب رأي" in guest.get(page).content.decode()
    assert guest.post(f"{page}/confirm")["Location"] == page
    assert guest.post(page, {"words": "لا مانع لدينا."})["Location"] == page
    answer = Letter.objects.get(in_reply_to=letter.pk)
    assert str(answer.entry.number) in guest.get(page).content.decode()
    shown = clerk.get(f"/desk/registry/letters/{letter.pk}").content.decode()
    assert GUEST["name"] in shown
    assert str(answer.pk) in shown


def test_an_answer_without_words_says_what_is_missing(page, guest):
    answer = guest.post(page, {"words": ""})
    assert answer.status_code == 422
    assert "اكتبوا جوابكم" in answer.content.decode()


def test_a_link_that_is_withdrawn_opens_nothing(letter, page, guest, clerk):
    link = GuestLink.objects.get()
    clerk.post(f"/desk/registry/letters/{letter.pk}/guest/{link.pk}")
    for way in (page, f"{page}/papers/1"):
        assert guest.get(way).status_code == 404
    assert guest.post(f"{page}/confirm").status_code == 404


def test_what_the_clerk_may_not_read_the_clerk_sends_to_nobody(entered, clerk):
    secret = entered(register="confidential")
    assert clerk.get(f"/desk/registry/letters/{secret.pk}/guest").status_code == 404
