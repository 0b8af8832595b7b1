"""A connection: quoted, paid, its meter put up, its contract open with the advance as its deposit."""

import pytest

from shubbak.cases.charges.queries import charges_of
from shubbak.cases.models import CaseLetter
from shubbak.cases.queries.tracking import tracking_view
from shubbak.cases.rules import Refused
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.queries import balance_of_account, guarantee_of
from shubbak.utility.subscriptions.actions import open_group
from shubbak.utility.subscriptions.models import Contract, Fitting
from shubbak.utility.subscriptions.queries import holding_on, terms_on
from tests.payments.ledger_of_test import paid
from tests.utility.journeys.files_of_test import CONNECTION, file_of, offices, paper

METER = {"serial": "WM-777", "dials": "5", "index": "3", "tariff": "ma-water-household"}


@pytest.fixture
def desk(agency, at):
    yield file_of(offices(at), "connection", CONNECTION)
    assert list(audit.problems()) == []


def made(desk):
    """The quotation is made, and its applicant yet to be told."""
    desk.takes("take", "agent")
    papers = [paper("quotation")]
    desk.takes("quote", "agent", amount=245_000, amounts={"advance": 30_000}, papers=papers)
    return desk


def quoted(desk):
    """… and told by telephone."""
    made(desk).takes("tell", "counter", answer="أ", details={"way": "phone", "said": "كلمته شخصيا"})
    return desk


def in_works(desk):
    charges = list(charges_of(quoted(desk).case))
    paid(charges[0].payer, [(charge, charge.left) for charge in charges], desk.at)
    desk.takes("record_payment", "clock")
    desk.takes("order_works", "agent", unit="water_network")
    return desk


def fitted(desk, **changes):
    day = {"day": desk.at.date().isoformat(), "advance": "30000", "sewerage": "ma-sewerage-household"}
    return desk.takes("fit", "network_agent", details={**METER, **day, **changes})


def test_the_person_sees_what_to_pay_and_until_when(desk):
    view = tracking_view(quoted(desk).case, "ar", desk.at)
    assert view.waits_for_payment
    assert [(charge.title, charge.left) for charge in view.charges] == [
        ("أشغال الربط والعداد", 245_000),
        ("تسبيق على الاستهلاك", 30_000),
    ]
    assert view.charges[0].due_on == desk.case.due_at.date()
    assert CaseLetter.objects.get(case=desk.case, name="quotation").facts["amount"] == 275_000


def test_before_anybody_was_told_nothing_is_asked_for_and_the_quotation_does_not_run(desk):
    view = tracking_view(made(desk).case, "ar", desk.at)
    assert (view.waits_for_payment, list(view.charges), view.told_of_it) == (False, [], None)
    assert not desk.case.clocks.filter(code="quote").exists()
    assert [stage.code for stage, _ in view.stages if stage.mark == "now"] == ["quotation"]


def test_the_person_sees_when_and_how_they_were_told_and_from_then_on_the_quotation_runs(desk):
    view = tracking_view(quoted(desk).case, "ar", desk.at)
    assert (view.told_of_it["facts"], view.told_of_it["at"]) == ({"way": "phone"}, desk.at)
    assert desk.case.clocks.filter(code="quote", ended_at=None).exists()
    assert "كلمته" not in str(view.told_of_it["facts"])


def test_nobody_counts_as_told_without_a_word_how(desk):
    with pytest.raises(Refused, match="guard:applicant_told"):
        made(desk).takes("tell", "counter", answer="أ", details={"way": "by pigeon"})


def test_nothing_is_built_before_all_of_it_is_paid(desk):
    charge = charges_of(quoted(desk).case)[0]
    paid(charge.payer, [(charge, charge.left)], desk.at)
    with pytest.raises(Refused, match="guard:paid"):
        desk.takes("record_payment", "clock")


def test_the_meter_opens_a_contract_in_the_name_of_the_applicant(desk):
    fitted(in_works(desk))
    contract, day = Contract.objects.get(), desk.at.date()
    held = holding_on(contract, day)
    assert held.person == desk.case.applicant
    assert terms_on(contract, day).tariffs == ["ma-water-household", "ma-sewerage-household"]
    assert Fitting.objects.get().index_in == 3_000
    assert "زنقة الورد" in contract.point.place


def test_a_company_that_is_connected_may_have_its_bills_grouped(agency, at):
    company = {"name": "شركة الأطلس", "identity_kind": "company", "identity_number": "001524398700017"}
    desk = file_of(offices(at), "connection", {**CONNECTION, "applicant": company})
    fitted(in_works(desk))
    held = Contract.objects.get().holdings.get()
    assert open_group(name="الأطلس", person=held.person, actor=desk.office.actor("agent"), at=at).pk


def test_the_advance_becomes_its_deposit(desk):
    fitted(in_works(desk))
    assert guarantee_of(holding_on(Contract.objects.get(), desk.at.date()).payer_id) == 30_000
    assert balance_of_account("advances:MAD") == 0


def test_the_letter_gives_the_number_of_the_contract(desk):
    in_works(desk)
    with pytest.raises(Refused, match="guard:contract_opened"):
        desk.takes("connect", "network_agent", answer="أ")
    fitted(desk)
    desk.takes("connect", "network_agent", answer="شُغّل العداد.")
    number = Contract.objects.get().number
    made = CaseLetter.objects.get(case=desk.case, name="connected").facts["made"]
    assert made == f"{number[:4]} {number[4:]}"


def test_a_meter_that_stands_elsewhere_is_refused_at_its_box(desk):
    fitted(in_works(desk), advance="0")
    with pytest.raises(Refused) as refused:
        fitted(desk, advance="0")
    assert refused.value.code == "subscriptions:meter_elsewhere"
    assert refused.value.facts["field"] == "serial"


def test_no_more_becomes_a_deposit_than_was_asked_as_an_advance(desk):
    fitted(in_works(desk), advance="20000")
    with pytest.raises(Refused) as refused:
        fitted(desk, serial="WM-778", advance="10001")
    assert refused.value.code == "subscriptions:not_enough_credit"
    assert refused.value.facts["field"] == "advance"


def test_two_meters_are_two_contracts(desk):
    fitted(in_works(desk))
    fitted(desk, serial="WM-778", advance="0")
    assert Contract.objects.count() == 2
