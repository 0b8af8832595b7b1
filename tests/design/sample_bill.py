"""The bill of the design's picture: 28 cubic metres in October 2026, 19 a year before."""

from datetime import date

from shubbak.portal.contracts.door import ContractForm
from shubbak.portal.filling.pictures import Compared, band_picture, years_picture
from shubbak.portal.filling.tariffs import parts_of
from shubbak.portal.pages import Link, QuoteLine, Row, Tag
from shubbak.portal.pages.bill import BillDetail, BillPage, MeterReading
from shubbak.portal.pages.contract import (
    BillRow,
    ContractDoorPage,
    ContractPage,
    StatementPage,
    StatementRow,
)
from shubbak.portal.statement_form import StatementForm
from shubbak.utility.bills.bands import Consumed
from shubbak.utility.bills.history import history, months_before
from shubbak.utility.bills.manner import Manner
from shubbak.utility.bills.why_words import Comparison, line_label, why_words
from shubbak.utility.bills.written import Billed
from shubbak.utility.tariffs.steps import main_component
from tests.utility.bills.bills_of_test import SEWERAGE, WATER, billed
from tests.utility.tariffs.shelf_of_test import shelf

OCTOBER = date(2026, 10, 1)
USED = (19, 17, 16, 15, 16, 17, 18, 19, 20, 23, 24, 21, 19, 18, 16, 16, 15, 17, 17, 19, 21, 24, 25, 28)


def bill(language: str) -> BillPage:
    def say(ar: str, fr: str) -> str:
        return ar if language == "ar" else fr

    manner = Manner(language, "ma", "latn", "MAD", say("م³", "m³"))
    now, before = (
        billed([WATER, SEWERAGE], 28_000, OCTOBER, 30),
        billed([WATER, SEWERAGE], 19_000, months_before(OCTOBER, 12), 30),
    )
    component = main_component(shelf()[WATER].on(OCTOBER))
    assert component is not None
    used = {months_before(OCTOBER, back): value * 1000 for back, value in enumerate(reversed(USED))}
    marks = Compared(
        Consumed(28_000, 30),
        say("هذه السنة", "Cette année"),
        Consumed(19_000, 30),
        say("السنة الماضية", "L’an dernier"),
    )
    return BillPage(
        title=say(
            "فاتورة الماء والتطهير السائل · أكتوبر 2026 · العقدة 2207 0341",
            "Facture d’eau et d’assainissement · octobre 2026 · contrat 2207 0341",
        ),
        number="12/2026",
        total=manner.figures(now.total),
        unit=say("درهما", "DH"),
        lead=say(
            "تؤدى قبل يوم الأربعاء 25 نونبر 2026. ليست لديكم فواتير سابقة غير مؤداة.",
            "À payer avant le mercredi 25 novembre 2026. Vous n’avez pas d’autre facture impayée.",
        ),
        pay=[
            Link(say("أداء الفاتورة", "Payer la facture"), "/p"),
            Link(say("الأداء على أقساط", "Payer en plusieurs fois"), "/p"),
        ],
        detail=_detail(now, manner),
        why=why_words(
            Comparison(now, before, say("أكتوبر 2025", "octobre 2025"), leaks=True), shelf(), manner
        ),
        bands=band_picture(component, marks, manner),
        years=years_picture(history(used, OCTOBER), manner),
        readings=[_reading(say)],
        contest_url="/contest",
        papers=[Link(say("تحميل الفاتورة PDF", "Télécharger la facture (PDF)"), "/b.pdf")],
    )


def _detail(now: Billed, manner: Manner) -> BillDetail:
    lines = [
        QuoteLine(
            line_label(shelf()[written.tariff], written.line.code, manner),
            manner.figures(written.line.total),
            parts_of(written.line, manner),
        )
        for written in now.lines
    ]
    return BillDetail(lines, manner.figures(now.total), manner.amount(0).split("\u00a0")[1], "1", "2")


def _reading(say) -> MeterReading:  # type: ignore[no-untyped-def]  # words of a sample
    rows = [
        Row(say("السابقة", "Ancien"), say("1846، يوم 30 شتنبر", "1846, le 30 septembre")),
        Row(say("الحالية", "Nouveau"), say("1874، يوم 31 أكتوبر", "1874, le 31 octobre")),
    ]
    quality = Tag(say("مؤشر حقيقي", "Relevé réel"), "check", "done")
    return MeterReading(say("قراءة العداد", "Relevé du compteur"), rows, quality)


def contract(language: str) -> ContractPage:
    def say(ar: str, fr: str) -> str:
        return ar if language == "ar" else fr

    owed = Tag(say("واجبة الأداء", "À payer"), "clock")
    paid = Tag(say("مؤداة", "Payée"), "check", "done")
    months = ((say("أكتوبر", "octobre"), "407,76", owed), (say("شتنبر", "septembre"), "331,20", paid))
    title = say("فاتورة الماء والتطهير السائل", "Facture d’eau et assainissement")
    return ContractPage(
        title=say("العقدة 2207 0341", "Contrat 2207 0341"),
        place=say("زنقة الورد 12، حي النخيل", "12 rue des Roses, Nakhil"),
        owed=say("407,76 درهم", "407,76 DH"),
        lead=say("المبلغ الإجمالي الواجب أداؤه", "Total à payer"),
        bills=[
            BillRow(
                f"{title} · {month} 2026",
                f"{amount} {say('درهم', 'DH')}",
                say("الفاتورة رقم 2026-0000123", "Facture n° 2026-0000123"),
                tag,
                "/b",
            )
            for month, amount, tag in months
        ],
        statement_url="/s",
        pay=[Link(say("أداء الكل", "Tout payer"), "/p")],
    )


def statement(language: str) -> StatementPage:
    def say(ar: str, fr: str) -> str:
        return ar if language == "ar" else fr

    bill, number = say("فاتورة شتنبر 2026", "Facture (septembre 2026)"), "2026-0000123"
    first, second = say("3 أكتوبر 2026", "3 octobre 2026"), say("9 أكتوبر 2026", "9 octobre 2026")
    rows = [
        StatementRow(first, bill, number, "331,20", "", "331,20"),
        StatementRow(second, say("أداء", "Paiement"), number, "", "331,20", "0,00"),
    ]
    return StatementPage(
        form=StatementForm({"first": "2026-01-01", "last": "2026-10-31"}),
        title=say("كشف الحساب", "Relevé de compte"),
        back=Link(say("العقدة 2207 0341", "Contrat 2207 0341"), "/c"),
        totals=[
            Row(say("المطلوب قبل 1 يناير 2026", "Dû avant le 1er janvier 2026"), "0,00"),
            Row(say("المطلوب بعد 31 أكتوبر 2026", "Dû après le 31 octobre 2026"), "0,00"),
        ],
        rows=rows,
        papers=[Link(say("تحميل (CSV)", "Télécharger (CSV)"), "/x")],
    )


def door(language: str) -> ContractDoorPage:
    def say(ar: str, fr: str) -> str:
        return ar if language == "ar" else fr

    return ContractDoorPage(
        form=ContractForm(),
        title=say("فواتيري", "Mes factures"),
        lead=say(
            "بدون حساب: رقم العقدة ومعلومة يعرفها صاحبها.",
            "Sans compte : le numéro du contrat et une information que connaît son titulaire.",
        ),
        action="bills",
        go=say("عرض الفواتير", "Afficher les factures"),
    )


PAGES = {
    "bill": ("portal/bill.html", bill),
    "bills": ("portal/contract_door.html", door),
    "contract": ("portal/contract.html", contract),
    "statement": ("portal/statement.html", statement),
}
