"""The account of a contract at the desk: found, read on one page, put right from there."""

from datetime import date

import pytest

from shubbak.payments.ledger.actions import hold_payable, reverse_payment
from shubbak.payments.ledger.models import Request
from shubbak.utility.bills.models import Bill, Correction
from shubbak.utility.subscriptions.actions import close_contract, open_contract, remember_reference
from shubbak.utility.subscriptions.models import ServicePoint
from shubbak.utility.subscriptions.rules import Asked
from tests.payments.ledger_of_test import DAY, paid
from tests.utility.bills.street import bill, issued, read
from tests.utility.subscriptions.village import CLERK, contract, person

OLD_INDEX = "تبدأ بمؤشر صُحح بعدها"
HERE = "/desk/contracts/"


def words(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("typed", ["0000 0013", "M-W-0001", "امينة بناني", "OLD 77"])
def test_a_contract_is_found_by_number_meter_name_or_old_reference(billed, sign_in, at, typed):
    remember_reference(contract=billed, body="x", reference="old-77", actor=CLERK, at=at)
    answer = sign_in("counter").get(HERE, {"words": typed.replace("0000 0013", billed.number)})
    assert answer.headers["Location"] == f"{HERE}{billed.number}"


def test_an_old_reference_of_an_ended_contract_leads_to_the_one_that_runs_there(billed, sign_in, at):
    remember_reference(contract=billed, body="x", reference="old-77", actor=CLERK, at=at)
    close_contract(contract=billed, on=DAY, actor=CLERK, at=at)
    asked, holder = Asked(("ma-water-household",)), person(at, name="يوسف")
    now = open_contract(point=billed.point, person=holder, asked=asked, on=DAY, actor=CLERK, at=at)
    page = words(sign_in("counter").get(HERE, {"words": "old 77"}))
    assert 0 < page.index(f"{HERE}{now.number}") < page.index(f"{HERE}{billed.number}")


def test_an_old_reference_is_added_at_the_desk_once_for_one_contract(billed, sign_in, at):
    counter, typed = sign_in("counter"), {"reference": "J-204/77", "body": "radeej"}
    assert counter.post(f"{HERE}{billed.number}/reference", typed).status_code == 302
    assert "J-204/77" in words(counter.get(HERE + billed.number))
    other = f"{HERE}{contract(at, 'W-0002').number}/reference"
    assert "لعقدة أخرى" in words(counter.post(other, typed))
    assert "J-204/77" in words(counter.post(other, {**typed, "body": ""}))


def test_several_are_listed_and_none_is_said(billed, sign_in, at):
    other = contract(at, "W-0002")
    counter = sign_in("counter")
    assert other.number[4:] in words(counter.get(HERE, {"words": "بناني"}))
    assert "لا عقدة بهذا" in words(counter.get(HERE, {"words": "لا أحد"}))


def test_the_account_says_who_owes_what_and_shows_no_identity_number(billed, sign_in):
    page = words(sign_in("agent").get(HERE + billed.number))
    assert "أمينة بناني" in page
    assert bill(billed, "2024-11").number in page
    assert "تجاوزت أجلها" in page
    assert "482913" not in page


def test_a_contract_of_another_unit_is_as_if_it_were_not(billed, office, sign_in):
    ServicePoint.objects.update(unit=office.units["electricity_network"])
    agent = sign_in("agent")
    assert agent.get(HERE + billed.number).status_code == agent.get(HERE + "00000021").status_code == 404
    assert sign_in("stranger").get(HERE + billed.number).status_code == 200


def proposed(wrong, client, **typed):
    """What somebody proposes instead of a bill; the address of the page where it is decided."""
    told = {"instead": "bill", "reason": "مؤشر خاطئ", "index_0": "1028", "quantity": "28", **typed}
    tariffs = {"tariff_0": "ma-water-household", "tariff_1": "ma-sewerage-household"}
    path = f"{HERE}{wrong.contract.number}/bills/{wrong.pk}/correct"
    answer = client.post(path, {**tariffs, **told})
    found = Correction.objects.filter(decided_at=None).first()
    return answer, f"/desk/billing/corrections/{found.pk}" if found else ""


def test_a_bill_is_corrected_by_two_people(billed, sign_in):
    wrong, agent, head = bill(billed, "2024-11"), sign_in("agent"), sign_in("head")
    _, path = proposed(wrong, agent, index_0="١٠٠٧")
    assert "ينتظر شخصا ثانيا" in words(agent.get(HERE + billed.number))
    page = words(head.get(path))
    assert "1028" in page
    assert "1007" in page
    assert head.post(path, {"granted": "yes"}).status_code == 302
    assert Bill.objects.get(kind="rectifying").quantity == 7_000


def test_a_bill_that_begins_at_the_old_index_is_named_until_it_is_corrected_too(billed, sign_in, at):
    read(billed, date(2024, 12, 31), 1056)
    issued("2024-12", at)
    later, agent, head = bill(billed, "2024-12"), sign_in("agent"), sign_in("head")
    assert OLD_INDEX not in words(agent.get(HERE + billed.number))
    _, path = proposed(bill(billed, "2024-11"), agent, index_0="1007")
    assert f'href="{HERE}{billed.number}"' in words(head.get(path))
    assert later.number in words(head.post(path, {"granted": "yes"}, follow=True))
    assert OLD_INDEX in words(agent.get(HERE + billed.number))
    _, path = proposed(later, agent, index_0="1056")
    head.post(path, {"granted": "yes"})
    assert OLD_INDEX not in words(agent.get(HERE + billed.number))


def test_nobody_grants_the_correction_that_they_proposed(billed, sign_in):
    head = sign_in("head")
    _, path = proposed(bill(billed, "2024-11"), head, instead="nothing")
    assert "granted" not in words(head.get(path))
    head.post(path, {"granted": "yes"})
    assert not Bill.objects.filter(kind="cancelling").exists()
    assert Correction.objects.get().is_granted is False


def test_a_correction_is_refused_in_words(billed, sign_in):
    _, path = proposed(bill(billed, "2024-11"), sign_in("agent"), quantity="7")
    head = sign_in("head")
    assert "اكتبوا سبب الرفض" in words(head.post(path, {"granted": "no"}))
    head.post(path, {"granted": "no", "answer": "المؤشر صحيح"})
    assert Correction.objects.get().answer == "المؤشر صحيح"
    assert head.get(path).status_code == 404


def test_who_only_reads_proposes_and_decides_nothing(billed, sign_in):
    wrong = bill(billed, "2024-11")
    assert proposed(wrong, sign_in("counter"))[0].status_code == 404
    _, path = proposed(wrong, sign_in("head"), quantity="7")
    assert sign_in("agent").get(path).status_code == 404
    assert wrong.number in words(sign_in("head").get("/desk/billing/corrections"))


def test_either_the_index_or_the_quantity_is_put_right(billed, sign_in):
    agent, wrong = sign_in("agent"), bill(billed, "2024-11")
    both, _ = proposed(wrong, agent, index_0="1007", quantity="7")
    assert "لا كليهما" in words(both)
    same, _ = proposed(wrong, agent)
    assert same.status_code == 409


def test_a_bill_is_handed_out_again_as_a_duplicate(billed, sign_in):
    path = f"{HERE}{billed.number}/bills/{bill(billed, '2024-11').pk}.pdf"
    assert sign_in("counter").get(path).content.startswith(b"%PDF")


def test_a_refund_and_a_write_off_are_asked_and_wait_for_somebody_else(billed, sign_in, at):
    payable = billed.holdings.get().payer.payables.get()
    counter, here = sign_in("counter"), HERE + billed.number
    counter.post(f"{here}/dues/{payable.pk}/write-off", {"reason": "تعذر التحصيل"})
    paid(payable.payer, [(payable, payable.left)], at, amount=payable.left + 5_000)
    counter.post(here + "/refund", {"amount": "20,50", "account": "cash", "reason": "بطلب منها"})
    assert sorted(Request.objects.values_list("kind", "amount"))[0] == ("refund", 2_050)
    assert "ينتظر شخصا ثانيا" in words(counter.get(here))


def test_more_than_the_credit_is_refused_in_words(billed, sign_in):
    typed = {"amount": "20", "account": "cash", "reason": "س"}
    answer = sign_in("counter").post(f"{HERE}{billed.number}/refund", typed)
    assert (answer.status_code, "الرصيد الدائن أقل" in words(answer)) == (409, True)


def test_a_bill_is_shared_out_in_instalments(billed, sign_in):
    payable = billed.holdings.get().payer.payables.get()
    sign_in("agent").post(f"{HERE}{billed.number}/dues/{payable.pk}/instalments", {"parts": "3"})
    assert payable.plans.exists()
    assert "بالتقسيط" in words(sign_in("agent").get(HERE + billed.number))


def test_an_instalment_whose_payment_went_back_says_so(billed, sign_in, at):
    payer = billed.holdings.get().payer
    sign_in("agent").post(f"{HERE}{billed.number}/dues/{payer.payables.get().pk}/instalments", {"parts": "3"})
    part = payer.payables.open().order_by("due_on").first()
    came = paid(payer, [(part, part.left)], at)
    assert "رُد أداؤه" not in words(sign_in("agent").get(HERE + billed.number))
    reverse_payment(payment_id=came.pk, reason="", actor=CLERK, at=at, day=DAY)
    page = words(sign_in("agent").get(HERE + billed.number))
    assert "قسط" in page
    assert "رُد أداؤه يوم" in page


def test_a_contract_is_protected_and_bills_come_on_the_screen(billed, sign_in, at):
    head, here = sign_in("head"), HERE + billed.number
    head.post(here + "/protect", {"kind": "life_support", "reason": "شهادة طبية"})
    head.post(here + "/paper")
    page = words(head.get(here))
    assert "شهادة طبية" in page
    assert "إلكترونيا فقط" in page
    assert sign_in("agent").get(here + "/protect").status_code == 404


def test_what_is_contested_says_so(billed, sign_in, at):
    payable = billed.holdings.get().payer.payables.get()
    hold_payable(payable_id=payable.pk, reason="", actor=CLERK, at=at)
    assert "محل اعتراض" in words(sign_in("agent").get(HERE + billed.number))
