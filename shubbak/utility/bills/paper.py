"""A bill as a paper, in both languages: what the page tells, on one sheet."""

import base64
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import address_of, agency_key
from shubbak.documents.sheets import BillLine, BillSheet, Due, Fact, Item, Pair, VatSum
from shubbak.foundation.localized import pick
from shubbak.foundation.text import (
    amount,
    count,
    decimal,
    figures,
    isolate_ltr,
    long_date,
    short_date,
    trimmed,
)
from shubbak.payments.ledger.references import print_rf
from shubbak.utility.bills.compared import unit_of
from shubbak.utility.bills.lines import LEAK
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.paper_bands import BANDS_TITLE, bars_and_marks
from shubbak.utility.bills.paper_why import why_told, years_told
from shubbak.utility.bills.queries import bill_before
from shubbak.utility.bills.rules import Kind
from shubbak.utility.bills.shown import Standing, billed_of, months_of_all, standing_of
from shubbak.utility.bills.written import Written
from shubbak.utility.metering.queries import suspension_now
from shubbak.utility.subscriptions.rules import print_contract_number
from shubbak.utility.tariffs.shelf import shelf
from shubbak.utility.tariffs.tariff import Tariff

_LANGUAGES = ("ar", "fr")
_SIGNATURE = 10
_SERVICES = {
    "water": Pair("الماء", "eau"),
    "electricity": Pair("الكهرباء", "électricité"),
    "sewerage": Pair("التطهير السائل", "assainissement"),
}
_UNITS = {"m3": Pair("متر مكعب", "m³"), "kWh": Pair("كيلوواط ساعة", "kWh"), "IG": Pair("غالون", "gallons")}
_QUALITIES = {
    "estimate": "مؤشر تقديري",
    "self": "قراءة الزبون",
    "removal": "مؤشر عند تغيير العداد",
}
_LAST = {"removal": "مؤشر عند فسخ العقد"}
"""Where the meter came down because the contract ended."""
_PAY = Item(
    Pair("كيف تؤدون", "Comment payer"),
    Pair(
        "عبر البوابة، أو لدى الأبناك والوكالات القريبة، أو بالصندوق. اذكروا مرجع الأداء.",
        "Sur le portail, auprès des banques et agences, ou à la caisse, avec la référence.",
    ),
)
_CONTEST = Item(
    Pair("إن لم توافقوا", "En cas de désaccord"),
    Pair(
        "اعترضوا على البوابة، من صفحة هذه الفاتورة، أو بالوكالة، مع ذكر رقمها. الاعتراض مجاني، ولا قطع ولا"
        " إنذار عنها إلى حين الجواب.",
        "Contestez-la sur le portail, à sa page, ou en agence, en rappelant son numéro. C’est gratuit ; ni"
        " coupure ni rappel pour elle jusqu’à la réponse.",
    ),
)
_NOT_READ = Item(
    Pair("قراءة العدادات بعين المكان معلقة", "La relève sur place est suspendue"),
    Pair(
        "أرسلوا إلينا مؤشر عدادكم عبر البوابة، وإلا قُدّر الاستهلاك.",
        "Envoyez-nous votre index sur le portail, sinon il sera estimé.",
    ),
)
_LEAK = Pair("ما استهلكه التسرب، بأدنى ثمن", "Consommé par la fuite, au prix le plus bas")
_DUPLICATE = Pair("نظير", "Duplicata")


@dataclass(frozen=True)
class _Manner:
    """How this paper writes figures, in both languages."""

    agency: Agency
    currency: str

    def pair(self, minor: int) -> Pair:
        country, digits = self.agency.country, self.agency.digits
        return Pair(*(amount(minor, self.currency, each, country, digits) for each in _LANGUAGES))

    def figures(self, minor: int) -> str:
        return figures(minor, self.currency, "fr", self.agency.country)

    def quantity(self, thousandths: int) -> str:
        return trimmed(thousandths, 3, "fr", self.agency.country)

    def price(self, millionths: int) -> str:
        places = 6
        while places > 2 and millionths % 10 == 0:
            millionths, places = millionths // 10, places - 1
        return decimal(millionths, places, "fr", self.agency.country)

    def rate(self, millionths: int) -> str:
        return f"{trimmed(millionths, 4, 'fr', self.agency.country)} %"

    def day(self, day: date) -> Pair:
        return Pair(*(long_date(day, each, self.agency.country, self.agency.digits) for each in _LANGUAGES))


@dataclass(frozen=True)
class _Known:
    """What is read once for all bills that are printed together."""

    months: Mapping[UUID, Mapping[date, int]]
    is_read_on_the_spot: bool

    @classmethod
    def of(cls, bills: Sequence[Bill]) -> "_Known":
        return cls(months_of_all(bills), suspension_now() is None)


def bill_sheet(bill: Bill, agency: Agency, *, duplicate: bool = False) -> BillSheet:
    """What `documents.paper.render` prints. `duplicate` marks whatever is handed out again."""
    return _sheet(bill, agency, _Known.of([bill]), duplicate=duplicate)


