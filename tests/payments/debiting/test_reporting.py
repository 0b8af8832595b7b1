"""What a bank says of a file before any money moves, and what its statement says afterwards."""

import pytest

from shubbak.config.command_line import main
from shubbak.journal.models import Leaf
from shubbak.journal.rules import SYSTEM
from shubbak.payments.debiting import audit, extension
from shubbak.payments.debiting.actions import hear_report
from shubbak.payments.debiting.queries import last_return
from shubbak.payments.debiting.rules import DebitingRefused
from shubbak.payments.ledger import audit as ledger_audit
from shubbak.payments.ledger.models import Payment
from shubbak.payments.ledger.queries import balance_of_account, dues_of
from shubbak.payments.reconciling.queries import open_differences
from shubbak.payments.statements.report import read_report
from tests.payments import debits_of_test
from tests.payments.debiting.test_answering import ACCOUNT, back, came, states
from tests.payments.debits_of_test import owing, sent
from tests.payments.ledger_of_test import DAY
from tests.payments.reconciling.test_importing import entry, said
from tests.payments.reports_of_test import lot, on_debit, refusals, report


@pytest.fixture(autouse=True)
def _money_is_whole_at_the_end(agency):
    yield
    assert [*audit.problems(), *ledger_audit.problems()] == []


@pytest.fixture
def two(agency, at):
    """Two people were asked for 100 and for 50: the collection and who owes."""
    people = [owing(at, amount)[0] for amount in (100, 50)]
    return sent(at), people


def heard(content, at):
    found = hear_report(report=read_report(content), actor=SYSTEM, at=at, day=DAY)
    return found.accepted, found.refused


def debits():
    """That of 100 first."""
    return sorted(debits_of_test.debits(), key=lambda debit: -debit.amount)


def dues(people):
    return [dues_of(each.pk) for each in people]


def booked_as_one(collection, amount):
    told = entry(amount)
    batch = f"<NtryDtls><Btch><PmtInfId>{collection.name}-FRST</PmtInfId></Btch></NtryDtls>"
    return told[: told.index("<NtryDtls>")] + batch + "</Ntry>"


def test_a_refused_debit_is_owed_and_told_once(two, at, monkeypatch):
    told = []
    monkeypatch.setattr(extension, "_returned", [lambda debit, actor, at: told.append(debit.reason)])
    collection, people = two
    content = refusals(collection, [debits()[0].end_to_end])
    assert [heard(content, at), heard(content, at)] == [(0, 1), (0, 0)]
    assert ([debit.state for debit in debits()], dues(people), told) == (
        ["returned", "sent"],
        [100, 50],
        ["AM04"],
    )
    assert last_return(debits()[0].payable_id).back_on == DAY


@pytest.mark.parametrize("telling", [{"status": "RJCT", "reason": "FF01"}, {}])
def test_a_file_or_a_lot_that_is_refused_is_refused_with_all_of_its_debits(two, at, telling):
    collection, _people = two
    whole = lot(f"{collection.name}-FRST", status="RJCT", reason="FF01")
    assert heard(report(collection.name, *([] if telling else [whole]), **telling), at) == (0, 2)
    assert {(debit.state, debit.reason) for debit in debits()} == {("returned", "FF01")}


def test_what_is_accepted_stays_with_the_bank_until_its_money_comes(two, at):
    collection, people = two
    name = debits()[1].end_to_end
    told = report(collection.name, lot(f"{collection.name}-FRST", on_debit(name, "RJCT")), status="ACCP")
    assert heard(told, at) == (1, 1)
    first, _second = debits()
    assert (first.accepted_on, first.state) == (DAY, "sent")
    said(at, came(first))
    assert dues(people) == [0, 50]


def test_a_statement_that_tells_of_the_refusal_too_takes_nothing_a_second_time(two, at):
    collection, people = two
    [debit, _other] = debits()
    heard(refusals(collection, [debit.end_to_end]), at)
    said(at, came(debit), back(debit))
    said(at, back(debit), name="S2")
    assert (dues(people), balance_of_account(ACCOUNT), Payment.objects.count()) == ([100, 50], 0, 0)
    assert (states(), list(open_differences())) == (["answered", "answered"], [])


def test_a_return_that_the_statement_told_first_is_not_taken_back_by_the_report(two, at):
    collection, people = two
    [debit, _other] = debits()
    said(at, came(debit), back(debit))
    assert heard(refusals(collection, [debit.end_to_end]), at) == (0, 0)
    assert (dues(people), balance_of_account(ACCOUNT)) == ([100, 50], 0)


def test_money_that_had_come_is_taken_back_once_whoever_says_it_first(two, at):
    collection, people = two
    [debit, _other] = debits()
    said(at, came(debit))
    assert heard(refusals(collection, [debit.end_to_end]), at) == (0, 1)
    said(at, back(debit), name="S2")
    assert (dues(people), balance_of_account(ACCOUNT), list(open_differences())) == ([100, 50], 0, [])


@pytest.mark.parametrize(("amount", "then"), [(50, []), (150, ["back"])])
def test_a_lot_is_booked_without_what_was_refused_or_with_it_and_its_return(two, at, amount, then):
    collection, people = two
    [debit, _other] = debits()
    heard(refusals(collection, [debit.end_to_end]), at)
    said(at, booked_as_one(collection, amount), *[back(debit) for _ in then])
    assert (dues(people), balance_of_account(ACCOUNT)) == ([100, 0], 50)
    assert (set(states()), list(open_differences())) == ({"answered"}, [])


@pytest.mark.parametrize("reason", ["AC04", "MD01"])
def test_a_closed_account_ends_the_mandate(two, at, reason):
    collection, _people = two
    heard(refusals(collection, [debits()[0].end_to_end], reason), at)
    assert [bool(debit.mandate.ended_on) for debit in debits()] == [True, False]


@pytest.mark.parametrize("other", ["D2026-9999", "x", "D2026-²", "D99999999-9999999"])
def test_a_report_of_another_file_is_refused_whole(two, at, other):
    with pytest.raises(DebitingRefused, match="other_file"):
        heard(report(other, status="RJCT"), at)
    assert {debit.state for debit in debits()} == {"sent"}


def test_a_report_that_names_what_was_not_asked_is_refused_whole(two, at):
    collection, _people = two
    for content in (
        refusals(collection, [debits()[0].end_to_end, "D2026-0001-00099"]),
        report(collection.name, status="RJCT", message="pain.001.001.09"),
    ):
        with pytest.raises(DebitingRefused, match="other_file"):
            heard(content, at)
    assert {debit.state for debit in debits()} == {"sent"}


def test_the_command_says_how_many(two, at, tmp_path, capsys):
    collection, _people = two
    file = tmp_path / "r.xml"
    file.write_bytes(refusals(collection, [debits()[0].end_to_end]))
    line = ["bank", "report", str(file), "--agency", "miyah"]
    assert (main(line), capsys.readouterr().out) == (0, f"{collection.name}: 0 accepted, 1 refused\n")
    assert Leaf.objects.filter(what="debits.report_heard").count() == 1
    file.write_bytes(b"x")
    assert main(line) == 1
    assert main([*line[:-1], "nowhere"]) == 2
