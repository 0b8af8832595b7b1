"""Prepaid meters at the desk: found, ordered, their keys changed, a contract made one, uptake by region."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import grant_role
from shubbak.utility.bills.models import Bill
from shubbak.utility.prepaid.vending import models
from shubbak.utility.prepaid.vending.actions import set_practice
from shubbak.utility.prepaid.vending.models import MeterKeys, PrepaidMeter, Token
from shubbak.utility.prepaid.vending.queries import practice_on
from shubbak.utility.prepaid.vending.rules import Practice
from shubbak.utility.subscriptions.rules import Commodity
from tests.utility.prepaid.vending import shop
from tests.utility.subscriptions import village

DESK = "/desk/prepaid/"
KEYS = {"group": "201457", "revision": "2", "tariff_index": "01", "base": "2014"}


@pytest.fixture
def place(office, at, laboratory):
    return shop.contract(at)


@pytest.fixture
def page(place):
    return f"{DESK}{PrepaidMeter.objects.get().drn}"


def test_a_meter_is_found_by_its_number_or_its_contract(place, page, sign_in):
    agent = sign_in("agent")
    assert agent.get(DESK, {"number": place.number})["Location"] == page
    assert agent.get(DESK, {"number": page.removeprefix(DESK)})["Location"] == page
    assert agent.get(DESK, {"number": "99"}).status_code == 404


def test_its_tokens_stand_there_with_the_mark_of_tests(place, page, sign_in, at):
    sale = shop.bought(place, 10_000, at)
    told = sign_in("agent").get(page).content.decode()
    digits = sale.tokens.get().digits
    assert " ".join(digits[start : start + 4] for start in range(0, 20, 4)) in told
    assert "TEST" in told


def test_a_head_orders_and_an_agent_does_not(place, page, sign_in):
    asked = {"key": uuid4(), "order": "5", "watts": "", "reason": "بعد المعاينة"}
    assert sign_in("agent").post(f"{page}/order", asked).status_code == 404
    assert sign_in("head").post(f"{page}/order", asked)["Location"] == page
    assert Token.objects.get().kind == "order"


def test_a_limit_without_watts_is_asked_again(place, page, sign_in):
    asked = {"key": uuid4(), "order": "0", "watts": "", "reason": "طلب"}
    answer = sign_in("head").post(f"{page}/order", asked)
    assert answer.status_code == 409
    assert "اكتبوا القدرة القصوى بالواط" in answer.content.decode()


def test_the_next_keys_are_two_tokens(place, page, sign_in):
    assert sign_in("head").post(f"{page}/keys", {"key": uuid4(), **KEYS})["Location"] == page
    assert Token.objects.filter(kind="key_change").count() == 2
    assert MeterKeys.objects.latest("rank").key_revision == 2


def test_a_group_in_production_is_refused_in_words(place, page, sign_in):
    answer = sign_in("head").post(f"{page}/keys", {"key": uuid4(), **KEYS, "group": "999999"})
    assert answer.status_code == 409
    assert "جهازا معتمدا" in answer.content.decode()


def test_a_contract_becomes_prepaid_and_its_last_bill_is_issued(place, sign_in, at):
    counted = village.contract(at, "E-0009", commodity=Commodity.ELECTRICITY)
    drn = str(shop.keys(9).pan.drn)
    asked = {"number": counted.number, "index": "1200", "drn": drn, "cipher": "07", **KEYS, "revision": "1"}
    assert sign_in("head").post(f"{DESK}convert", asked)["Location"] == DESK
    assert Bill.objects.get().kind == "final"
    assert PrepaidMeter.objects.count() == 2


def test_uptake_stands_by_region_and_leaves_as_a_table(place, sign_in):
    agent = sign_in("agent")
    assert "النخيل" in agent.get(f"{DESK}uptake").content.decode()
    table = b"".join(agent.get(f"{DESK}uptake.csv").streaming_content).decode()
    assert "النخيل" in table


RULES = {"commodity": "electricity", "least": "20", "most": "1000", "lent": "10", "arrears_percent": "30"}


@pytest.fixture
def leaders(office, place, sign_in, at):
    """A head and a director."""
    grant_role(staff=office.staff["colleague"], role="director", actor=SYSTEM, starts=at, at=at)
    return sign_in("head"), sign_in("colleague")


def test_the_rules_of_purchases_are_proposed_and_hold_once_another_puts_them_in_force(leaders, at):
    before = {"practice": Practice(lent=5_00), "on": date(2026, 1, 1), "actor": SYSTEM, "at": at}
    set_practice(commodity=Commodity.ELECTRICITY, **before)
    (head, other), page = leaders, f"{DESK}practice"
    assert head.post(f"{page}/set", {**RULES, "on": "2026-12-01"})["Location"] == page
    proposed = models.Practice.objects.get(in_force_at=None)
    assert "في انتظار شخص ثان" in head.get(page).content.decode()
    assert practice_on(Commodity.ELECTRICITY, date(2026, 12, 1)).lent == 5_00
    assert head.post(f"{page}/{proposed.pk}/approve").status_code == 409
    assert other.post(f"{page}/{proposed.pk}/approve")["Location"] == page
    told = head.get(page).content.decode()
    assert ("سارية" in told, "آتية" in told, "30\u00a0%" in told) == (True, True, True)
    assert practice_on(Commodity.ELECTRICITY, date(2026, 11, 30)).lent == 5_00
    assert practice_on(Commodity.ELECTRICITY, date(2026, 12, 1)).least == 20_00


def test_a_proposal_is_dropped_and_what_is_in_force_is_not(leaders, at):
    (head, other), page = leaders, f"{DESK}practice"
    head.post(f"{page}/set", {**RULES, "on": "2026-12-01"})
    assert other.post(f"{page}/{models.Practice.objects.get().pk}/drop")["Location"] == page
    assert not models.Practice.objects.exists()
    rules = {"practice": Practice(), "on": at.date(), "actor": SYSTEM, "at": at}
    held = set_practice(commodity=Commodity.ELECTRICITY, **rules)
    assert other.post(f"{page}/{held.pk}/drop").status_code == 404


def test_a_proposal_whose_first_day_is_over_is_made_anew(leaders):
    (head, other), page = leaders, f"{DESK}practice"
    head.post(f"{page}/set", {**RULES, "on": "2026-12-01"})
    models.Practice.objects.update(starts=date(2026, 11, 1))
    answer = other.post(f"{page}/{models.Practice.objects.get().pk}/approve")
    assert "انقضى يومها الأول" in answer.content.decode()


def test_the_database_refuses_rules_of_one_person(place, at):
    told = {"commodity": "electricity", "starts": date(2026, 12, 1), "most": 100, "proposed_by": "7"}
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Practice.objects.create(**told, approved_by="7", in_force_at=at)


@pytest.mark.parametrize("changes", [{"on": "2026-11-16"}, {"least": "2000"}, {"arrears_percent": "101"}])
def test_rules_that_cannot_be_are_asked_again(place, sign_in, changes):
    answer = sign_in("head").post(f"{DESK}practice/set", {**RULES, "on": "2026-12-01", **changes})
    assert "error" in answer.content.decode()
    assert practice_on(Commodity.ELECTRICITY, date(2026, 12, 1)).lent == 0


def test_an_agent_reads_the_rules_and_sets_none(place, sign_in):
    agent = sign_in("agent")
    assert agent.get(f"{DESK}practice").status_code == 200
    assert agent.post(f"{DESK}practice/set", {**RULES, "on": "2026-12-01"}).status_code == 404
