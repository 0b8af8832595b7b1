"""A fee that a step asks for, and the step that waits until it is paid."""

import pytest

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions import advance
from shubbak.cases.charges.actions import follow_payments
from shubbak.cases.charges.queries import charge_of, charges_of, is_charge_paid
from shubbak.cases.rules import Refused, StepFacts
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.loader import load_pack
from shubbak.catalogue.queries import spec_of
from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.actions import decide_request, reverse_payment
from shubbak.payments.ledger.queries import balance_of_account, credit_of, dues_of, requests_to_decide
from tests.cases.office import PACK
from tests.payments.ledger_of_test import paid

STEPS = """steps:
  quote:
    title: {ar: كشف تقديري}
    from: STATE
    to: same
    by: [counter]
    needs: [amount]
    effects: [{charge: quotation}]
  stamp: {title: {ar: تنبر}, from: STATE, to: same, by: [counter], effects: [{charge: stamp, amount: "2000"}]}
  give_back: {title: {ar: رد}, from: STATE, to: same, by: [counter], effects: [refund]}
  price:
    title: {ar: تسعير}
    from: STATE
    to: same
    by: [counter]
    needs: [amount, {amount: advance}]
    effects: [{charge: quotation}, {charge: advance, income: advances}]
  drop: {title: {ar: إلغاء}, from: STATE, to: same, by: [counter], effects: [{uncharge: quotation}]}
  go_on: {title: {ar: متابعة}, from: STATE, to: TARGET, by: [counter, clock], needs: [{paid: quotation}]}
"""


@pytest.fixture
def file(office, tmp_path):
    """A file of a service whose first state waits for a quotation to be paid."""
    spec = spec_of(office.service)
    first = spec.initial
    target = next(step.target for step in spec.open_steps(first) if step.target not in ("same", first))
    text = PACK.read_text(encoding="utf-8").replace('version: "1.', 'version: "9.', 1)
    steps = STEPS.replace("STATE", first).replace("TARGET", target)
    path = tmp_path / "pack.yaml"
    path.write_text(text.replace("\nsteps:\n", f"\n{steps}", 1), encoding="utf-8")
    office.service = publish_pack(source=load_pack(path), actor=SYSTEM, at=office.at)
    yield office.deposit()
    assert list(audit.problems()) == []


def take(office, file, step, **facts):
    return advance(
        case=file, step=step, actor=office.actor("counter"), at=office.at, facts=StepFacts(**facts)
    )


def pay(office, file, fee):
    charge = charge_of(file, fee)
    return paid(charge.payer, [(charge, charge.left)], office.at)


def test_the_amount_that_the_clerk_types_is_owed_by_the_file(office, file):
    with pytest.raises(Refused, match="guard:amount"):
        take(office, file, "quote")
    take(office, file, "quote", amount=125_000)
    [charge] = charges_of(file)
    assert (charge.part, charge.left, charge.currency) == ("quotation", 125_000, current_agency().currency)
    assert dues_of(file.pk) == 125_000


def test_a_fixed_fee_comes_from_the_pack(office, file):
    take(office, file, "stamp")
    assert charge_of(file, "stamp").left == 2_000


def test_nobody_goes_on_before_the_fee_is_paid(office, file):
    for before in ("", "quote"):
        if before:
            take(office, file, before, amount=100)
        with pytest.raises(Refused, match="guard:paid"):
            take(office, file, "go_on")
    pay(office, file, "quotation")
    assert take(office, file, "go_on").state != file.state


def test_the_file_goes_on_by_itself_once_its_fee_is_paid(office, file):
    take(office, file, "quote", amount=100)
    assert follow_payments(at=office.at) == 0
    pay(office, file, "quotation")
    assert (follow_payments(at=office.at), follow_payments(at=office.at)) == (1, 0)
    before = file.state
    file.refresh_from_db()
    assert file.state != before


def test_it_goes_on_with_the_payment_itself(office, file, django_capture_on_commit_callbacks):
    take(office, file, "quote", amount=100)
    with django_capture_on_commit_callbacks(execute=True):
        pay(office, file, "quotation")
    before = file.state
    file.refresh_from_db()
    assert file.state != before


def test_whoever_has_the_file_hears_of_a_payment_that_was_taken_back(office, file):
    take(office, file, "quote", amount=100)
    payment = pay(office, file, "quotation")
    reverse_payment(payment_id=payment.pk, reason="شيك", actor=SYSTEM, at=office.at, day=office.at.date())
    assert file.events.filter(what="payment_reversed").count() == 1


def test_each_fee_has_its_amount_and_one_of_nothing_is_not_asked(office, file):
    take(office, file, "price", amount=100, amounts={"advance": 40})
    assert {charge.part: charge.left for charge in charges_of(file)} == {"quotation": 100, "advance": 40}
    assert balance_of_account(f"advances:{current_agency().currency}") == -40
    take(office, file, "price", amount=100, amounts={"advance": 0})
    assert [charge.part for charge in charges_of(file)] == ["quotation"]


def test_what_was_paid_is_to_be_paid_back_once_somebody_else_grants_it(office, file):
    take(office, file, "quote", amount=100)
    pay(office, file, "quotation")
    take(office, file, "give_back")
    [asked] = requests_to_decide()
    assert (asked.payer_id, asked.amount, asked.reason) == (file.pk, 100, file.number)
    decide_request(request_id=asked.pk, is_granted=True, actor=SYSTEM, at=office.at, day=office.at.date())
    assert (dues_of(file.pk), credit_of(file.pk)) == (0, 0)


def test_a_payment_of_another_fee_moves_nothing(office, file):
    take(office, file, "quote", amount=100)
    take(office, file, "stamp")
    pay(office, file, "stamp")
    assert follow_payments(at=office.at) == 0


def test_who_is_asked_anew_owes_the_new_amount_and_keeps_what_was_paid(office, file):
    take(office, file, "quote", amount=100)
    pay(office, file, "quotation")
    take(office, file, "quote", amount=150)
    assert (dues_of(file.pk), credit_of(file.pk)) == (150, 100)
    assert not is_charge_paid(file, "quotation")


def test_a_fee_that_is_asked_no_more_is_not_owed(office, file):
    take(office, file, "quote", amount=100)
    take(office, file, "drop")
    take(office, file, "drop")
    assert (dues_of(file.pk), list(charges_of(file))) == (0, [])
