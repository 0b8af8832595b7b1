"""My files: an address, a code, and only the files that the address has proved."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from shubbak.accounts.models import Account, SignInCode
from shubbak.accounts.rules import code_of
from shubbak.agencies.queries import agency_key, current_agency
from shubbak.cases.actions import rotate_code
from shubbak.cases.queries import access_code_of
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.people.models import Person
from tests.portal.writing import FORM, deposit, deposited, html, write_all

PHONE, MAIL = "06 61 00 00 41", "Amina@Example.ma"


def another() -> Client:
    return Client(headers={"host": "miyah.localhost"})


def the_code() -> str:
    return code_of(agency_key(current_agency()), SignInCode.objects.latest("asked_at").pk)


def ask(visitor: Client, address: str = PHONE):
    return visitor.post("/my/door", {"address": address})


def give(visitor: Client, code: str):
    return visitor.post("/my/code", {"code": code})


def signed_in(visitor: Client, address: str = PHONE) -> Client:
    ask(visitor, address)
    assert give(visitor, the_code())["Location"] == "/my/files"
    return visitor


def test_the_holder_of_the_telephone_finds_the_file_that_is_told_to_it(visitor, office):
    case = deposited(visitor)
    files = html(signed_in(another()).get("/my/files"))
    assert f"/file/{case.pk}/" in files


def test_the_file_opens_for_as_long_as_the_account_is_signed_in(visitor, office):
    case = deposited(visitor)
    holder = signed_in(another())
    assert case.number in html(holder.get(f"/file/{case.pk}/"))
    holder.post("/my/leave", {"where": "here"})
    assert holder.get(f"/file/{case.pk}/")["Location"] == "/track"


@pytest.mark.asvs("8.2.2")
def test_an_address_that_is_not_told_about_a_file_does_not_open_it(visitor, office):
    case = deposited(visitor)
    Person.objects.update(email="other@example.ma", preferred_channel="email")
    holder = signed_in(another())
    assert str(case.pk) not in html(holder.get("/my/files"))
    assert holder.get(f"/file/{case.pk}/")["Location"] == "/track"


def test_every_address_gets_the_same_answer(visitor, office):
    deposited(visitor)
    known, unknown = ask(another()), ask(another(), "06 77 77 77 77")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert known.content == unknown.content
    assert Message.objects.filter(template="code").count() == 2
    assert not Account.objects.exists()


@pytest.mark.asvs("6.6.1")
def test_the_page_says_what_a_code_by_message_is_worth_and_names_the_safer_way(visitor):
    assert "رقم كل ملف ورمزه الطريق الأكثر أمانا" in visitor.get("/my/door").content.decode()


@pytest.mark.asvs("6.6.3")
def test_after_five_wrong_codes_the_right_one_is_refused(visitor):
    ask(visitor)
    right = the_code()
    for _ in range(5):
        assert give(visitor, f"{(int(right) + 1) % 10**6:06d}").status_code == 422
    assert give(visitor, right).status_code == 422


@pytest.mark.asvs("6.5.1")
@pytest.mark.asvs("6.6.2")
@pytest.mark.asvs("9.2.1")
def test_a_code_works_once_and_for_ten_minutes(visitor):
    signed_in(visitor)
    ask(other := another())
    SignInCode.objects.filter(used_at=None).update(asked_at=timezone.now() - timedelta(minutes=11))
    assert give(other, the_code()).status_code == 422


def test_a_code_is_nowhere_in_the_database_and_in_the_message_alone(visitor):
    ask(visitor, MAIL)
    message = Message.objects.get()
    assert message.address == MAIL.lower()
    assert the_code() not in str(message.context) + str(SignInCode.objects.values().get())
    words = rendered(message)
    assert the_code() in words.text
    assert the_code() in words.short
    assert words.must_leave


@pytest.mark.asvs("2.3.2")
def test_the_fourth_text_of_a_day_is_refused_with_a_time(visitor):
    for _ in range(3):
        assert ask(visitor).status_code == 302
    refused = ask(visitor)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 3600


@pytest.mark.asvs("14.3.1")
def test_signing_out_tells_the_browser_to_forget_what_it_was_shown(visitor):
    assert signed_in(visitor).post("/my/leave")["Clear-Site-Data"] == '"cache"'


@pytest.mark.asvs("9.1.2")
@pytest.mark.asvs("9.2.2")
def test_a_cookie_is_of_use_for_its_purpose_alone_and_with_our_algorithm(visitor):
    ask(visitor)
    waiting = visitor.cookies["code-asked"].value
    there = another()
    there.cookies["account"] = waiting
    assert there.get("/my/files")["Location"] == "/my/door"
    held, salt = (
        signed_in(visitor).cookies["account"].value,
        f"shubbak.portal.account/{current_agency().code}",
    )
    there.cookies["account"] = held
    assert there.get("/my/files").status_code == 200
    value, stamp, _ = held.split(":")
    weaker = signing.Signer(salt=salt, algorithm="sha1").sign(f"{value}:{stamp}")
    for forged in (weaker, f"{value}:{stamp}:", f"{value}:{stamp}:none"):
        there.cookies["account"] = forged
        assert there.get("/my/files")["Location"] == "/my/door"


@pytest.mark.asvs("7.4.1")
def test_signing_out_everywhere_ends_the_other_devices_at_once(visitor):
    here, there = signed_in(visitor), signed_in(another())
    here.post("/my/leave", {"where": "everywhere"})
    assert there.get("/my/files")["Location"] == "/my/door"


def test_a_file_opened_with_its_code_stays_until_the_code_is_drawn_anew(visitor, office):
    case = deposited(visitor)
    holder = signed_in(another(), MAIL)
    holder.post("/track", {"number": case.number, "code": access_code_of(case)})
    assert str(case.pk) in html(holder.get("/my/files"))
    rotate_code(case=case, actor=SYSTEM, at=timezone.now())
    assert str(case.pk) not in html(holder.get("/my/files"))


def test_a_deposit_made_signed_in_is_filled_in_before_and_stays(visitor, office):
    holder = signed_in(visitor)
    assert "06 61 00 00 41" in html(holder.get(f"{FORM}/q/contact"))
    write_all(holder)
    deposit(holder)
    Person.objects.update(phone="", email="")
    assert "أمينة بناني" in html(holder.get("/my/files"))


@pytest.mark.asvs("14.2.4")
def test_a_closed_account_leaves_nothing_of_its_address(visitor):
    signed_in(visitor, MAIL)
    assert visitor.get("/my/close").status_code == 200
    assert "account" in visitor.post("/my/close").cookies
    assert not Account.objects.exists()
    assert not Message.objects.exists()
    assert visitor.get("/my/files")["Location"] == "/my/door"