def bill_sheets(bills: Sequence[Bill], agency: Agency) -> Iterator[BillSheet]:
    """Many papers, for a printer."""
    known = _Known.of(bills)
    return (_sheet(bill, agency, known) for bill in bills)


def _sheet(bill: Bill, agency: Agency, known: _Known, *, duplicate: bool = False) -> BillSheet:
    manner, told, standing = _Manner(agency, bill.currency), billed_of(bill), standing_of(bill)
    tariffs = [shelf()[line.tariff] for line in told.lines if line.tariff in shelf()]
    title = _title(bill, tariffs)
    return BillSheet(
        made_at=bill.issued_at,
        unit=Pair(""),
        place=Pair(*(pick(agency.address, each) for each in _LANGUAGES)),
        title=title,
        number=bill.number,
        file_title=f"{title.ar} {bill.number}",
        check_url=bill_address(bill, agency),
        check=_check(standing),
        details=tuple(_details(bill, agency, tariffs)),
        due=_due(bill, standing, manner),
        lines=tuple(_line(line, manner) for line in told.lines),
        rates=tuple(_rates(told.lines, manner)),
        whole=_sum("", bill.total - bill.vat, bill.vat, manner),
        notes=(*_unread(known), _PAY, _CONTEST, _others(standing, manner)),
        duplicate=_DUPLICATE if duplicate else Pair(""),
        **_explained(bill, manner, known),
    )


def _explained(bill: Bill, manner: _Manner, known: _Known) -> dict[str, Any]:
    """What the page says under its sum: why, the bands, two years; nothing of a bill that undoes another."""
    if bill.quantity < 0 or bill.kind == Kind.CANCELLING:
        return {}
    agency, earlier, unit = manner.agency, bill_before(bill), _UNITS[unit_of(bill)]
    bands, marks = bars_and_marks(bill, earlier, agency, manner.price, manner.quantity)
    return {
        "bands_title": BANDS_TITLE,
        "bands": bands,
        "marks": marks,
        "unit_used": unit,
        "why": why_told(bill, earlier, agency, unit, manner.figures),
        "years": years_told(known.months[bill.pk], bill, agency, manner.quantity),
    }


def _unread(known: _Known) -> Iterator[Item]:
    if not known.is_read_on_the_spot:
        yield _NOT_READ


def bill_address(bill: Bill, agency: Agency) -> str:
    """What the code on the paper leads to: the bill's page for whoever holds the paper."""
    return address_of(agency, f"/b/{bill_code(bill, agency)}").upper()


def bill_code(bill: Bill, agency: Agency) -> str:
    """The figures of its number and letters that nobody guesses."""
    mac = hmac.digest(agency_key(agency), f"bill|{bill.pk}".encode(), "sha256")
    return bill.number.replace("-", "") + base64.b32encode(mac).decode()[:_SIGNATURE]


def bill_of_code(typed: str, agency: Agency) -> Bill | None:
    """The bill whose paper bears this code."""
    plain = "".join(filter(str.isalnum, typed)).upper()
    figures_of_number = plain[:-_SIGNATURE]
    number = f"{figures_of_number[:4]}-{figures_of_number[4:]}"
    bill = Bill.objects.select_related("contract__point", "holding__person").filter(number=number).first()
    wanted = bill_code(bill, agency) if bill else "-"
    return bill if hmac.compare_digest(wanted.encode(), plain.encode()) else None


def _title(bill: Bill, tariffs: list[Tariff]) -> Pair:
    services = [_SERVICES[code] for code in dict.fromkeys(tariff.data["commodity"] for tariff in tariffs)]
    arabic = " و".join(each.ar for each in services)
    french = " et d’".join(each.fr for each in services)
    if bill.kind == Kind.CANCELLING:
        return Pair(f"إلغاء فاتورة {arabic}", f"Annulation d’une facture d’{french}")
    if bill.kind == Kind.FINAL:
        return Pair(f"الفاتورة الأخيرة: {arabic}", f"Facture de clôture d’{french}")
    return Pair(f"فاتورة {arabic}", f"Facture d’{french}")


