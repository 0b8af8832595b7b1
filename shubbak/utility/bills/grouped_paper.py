"""The bills of an institution as one paper, in both languages, and as a table for its accountants."""

import base64
import hmac
from collections.abc import Iterator

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import address_of, agency_key
from shubbak.documents.sheets import Due, Fact, GroupedRow, GroupedSheet, Item, Pair, VatSum
from shubbak.foundation.localized import pick
from shubbak.foundation.tables import Column, Table
from shubbak.foundation.tables.table import Cell
from shubbak.foundation.text import amount, figures, long_date, trimmed
from shubbak.payments.ledger.references import print_rf
from shubbak.utility.bills.grouped import GroupedBill, GroupedLine, grouped_bill
from shubbak.utility.bills.shown import month_words
from shubbak.utility.subscriptions.queries import group_of
from shubbak.utility.subscriptions.rules import print_contract_number

_LANGUAGES = ("ar", "fr")
_SIGNATURE, _NUMBER, _PERIOD = 10, 8, 6
_UNITS = {"m3": "m³", "kWh": "kWh", "IG": "gal"}
_COLUMNS = (
    "contract",
    "place",
    "bill",
    "first",
    "last",
    "quantity",
    "unit",
    "without_vat_minor",
    "vat_minor",
    "total_minor",
    "paid_minor",
    "left_minor",
    "currency",
)


def grouped_sheet(told: GroupedBill, agency: Agency) -> GroupedSheet:
    """What `documents.paper.render` prints."""
    group, month = told.group, _month(told, agency)
    return GroupedSheet(
        made_at=max(line.bill.issued_at for line in told.lines),
        unit=Pair(""),
        place=Pair(*(pick(agency.address, each) for each in _LANGUAGES)),
        title=Pair("فاتورة مجمعة", "Facture groupée"),
        number=group.number,
        number_label=Pair("المجموعة", "Groupe"),
        file_title=f"فاتورة مجمعة {group.number} {told.period}",
        check_url=grouped_address(told, agency),
        check=_check(told),
        facts=(
            Fact(Pair("المؤسسة", "Établissement"), Pair(group.person.name)),
            Fact(Pair("المجموعة", "Groupe"), Pair(group.name)),
            Fact(Pair("الشهر", "Mois"), Pair(month.ar)),
            Fact(Pair("عدد الفواتير", "Nombre de factures"), Pair(str(len(told.lines)))),
        ),
        due=_due(told, agency),
        lines=tuple(_row(line, agency) for line in told.lines),
        rates=tuple(_rates(told, agency)),
        whole=VatSum(
            "", *(_figures(sum_, told, agency) for sum_ in (told.total - told.vat, told.vat, told.total))
        ),
        left=_figures(told.left, told, agency),
        notes=(_pay(told), _others(told, agency)),
    )


def grouped_table(told: GroupedBill, *, mirrored: bool = False) -> Table:
    """The same for a program: amounts in minor units, quantities in whole units and thousandths."""
    columns = [Column(name, name, 40 if name == "place" else 14) for name in _COLUMNS]
    title = f"{told.group.number} {told.period}"
    return Table(title, columns, (_cells(line) for line in told.lines), mirrored)


def grouped_address(told: GroupedBill, agency: Agency) -> str:
    """What the code on the paper leads to, as that of a bill does."""
    return address_of(agency, f"/b/{grouped_code(told.group.number, told.period, agency)}").upper()


def grouped_code(number: str, period: str, agency: Agency) -> str:
    """The number of the group, the month, and letters that nobody guesses."""
    mac = hmac.digest(agency_key(agency), f"grouped|{number}|{period}".encode(), "sha256")
    return number + period.replace("-", "") + base64.b32encode(mac).decode()[:_SIGNATURE]


