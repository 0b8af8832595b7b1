"""What accountants get of a month: every transfer, and VAT that is what its bills say."""

import csv
from argparse import Namespace
from datetime import date

from shubbak.config import accounts_exporting
from shubbak.config.supervisor.failures import ExitCode
from shubbak.foundation.tables import FORMATS
from shubbak.utility.bills.accounts import table_of
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.vat import vat_of
from tests.utility.bills.street import bill, cancelled, issued, read
from tests.utility.subscriptions.village import contract

DECEMBER = date(2024, 12, 1)


def billed(at):
    opened = contract(at)
    read(opened, date(2024, 11, 30), 1028)
    issued("2024-11", at)
    return bill(opened, "2024-11")


def rows(what: str) -> list[list[str]]:
    written = b"".join(FORMATS["csv"].write(table_of(what, DECEMBER))).decode("utf-8-sig")
    return list(csv.reader(written.splitlines()))


def test_vat_adds_up_to_the_bills_and_a_cancelled_one_goes_back(agency, at):
    sent = billed(at)
    sums = list(vat_of(DECEMBER, date(2024, 12, 31)))
    assert sum(each.net + each.vat for each in sums) == sent.total
    assert sum(each.vat for each in sums) == sent.vat
    cancelled(sent, date(2024, 12, 20), at)
    assert Bill.objects.count() == 2
    assert sum(each.net + each.vat for each in vat_of(DECEMBER, date(2024, 12, 31))) == 0


def test_each_table_names_its_columns_and_no_person(agency, at):
    sent = billed(at)
    entries, vat = rows("entries"), rows("vat")
    assert entries[0][:3] == ["number", "day", "kind"]
    assert [sent.number in line for line in entries[1:]] == [True]
    assert {line[1] for line in vat[1:]} == {"ma-water-household", "ma-sewerage-household"}
    assert "بناني" not in str(entries + vat)


def test_the_command_writes_a_month_of_a_body(agency, at, capfdbinary):
    billed(at)
    asked = {"agency": agency.code, "month": "2024-12", "what": "vat"}
    assert accounts_exporting.run(Namespace(**asked)) == ExitCode.DONE
    assert b"ma-water-household" in capfdbinary.readouterr().out
    for wrong in ({"agency": "nobody"}, {"month": "2024-13"}):
        assert accounts_exporting.run(Namespace(**asked | wrong)) == ExitCode.USAGE
