"""The receipt of a till and its closing sheet as papers, Arabic leading."""

import base64
import hmac
from collections.abc import Iterator
from datetime import datetime

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import address_of, agency_key, in_its_zone
from shubbak.documents.sheets import Fact, Item, Pair, Sheet
from shubbak.documents.sheets import Receipt as ReceiptSheet
from shubbak.foundation.localized import Localized, pick
from shubbak.foundation.text import amount, clock_time, isolate, isolate_ltr, long_date
from shubbak.payments.cashier.models import Receipt, Shift
from shubbak.payments.cashier.queries import paid_with, receipt_numbered, sums_of
from shubbak.payments.cashier.rules import DUTY
from shubbak.payments.ledger.buying import goods_of
from shubbak.payments.ledger.models import Payable
from shubbak.people.models import Staff

_LETTERS = 10
_LANGUAGES = ("ar", "fr")
MEANS = {
    "cash": Pair("نقدا", "Espèces"),
    "cheque": Pair("شيك", "Chèque"),
    "card": Pair("بطاقة بنكية", "Carte bancaire"),
}
_CREDIT = Pair("تسبيق يُخصم من الأداءات المقبلة", "Avance, déduite des prochains paiements")
_CHECK = Pair("للتحقق من صحة هذا الوصل، امسحوا الرمز.", "Pour vérifier ce reçu, scannez le code.")
_NUMBER = Pair("رقم الوصل", "Numéro du reçu")


def code_of(receipt: Receipt, agency: Agency) -> str:
    """The receipt's key in its address: its number and letters that nobody guesses."""
    mac = hmac.digest(agency_key(agency), f"till receipt|{receipt.pk}".encode(), "sha256")
    return f"{receipt.number}-{base64.b32encode(mac).decode()[:_LETTERS]}"


def receipt_of_code(typed: str, agency: Agency) -> Receipt | None:
    """The receipt whose paper bears this code."""
    number, _, _letters = typed.upper().rpartition("-")
    receipt = receipt_numbered(number)
    wanted = code_of(receipt, agency) if receipt else "-"
    return receipt if hmac.compare_digest(wanted.encode(), typed.upper().encode()) else None


def receipt_address(receipt: Receipt, agency: Agency) -> str:
    return address_of(agency, f"/q/{code_of(receipt, agency)}").upper()


def receipt_sheet(receipt: Receipt, agency: Agency) -> ReceiptSheet:
    """What `documents.paper.render` prints; from the second print on it says that it is a duplicate."""
    return ReceiptSheet(
        made_at=receipt.taken_at,
        unit=_pair(receipt.till.name),
        place=_pair(agency.address),
        title=_title(receipt),
        number=receipt.number,
        number_label=_NUMBER,
        facts=tuple(_facts(receipt, agency)),
        check_url=receipt_address(receipt, agency),
        check=_CHECK,
    )


def closing_sheet(shift: Shift, agency: Agency) -> Sheet:
    """محضر حصر الصندوق: what was taken, counted, missing, and the two who answer for it."""
    return ReceiptSheet(
        made_at=shift.closed_at or shift.opened_at,
        unit=_pair(shift.till.name),
        place=_pair(agency.address),
        title=Pair("محضر حصر الصندوق", "Procès-verbal d’arrêté de caisse"),
        number=shift.number,
        facts=tuple(_closing_facts(shift, agency)),
        effects=tuple(_signatures(shift, agency)),
    )


def _title(receipt: Receipt) -> Pair:
    if hasattr(receipt, "counter_entry"):
        return Pair("وصل أداء ملغى", "Reçu de paiement annulé")
    if receipt.printed > 1:
        return Pair("وصل أداء (نظير)", "Reçu de paiement (duplicata)")
    return Pair("وصل أداء", "Reçu de paiement")


def _facts(receipt: Receipt, agency: Agency) -> Iterator[Fact]:
    if receipt.about:
        yield Fact(Pair("المرجع", "Référence"), Pair(receipt.about))
    yield Fact(Pair("التاريخ", "Date"), _moment(receipt.taken_at, agency))
    yield Fact(Pair("طريقة الأداء", "Mode de paiement"), _means(receipt))
    for payable, paid in paid_with(receipt):
        yield Fact(_what(payable), _money(paid, receipt.currency, agency))
    yield Fact(Pair("المجموع", "Total"), _money(receipt.total, receipt.currency, agency), "strong")
    if receipt.change:
        yield Fact(Pair("المبلغ المسلم", "Montant remis"), _money(receipt.handed, receipt.currency, agency))
        yield Fact(Pair("المبلغ المُرجع", "Monnaie rendue"), _money(receipt.change, receipt.currency, agency))
    for goods in goods_of(receipt.payment):
        yield Fact(Pair("العداد", "Compteur"), Pair(isolate_ltr(goods.meter)))
        for line in goods.printed:
            yield Fact(Pair("رمز الشحن", "Code de recharge"), Pair(isolate_ltr(line)), "strong")
    yield Fact(Pair("أمين الصندوق", "Caissier"), _name(receipt.shift.cashier))