def _details(bill: Bill, agency: Agency, tariffs: list[Tariff]) -> Iterator[Fact]:
    place = bill.contract.point.place
    days = (bill.last - bill.first).days + 1
    first, last = (short_date(day, "ar", agency.country, agency.digits) for day in (bill.first, bill.last))
    long = count(days, "day", "ar", agency.digits)
    yield _row("الزبون", "Client", f"{bill.holding.person.name}، {place}")
    yield _row("العقدة", "Contrat", print_contract_number(bill.contract.number), "strong")
    yield _row("الفترة", "Période", f"من {first} إلى {last}، {long}")
    unit = _UNITS[tariffs[0].data["unit"]].ar if tariffs else ""
    for reading in bill.facts.get("readings") or ():
        yield _row(
            f"العداد {isolate_ltr(reading['meter'])}", "Compteur", _reading(reading, bill, unit, agency)
        )
    if (volume := bill.facts.get("volume")) is not None:
        words = f"{trimmed(volume, 3, 'ar', agency.country, agency.digits)} {unit} في 30 يوما"
        yield _row(
            "بدون عداد، حجم جزافي", "Sans compteur, forfait", words if volume else "الإتاوة القارة فقط"
        )
    if told := bill.facts.get("allowance"):
        counted, usual = (trimmed(told[name], 3, "ar", agency.country) for name in ("counted", "usual"))
        words = f"العداد سجل {counted} {unit}، والمعتاد {usual} {unit}"
        yield _row("أعيد الحساب بسبب تسرب خفي", "Recalculée (fuite)", words)


def _reading(reading: Mapping[str, Any], bill: Bill, unit: str, agency: Agency) -> str:
    quality = _QUALITIES.get(reading["quality"], "مؤشر حقيقي")
    if bill.kind == Kind.FINAL and reading["to_on"] >= bill.last.isoformat():
        quality = _LAST.get(reading["quality"], quality)
    from_to = f"من {reading['from'] // 1000} إلى {reading['to'] // 1000}"
    if len(bill.facts["readings"]) > 1 or bill.kind == Kind.RECTIFYING:
        return f"{from_to}، {quality}"
    quantity = trimmed(bill.quantity, 3, "ar", agency.country, agency.digits)
    return f"{from_to}، أي {quantity} {unit}، {quality}"


def _row(arabic: str, french: str, value: str, style: str = "plain") -> Fact:
    return Fact(Pair(arabic, french), Pair(value), style)  # type: ignore[arg-type]  # one of the three


def _due(bill: Bill, standing: Standing, manner: _Manner) -> Due:
    payable = standing.payable
    if standing.cancelled_by or bill.kind == Kind.CANCELLING:
        return Due(Pair("مبلغ الفاتورة", "Montant"), manner.pair(bill.total), Pair("ملغاة", "Annulée"))
    if payable is None:
        return Due(Pair("لفائدتكم", "En votre faveur"), manner.pair(-bill.total), Pair(""))
    if payable.is_settled:
        return Due(Pair("مبلغ الفاتورة", "Montant"), manner.pair(bill.total), Pair("مؤداة", "Payée"))
    day = manner.day(bill.due_on)
    why = Pair(f"قبل يوم {day.ar}", f"avant le {day.fr}")
    return Due(Pair("المبلغ الواجب أداؤه", "Montant à payer"), manner.pair(payable.left), why)


def _check(standing: Standing) -> Pair:
    if standing.payable is None:
        return Pair("للتحقق من هذه الفاتورة، امسحوا الرمز.", "Pour vérifier cette facture, scannez le code.")
    shown = print_rf(standing.payable.rf)
    return Pair(
        f"للأداء أو للتحقق من هذه الفاتورة، امسحوا الرمز. مرجع الأداء: {shown}.",
        f"Pour payer ou vérifier cette facture, scannez le code. Référence : {shown}.",
    )


def _line(written: Written, manner: _Manner) -> BillLine:
    line, tariff = written.line, shelf().get(written.tariff)
    parts = [f"{manner.quantity(band.quantity)} × {manner.price(band.price)}" for band in line.bands]
    label = _LEAK if line.code == LEAK else Pair("سبقت فوترته", "Déjà facturé")
    if tariff and line.code in tariff.labels:
        label = Pair(*(pick(tariff.labels[line.code], each) for each in _LANGUAGES))
    return BillLine(
        label=label,
        parts=" + ".join(parts),
        without_vat=manner.figures(line.amount),
        rate=manner.rate(line.vat_rate) if written.tariff else "",
        with_vat=manner.figures(line.total),
    )


def _rates(lines: tuple[Written, ...], manner: _Manner) -> Iterator[VatSum]:
    for rate in dict.fromkeys(written.line.vat_rate for written in lines if written.tariff):
        bearing = [each.line for each in lines if each.tariff and each.line.vat_rate == rate]
        net, vat = sum(line.amount for line in bearing), sum(line.vat for line in bearing)
        yield _sum(manner.rate(rate), net, vat, manner)


def _sum(rate: str, net: int, vat: int, manner: _Manner) -> VatSum:
    return VatSum(rate, manner.figures(net), manner.figures(vat), manner.figures(net + vat))


def _others(standing: Standing, manner: _Manner) -> Item:
    title = Pair("فواتير أخرى", "Autres factures")
    if not standing.earlier:
        return Item(
            title,
            Pair("ليست لديكم فواتير أخرى غير مؤداة.", "Vous n’avez pas d’autre facture impayée."),
        )
    owed = manner.pair(standing.earlier)
    return Item(
        title, Pair(f"بذمتكم عن فواتير أخرى {owed.ar}.", f"Vous devez {owed.fr} pour d’autres factures.")
    )
