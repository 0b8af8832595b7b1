"""Circulars: told to many by one entry, and read one by one."""

from uuid import uuid4

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import declare_register
from shubbak.registry.models import Circular, Entry, ReadReceipt
from shubbak.registry.rules import RegisterFacts

CIRCULARS = "/desk/registry/circulars"
WORDS = "تعمل المصالح من الثامنة والنصف"


@pytest.fixture
def sent(registry, sign_in):
    book = RegisterFacts("internal", "internal", "د {n}/{year}", {"ar": "الداخلي"}, "internal")
    declare_register(facts=book, actor=SYSTEM, at=registry.at)
    director = sign_in("director")

    def send(**changes):
        typed = {"submission": str(uuid4()), "register": "internal", "subject": "أوقات العمل", "words": WORDS}
        return director.post(f"{CIRCULARS}/new", {**typed, **changes})

    return send


def test_a_circular_is_one_entry_that_everybody_is_told(registry, sent):
    one = str(uuid4())
    assert sent(submission=one)["Location"] == sent(submission=one)["Location"]
    assert Entry.objects.count() == 1
    told = set(ReadReceipt.objects.values_list("staff__name", flat=True))
    assert told == set(registry.staff) - {"director"}


def test_whoever_opens_it_has_read_it_and_the_sender_sees_that(sign_in, sent):
    page = sent(units=["water_network"])["Location"]
    agent = sign_in("agent")
    assert WORDS in agent.get(page).content.decode()
    first = ReadReceipt.objects.get(staff__name="agent").read_at
    agent.get(page)
    assert ReadReceipt.objects.get(staff__name="agent").read_at == first is not None
    assert "agent" in sign_in("director").get(page).content.decode()
    assert "<section" in agent.get(CIRCULARS).content.decode()


def test_to_those_whom_it_was_not_told_it_is_not_there(sign_in, sent):
    page = sent(units=["water_network"])["Location"]
    assert sign_in("stranger").get(page).status_code == 404
    assert not ReadReceipt.objects.filter(read_at__isnull=False).exists()


@pytest.mark.parametrize("lacking", [{"words": ""}, {"units": ["general_secretariat_of_nobody"]}])
def test_an_empty_circular_and_an_unknown_unit_are_refused(sent, lacking):
    assert sent(**lacking).status_code in (200, 409)
    assert not Circular.objects.exists()


def test_circulars_are_written_by_those_who_lead_and_the_registry(sign_in, sent):
    assert sign_in("agent").get(f"{CIRCULARS}/new").status_code == 404
    assert sign_in("clerk").get(f"{CIRCULARS}/new").status_code == 200
