"""A contract passes to somebody else, or goes on by another tariff or power."""

from datetime import timedelta

import pytest

from shubbak.cases.charges.queries import charges_of
from shubbak.cases.models import CaseLetter
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.queries import dues_of
from shubbak.utility.bills.models import Bill
from shubbak.utility.subscriptions.models import Contract, Fitting
from shubbak.utility.subscriptions.queries import holding_on, meters_on, terms_on
from shubbak.utility.subscriptions.rules import Commodity
from tests.payments.ledger_of_test import paid
from tests.utility.journeys.files_of_test import CONTACT, file_of, offices
from tests.utility.subscriptions.village import contract

DAY = timedelta(days=1)


@pytest.fixture
def opened(agency, at):
    yield contract(at, commodity=Commodity.ELECTRICITY)
    assert list(audit.problems()) == []


def handed_over(opened, at):
    buyer = {**CONTACT["applicant"], "name": "يوسف العلمي", "identity_number": "AB 112233"}
    said = {"contract": opened.number, "capacity": "owner", "last_day": at.date().isoformat()}
    desk = file_of(offices(at), "holder-change", {**CONTACT, **said, "applicant": buyer})
    desk.takes("take", "agent")
    details = {"day": at.date().isoformat(), f"index_{Fitting.objects.get().pk}": "1100"}
    desk.takes("hand_over", "agent", details=details, answer="قُرئ العداد.")
    return desk


def test_the_buyer_has_a_contract_of_their_own_on_the_same_meter(opened, at):
    desk = handed_over(opened, at)
    on = at.date() + DAY
    new = Contract.objects.exclude(pk=opened.pk).get()
    assert (new.point, new.starts) == (opened.point, on)
    assert holding_on(new, on).person.name == "يوسف العلمي"
    assert terms_on(new, on).power_va == 6_600
    assert [fitting.index_in for fitting in meters_on(new, on)] == [1_100_000]
    assert CaseLetter.objects.get(case=desk.case, name="changed").facts["made"].replace(" ", "") == new.number


def test_what_was_used_before_is_owed_by_the_last_holder_alone(opened, at):
    handed_over(opened, at)
    final, new = Bill.objects.get(), Contract.objects.exclude(pk=opened.pk).get()
    assert final.contract == opened
    assert dues_of(opened.holdings.get().payer_id) == final.total
    assert dues_of(new.holdings.get().payer_id) == 0


def test_more_power_holds_from_its_day_once_it_is_paid(opened, at):
    said = {"contract": opened.number, "change": "more"}
    desk = file_of(offices(at), "power-change", {**CONTACT, **said})
    desk.takes("take", "agent")
    desk.takes("quote", "agent", amount=90_000, answer="أ")
    [charge] = charges_of(desk.case)
    paid(charge.payer, [(charge, charge.left)], desk.at)
    desk.takes("record_payment", "clock")
    day = at.date() + DAY
    terms = {"day": day.isoformat(), "tariff": "ma-electricity-commercial", "power": "13200"}
    desk.takes("change", "agent", details=terms, answer="أ")
    held = terms_on(opened, day)
    assert (held.tariffs, held.power_va) == (["ma-electricity-commercial"], 13_200)
    assert terms_on(opened, at.date()).power_va == 6_600