def _what(payable: Payable | None) -> Pair:
    """What was paid, with its number; the duty has none."""
    if payable is None:
        return _CREDIT
    words = _pair(payable.words) if payable.words else Pair("أداء", "Paiement")
    if payable.kind == DUTY:
        return words
    return Pair(f"{words.ar} رقم {payable.reference}", f"{words.fr} n° {payable.reference}")


def _closing_facts(shift: Shift, agency: Agency) -> Iterator[Fact]:
    currency = shift.till.currency
    yield Fact(Pair("أمين الصندوق", "Caissier"), _name(shift.cashier))
    yield Fact(Pair("بداية الحصة", "Ouverture"), _moment(shift.opened_at, agency))
    if shift.closed_at:
        yield Fact(Pair("نهاية الحصة", "Clôture"), _moment(shift.closed_at, agency))
    yield Fact(Pair("الرصيد الأولي", "Fonds de caisse"), _money(shift.opened_with, currency, agency))
    for of in sums_of(shift):
        whole = _money(of.amount + of.duty, currency, agency)
        yield Fact(MEANS[of.means], _beside(whole, f" ({of.receipts})"))
        if of.duty:
            label = Pair("منها رسم التمبر", "dont droit de timbre")
            yield Fact(label, _money(of.duty, currency, agency))
    yield Fact(Pair("المبلغ المنتظر", "Montant attendu"), _money(shift.expected or 0, currency, agency))
    counted = _money(shift.counted or 0, currency, agency)
    yield Fact(Pair("المبلغ المعدود", "Montant compté"), counted, "strong")
    for value in sorted(map(int, shift.pieces), reverse=True):
        yield Fact(_money(value, currency, agency), Pair(f"× {shift.pieces[str(value)]}"))
    yield Fact(Pair("الفرق", "Différence"), _money(shift.difference, currency, agency), "strong")
    if shift.explanation:
        yield Fact(Pair("تعليل الفرق", "Explication"), Pair(isolate(shift.explanation)))
    if shift.remitted_at:
        yield Fact(Pair("وصل الدفع بالبنك", "Bordereau de versement"), Pair(shift.slip))


def _signatures(shift: Shift, agency: Agency) -> Iterator[Item]:
    if shift.closed_by and shift.closed_at:
        yield Item(Pair("حصره", "Arrêté par"), _signed(shift.closed_by, shift.closed_at, agency))
    if shift.signed_by and shift.signed_at:
        yield Item(Pair("صادق عليه", "Visé par"), _signed(shift.signed_by, shift.signed_at, agency))
    else:
        yield Item(Pair("صادق عليه", "Visé par"), Pair("لم يوقع بعد", "pas encore signé"))


def _signed(staff: Staff, at: datetime, agency: Agency) -> Pair:
    when = _moment(at, agency)
    return Pair(f"{isolate(staff.named_in('ar'))}، {when.ar}", f"{isolate(staff.named_in('fr'))}, {when.fr}")


def _means(receipt: Receipt) -> Pair:
    means = MEANS[receipt.means]
    if receipt.means == Receipt.Means.CHEQUE:
        return _beside(means, f" {receipt.cheque.number} – {isolate(receipt.cheque.bank)}")
    return _beside(means, f" {receipt.reference}") if receipt.reference else means


def _beside(words: Pair, more: str) -> Pair:
    return Pair(f"{words.ar}{more}", f"{words.fr}{more}")


def _money(minor: int, currency: str, agency: Agency) -> Pair:
    return Pair(*(amount(minor, currency, each, agency.country, agency.digits) for each in _LANGUAGES))


def _moment(at: datetime, agency: Agency) -> Pair:
    there = in_its_zone(at)
    ar, fr = (long_date(there.date(), each, agency.country, agency.digits) for each in _LANGUAGES)
    hour_ar, hour_fr = (clock_time(there, each, agency.digits) for each in _LANGUAGES)
    return Pair(f"{ar}، {hour_ar}", f"{fr}, {hour_fr}")


def _name(staff: Staff) -> Pair:
    return Pair(isolate(staff.named_in("ar")), isolate(staff.named_in("fr")))


def _pair(words: Localized) -> Pair:
    return Pair(*(pick(words, each) for each in _LANGUAGES)) if words else Pair("")
