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
from shubbak.payments.ledger.queries import credit_of, dues_of
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
