"""The subscribers of a former operator: a file of them is checked, brought in whole, and found again."""

from datetime import date

import pytest

from shubbak.cases.rules import TooManyTries
from shubbak.foundation.tables import Column, Table
from shubbak.foundation.tables.as_xlsx import written_as_xlsx
from shubbak.journal.models import LeafContent
from shubbak.payments.ledger.finding import find_debtor
from shubbak.payments.ledger.models import Account
from shubbak.payments.ledger.queries import guarantee_of
from shubbak.people.models import Person
from shubbak.utility.subscriptions.actions import close_contract, open_contract, prove_contract
from shubbak.utility.subscriptions.models import Contract, Meter, ServicePoint
from shubbak.utility.subscriptions.queries import contract_of, holding_on, meters_on, terms_on
from shubbak.utility.subscriptions.rules import Asked, Fact
from shubbak.utility.subscriptions.takeover import checking
from tests.utility.bills.street import computed, read
from tests.utility.subscriptions.former import LINE, brought, row, written
from tests.utility.subscriptions.village import CLERK, contract, person

OURS, MOVED = date(2024, 11, 1), date(2025, 5, 1)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "subscribers.csv"


def test_a_contract_comes_with_its_holder_place_meter_terms_and_deposit(agency, file):
    assert brought(written(file, row())) == 0
    found = contract_of("t 204 077")
    held, terms, fitting = holding_on(found, OURS), terms_on(found, OURS), meters_on(found, OURS).get()
    assert (found.starts, found.begun_on, found.point.sector) == (OURS, date(2009, 3, 1), "T07")
    assert (held.person.name, held.person.phone) == (LINE["name"], "+212661000052")
    assert (terms.tariffs, terms.calibre_mm) == (LINE["tariffs"].split(), 15)
    assert (fitting.meter.serial, fitting.index_in) == ("77-A", 1_024_000)
    assert guarantee_of(held.payer_id) == 35_050


def test_every_old_reference_finds_it(agency, file, at):
    brought(written(file, row()))
    found = {find_debtor(reference, at).number for reference in ("j20477", "T-204077")}
    assert found == {Contract.objects.get().number}


def test_the_deposits_come_out_of_an_account_of_their_own(agency, file):
    brought(written(file, row(), row(1, deposit="")))
    assert Account.objects.filter(code="taken_over:MAD").count() == 1
    payers = Contract.objects.values_list("holdings__payer", flat=True)
    assert sorted(map(guarantee_of, payers)) == [0, 35_050]


def test_a_look_alone_writes_nothing_and_says_what_would_come(agency, file, capsys):
    assert brought(written(file, row()), "--check") == 0
    assert "Would be brought in: 1" in capsys.readouterr().out
    assert not Contract.objects.exists()
    assert not Person.objects.filter(name=LINE["name"]).exists()


def test_the_same_file_again_changes_nothing(agency, file, capsys):
    assert (brought(written(file, row())), brought(file)) == (0, 0)
    assert Contract.objects.count() == 1
    assert "Here already, left as they are: 1" in capsys.readouterr().out


def test_what_was_added_to_the_file_comes_alone(agency, file):
    brought(written(file, row()))
    brought(written(file, row(), row(1)))
    assert Contract.objects.count() == 2
    assert contract_of("J-1") is not None


def test_one_wrong_row_keeps_the_whole_file_out(agency, file, capsys):
    assert brought(written(file, row(), row(1, last_index="123456"))) == 1
    said = capsys.readouterr()
    assert said.out == "line 3, column last_index: the meter cannot show this index (123456)\n"
    assert not Contract.objects.exists()


@pytest.mark.parametrize(
    ("change", "column", "why"),
    [
        ({"reference": " | "}, "reference", "needed"),
        ({"name": ""}, "name", "needed"),
        ({"phone": "12"}, "phone", "telephone"),
        ({"kind": "other"}, "kind", "none of the words"),
        ({"commodity": "gas"}, "commodity", "none of the words"),
        ({"dials": "12"}, "dials", "3 to 9"),
        ({"last_read_on": "2099-01-01"}, "last_read_on", "before today"),
        ({"begun_on": "2026-13-01"}, "begun_on", "not a day"),
        ({"begun_on": "2024-11-02"}, "begun_on", "after its last reading"),
        ({"tariffs": "ma-water"}, "tariffs", "no tariff here"),
        ({"tariffs": "ma-electricity-household"}, "tariffs", "something else"),
        ({"use": "government"}, "use", "another use"),
        ({"deposit": "1,005"}, "deposit", "not an amount"),
    ],
)
def test_a_cell_that_is_wrong_is_said_with_its_line_and_column(agency, file, capsys, change, column, why):
    assert brought(written(file, row(**change))) == 1
    said = capsys.readouterr().out
    assert said.startswith(f"line 2, column {column}: ")
    assert why in said