def grouped_of_code(typed: str, agency: Agency) -> GroupedBill | None:
    """The grouped bill whose paper bears this code."""
    plain = "".join(filter(str.isalnum, typed)).upper()
    number, month = plain[:_NUMBER], plain[_NUMBER : _NUMBER + _PERIOD]
    period = f"{month[:4]}-{month[4:]}"
    wanted = grouped_code(number, period, agency)
    if not hmac.compare_digest(wanted.encode(), plain.encode()):
        return None
    group = group_of(number)
    return grouped_bill(group, period) if group else None


def _month(told: GroupedBill, agency: Agency) -> Pair:
    return Pair(*(month_words(told.period, each, agency) for each in _LANGUAGES))


def _due(told: GroupedBill, agency: Agency) -> Due:
    words = [
        amount(told.left or told.total, told.currency, each, agency.country, agency.digits)
        for each in _LANGUAGES
    ]
    if not told.left:
        return Due(Pair("مجموع الفواتير", "Total des factures"), Pair(*words), Pair("مؤداة", "Payées"))
    days = [long_date(told.due_on, each, agency.country, agency.digits) for each in _LANGUAGES]
    why = Pair(f"قبل يوم {days[0]}", f"avant le {days[1]}")
    return Due(Pair("المبلغ الواجب أداؤه", "Montant à payer"), Pair(*words), why)


def _row(line: GroupedLine, agency: Agency) -> GroupedRow:
    bill = line.bill
    return GroupedRow(
        contract=print_contract_number(bill.contract.number),
        place=bill.contract.point.place,
        number=bill.number,
        quantity=f"{trimmed(bill.quantity, 3, 'fr', agency.country)} {_UNITS.get(line.unit, line.unit)}",
        **{
            name: figures(minor, bill.currency, "fr", agency.country)
            for name, minor in (
                ("without_vat", line.net),
                ("vat", bill.vat),
                ("with_vat", bill.total),
                ("left", line.left),
            )
        },
    )


def _rates(told: GroupedBill, agency: Agency) -> Iterator[VatSum]:
    for each in told.rates:
        rate = f"{trimmed(each.rate, 4, 'fr', agency.country)} %"
        yield VatSum(
            rate, *(_figures(minor, told, agency) for minor in (each.net, each.vat, each.net + each.vat))
        )


def _figures(minor: int, told: GroupedBill, agency: Agency) -> str:
    return figures(minor, told.currency, "fr", agency.country)


def _check(told: GroupedBill) -> Pair:
    return Pair(
        f"للتحقق من هذه الفاتورة، امسحوا الرمز. مرجع الأداء: {print_rf(told.rf)}.",
        f"Pour vérifier cette facture, scannez le code. Référence : {print_rf(told.rf)}.",
    )


def _pay(told: GroupedBill) -> Item:
    return Item(
        Pair("كيف تؤدون", "Comment payer"),
        Pair(
            f"بتحويل واحد يحمل المرجع {print_rf(told.rf)}، أو لدى الأبناك والوكالات القريبة، أو بالصندوق."
            " يؤدى الأقدم فالأقدم.",
            f"Par un seul virement portant la référence {print_rf(told.rf)}, auprès des banques et agences,"
            " ou à la caisse. Les factures les plus anciennes sont payées d’abord.",
        ),
    )


def _others(told: GroupedBill, agency: Agency) -> Item:
    title = Pair("فواتير أخرى", "Autres factures")
    if not told.earlier:
        return Item(
            title, Pair("ليست لديكم فواتير أخرى غير مؤداة.", "Vous n’avez pas d’autre facture impayée.")
        )
    words = [amount(told.earlier, told.currency, each, agency.country, agency.digits) for each in _LANGUAGES]
    arabic, french = words
    return Item(
        title, Pair(f"بذمتكم عن فواتير أخرى {arabic}.", f"Vous devez {french} pour d’autres factures.")
    )


def _cells(line: GroupedLine) -> list[Cell]:
    bill = line.bill
    return [
        bill.contract.number,
        bill.contract.point.place,
        bill.number,
        bill.first.isoformat(),
        bill.last.isoformat(),
        f"{bill.quantity / 1000:g}",
        line.unit,
        line.net,
        bill.vat,
        bill.total,
        line.paid,
        line.left,
        bill.currency,
    ]
