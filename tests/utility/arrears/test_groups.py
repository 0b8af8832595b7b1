"""An institution is reminded once of all contracts of its group; notice and contest stay each contract's."""

from datetime import timedelta

import pytest
from django.db.models import Q

from shubbak.agencies.queries import current_agency
from shubbak.desk.arrears.letters import letter_sheet
from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.notifications.rules import Withdrawn
from shubbak.payments.ledger.actions import hold_payable
from shubbak.utility.arrears.actions.warning import follow
from shubbak.utility.arrears.models import Arrear
from tests.utility.arrears.arrears_of_test import AMOUNT, arrear, noticed, owes, pays
from tests.utility.subscriptions.institution import contracts_of, group
from tests.utility.subscriptions.village import CLERK, contract


@pytest.fixture
def late(agency, at):
    """Three contracts of a commune that owe, and somebody else's."""
    made = group(at, 3, preferred_channel="email", email="wilaya@example.ma")
    for each in [*contracts_of(made), contract(at, "W-0009")]:
        owes(each, at)
    return made


def reminders() -> list[Message]:
    return list(Message.objects.filter(Q(template="reminder"), about_kind="arrears_of_group"))


def plain(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u00a0\u202f"), ""))


def test_one_reminder_names_the_contracts_and_the_sum(late, at):
    assert follow(at=at) == Arrear.objects.count() == 4
    [message] = reminders()
    assert Message.objects.filter(template="reminder").count() == 2
    told = rendered(message)
    assert plain("1350,00") in plain(told.subject)
    assert "3 عقد" in told.text.replace("\u00a0", " ")
    assert late.number in told.short


def test_the_next_night_reminds_nobody_again(late, at):
    follow(at=at)
    assert follow(at=at + timedelta(days=1)) == 0


def test_a_contested_bill_is_not_in_it(late, at):
    held = contracts_of(late)[0].holdings.get().payer.payables.get()
    hold_payable(payable_id=held.pk, reason="اعتراض", actor=CLERK, at=at)
    follow(at=at)
    [message] = reminders()
    assert plain("900,00") in plain(rendered(message).subject)


def test_what_was_paid_meanwhile_is_left_out_and_nothing_left_is_not_told(late, at):
    follow(at=at)
    owed = [each.holdings.get().payer.payables.get() for each in contracts_of(late)]
    [message] = reminders()
    pays(owed[0], at)
    assert plain("900,00") in plain(rendered(message).subject)
    pays(owed[1], at)
    pays(owed[2], at)
    with pytest.raises(Withdrawn):
        rendered(message)


def test_notice_is_given_for_each_contract_alone(late, at):
    first = contracts_of(late)[0]
    noticed(first, at)
    assert Message.objects.filter(template="notice", about_kind="arrear").count() == 4
    assert arrear(first).noticed_amount == AMOUNT


def test_who_has_no_address_gets_one_letter_of_the_group(agency, at):
    made = group(at, 2, phone="", email="")
    for each in contracts_of(made):
        owes(each, at)
    follow(at=at)
    found = arrear(contracts_of(made)[1])
    assert not found.is_reached
    sheet = letter_sheet(found, current_agency())
    assert (sheet.number, sheet.number_label.fr) == (made.number, "Groupe")
    assert "900,00" in plain(sheet.title.ar)