@pytest.mark.parametrize("column", ["reference", "meter", "place_code"])
def test_what_stands_twice_in_a_file_is_said(agency, file, capsys, monkeypatch, column):
    monkeypatch.setattr(checking, "LOT", 1)
    twice = {column: "SAME"}
    assert brought(written(file, row(1, **twice), row(2, **twice))) == 1
    assert f"line 3, column {column}: this stands in the file a second time" in capsys.readouterr().out


def test_what_is_known_here_already_is_said(agency, file, at, capsys):
    contract(at)
    brought(written(file, row(1)))
    wrong = [row(2, meter="M-W-0001"), row(3, place_code="W-0001"), row(4, reference="J-4|J-1")]
    assert brought(written(file, *wrong)) == 1
    said = capsys.readouterr().out
    columns = [line.split(":")[0] for line in said.splitlines() if line.startswith("line")]
    assert columns == ["line 2, column meter", "line 3, column place_code", "line 4, column reference"]


def test_a_file_of_many_lots_comes_whole_or_not_at_all(agency, file, monkeypatch):
    monkeypatch.setattr(checking, "LOT", 2)
    rows = [row(rank) for rank in range(1, 6)]
    assert brought(written(file, *rows)) == 0
    assert (Contract.objects.count(), Meter.objects.count(), ServicePoint.objects.count()) == (5, 5, 5)


def test_the_journal_names_the_file_once_and_no_person(agency, file):
    brought(written(file, row(), row(1)))
    lines = [str(line.content) for line in LeafContent.objects.all()]
    assert len([line for line in lines if "'contracts': 2" in line]) == 1
    assert not [line for line in lines if "فاطمة" in line]


def test_a_workbook_is_read_too(agency, tmp_path):
    columns = [Column(name, name) for name in LINE]
    table = Table(title="x", columns=columns, rows=iter([list(row().values())]), cut_off="")
    file = tmp_path / "subscribers.xlsx"
    file.write_bytes(b"".join(written_as_xlsx(table)))
    assert brought(file) == 0
    assert contract_of("T204077") is not None


@pytest.mark.parametrize(
    ("text", "said"), [("", "empty"), ("name;place\n", "reference, body"), ("\xff", "CSV")]
)
def test_what_is_no_file_of_subscribers_is_said(agency, file, capsys, text, said):
    file.write_bytes(text.encode("latin-1"))
    assert brought(file) == 1
    assert said in capsys.readouterr().err


def test_messages_come_in_the_language_that_is_asked_for(agency, file, capsys):
    brought(written(file, row(name="")), "--language", "ar")
    assert "السطر 2، العمود name" in capsys.readouterr().out


def test_the_first_bill_counts_from_the_last_index_of_the_former_operator(agency, file, at):
    brought(written(file, row()))
    read(Contract.objects.get(), date(2024, 11, 30), 1036)
    draft = computed("2024-11", at).drafts.get()
    assert (draft.first, draft.last, draft.quantity) == (OURS, date(2024, 11, 30), 12_000)


def test_an_old_reference_of_an_ended_contract_opens_the_next_one_to_its_holder_alone(agency, file, at):
    brought(written(file, row()))
    old = Contract.objects.get()
    close_contract(contract=old, on=MOVED, actor=CLERK, at=at)
    asked = Asked(("ma-water-household",))
    now = open_contract(point=old.point, person=person(at), asked=asked, on=MOVED, actor=CLERK, at=at)
    assert proved("J-204/77", "2913", at) == now
    assert proved("J-204/77", "1204", at) == old
    assert proved(old.number, "2913", at) is None


def test_tries_under_the_old_reference_count_for_the_next_contract_too(agency, file, at):
    brought(written(file, row()))
    old = Contract.objects.get()
    close_contract(contract=old, on=MOVED, actor=CLERK, at=at)
    asked = Asked(("ma-water-household",))
    now = open_contract(point=old.point, person=person(at), asked=asked, on=MOVED, actor=CLERK, at=at)
    for _ in range(5):
        proved("J-204/77", "0000", at)
    with pytest.raises(TooManyTries):
        proved(now.number, "2913", at)


def proved(number, typed, at):
    return prove_contract(number=number, fact=Fact.IDENTITY, typed=typed, at=at)
