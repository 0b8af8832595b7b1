"""Papers of the registry office: the label, the receipt of a letter, the printed register of a day."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from shubbak.agencies.models import Agency
from shubbak.documents.sheets import DayLine, Due, Fact, Label, Pair, Receipt, RegisterOfDay
from shubbak.foundation.localized import Localized, pick
from shubbak.foundation.text import clock_time, isolate_ltr, long_date
from shubbak.people.models import Staff
from shubbak.registry.books.models import DayClosing
from shubbak.registry.books.printing import digits_of, printed_number
from shubbak.registry.books.rules import to_whole_second
from shubbak.registry.books.signing import receipt_address
from shubbak.registry.letters.models import Letter
from shubbak.registry.letters.queries.lines import Line

_CHECK = Pair(
    "للتحقق من صحة هذا الوصل، امسحوا الرمز، ولو بدون أنترنيت.",
    "Pour vérifier ce récépissé, scannez le code, même sans réseau.",
)
_FOLLOWS = Pair(
    "سُجّل الإيداع. التوقيع الإلكتروني على هذا الوصل يصل لاحقا.",
    "Le dépôt est enregistré. Le récépissé signé suivra.",
)
OFFICE = Pair("مكتب الضبط", "Bureau d’ordre")
_CHANNELS = {
    "hand": "إيداع مباشر",
    "post": "البريد",
    "registered_post": "البريد المضمون",
    "fax": "الفاكس",
    "email": "البريد الإلكتروني",
    "national_portal": "بوابة وطنية",
    "social": "شبكات التواصل",
    "portal": "البوابة الإلكترونية",
    "internal": "مراسلة داخلية",
    "exchange": "التبادل بين الهيئات",
    "outage": "ورقة انقطاع",
}
_HIDDEN = Pair("سري", "Confidentiel")


def label_sheet(letter: Letter, agency: Agency) -> Label:
    """The label that is stuck on the letter."""
    entry = letter.entry
    arrived = entry.received_at.astimezone(ZoneInfo(agency.zone))
    hour = hour_words(entry.received_at, agency)
    when = (
        hour if arrived.date() == entry.register_day else f"وصلت {day_words(arrived.date(), agency)}، {hour}"
    )
    return Label(
        made_at=entry.received_at,
        unit=OFFICE,
        place=Pair(""),
        title=Pair(f"{pick(entry.series.register.title, 'ar')}: {isolate_ltr(printed_number(entry))}"),
        number=printed_number(entry),
        day=Pair(f"{day_words(entry.register_day, agency)}، {when}"),
        figures=digits_of(entry),
    )


def receipt_sheet(letter: Letter, agency: Agency) -> Receipt:
    """وصل الإيداع: for whoever brought the letter. Its subject stays out where the letter is not open."""
    entry = letter.entry
    is_signed = entry.receipt.signature is not None
    return Receipt(
        made_at=entry.received_at,
        unit=OFFICE,
        place=_pair(agency.address),
        title=Pair("وصل إيداع مراسلة", "Récépissé de dépôt de courrier"),
        number=printed_number(entry),
        facts=_facts(letter, agency),
        due=_due(letter, agency),
        check_url=receipt_address(entry.receipt) if is_signed else "",
        check=_CHECK if is_signed else _FOLLOWS,
        issued=Pair("سلمه مكتب الضبط.", "Délivré par le bureau d’ordre."),
    )


def day_sheet(closing: DayClosing, lines: Sequence[Line], agency: Agency) -> RegisterOfDay:
    """The printed register of a closed day; what its reader may not open has no subject."""
    register = closing.series.register
    return RegisterOfDay(
        made_at=to_whole_second(closing.at),
        unit=OFFICE,
        place=Pair(""),
        title=Pair(pick(register.title, "ar"), pick(register.title, "fr")),
        number=f"{closing.day:%d/%m/%Y}",
        number_label=Pair("يوم", "Jour"),
        facts=(row("يوم التقييد", "Enregistré au", day_words(closing.day, agency)),),
        lines=tuple(_line(line, agency) for line in lines),
        closing=_closed_at(closing),
        clerk=_signature(closing.clerk, closing.at, agency),
        head=_signature(closing.head, closing.signed_at, agency) if closing.signed_at else Pair(""),
        issued=Pair("سجل مكتب الضبط.", "Registre du bureau d’ordre."),
    )


def _facts(letter: Letter, agency: Agency) -> tuple[Fact, ...]:
    entry = letter.entry
    subject = entry.subject.words if letter.secrecy == "open" and hasattr(entry, "subject") else ""
    sender = next((party.name for party in entry.parties.all()), "")
    arrived = entry.received_at.astimezone(ZoneInfo(agency.zone)).date()
    when = f"{day_words(arrived, agency)}، على الساعة {hour_words(entry.received_at, agency)}"
    told = [
        ("تاريخ الإيداع", "Déposé le", when),
        ("يوم التقييد", "Enregistré au", day_words(entry.register_day, agency)),
        ("طريقة الوصول", "Mode d’arrivée", _CHANNELS.get(entry.channel, entry.channel)),
        ("المرسل", "Expéditeur", sender),
        ("مرجع المرسل", "Référence de l’expéditeur", letter.reference if letter.secrecy == "open" else ""),
        ("الموضوع", "Objet", subject),
        ("عدد المرفقات", "Pièces jointes", str(letter.pieces) if letter.pieces else ""),
    ]
    return tuple(row(arabic, french, value) for arabic, french, value in told if value)


def _due(letter: Letter, agency: Agency) -> Due | None:
    if letter.due_at is None:
        return None
    day = letter.due_at.astimezone(ZoneInfo(agency.zone)).date()
    return Due(
        lead=Pair("يُجاب عنها في أجل أقصاه", "Réponse au plus tard le"),
        day=Pair(*(long_date(day, language, agency.country, agency.digits) for language in ("ar", "fr"))),
        why=_pair(letter.nature.title) if letter.nature else Pair(""),
    )


def _line(line: Line, agency: Agency) -> DayLine:
    told = ((line.is_annulled, "ملغى"), (line.is_late, "عُثر عليها متأخرة"), (line.is_sealed, "ظرف مغلق"))
    return DayLine(
        number=Pair(line.printed),
        hour=Pair(hour_words(line.received_at, agency)),
        name=Pair(line.name),
        subject=_HIDDEN if line.hidden else Pair(line.subject),
        remark=Pair("، ".join(said for holds, said in told if holds)),
    )


def _closed_at(closing: DayClosing) -> Pair:
    by_itself = ("", "") if closing.clerk_id else (" (حصر تلقائي)", " (arrêté automatiquement)")
    if not closing.count:
        return Pair(
            f"حُصر السجل في هذا اليوم دون أي تقييد{by_itself[0]}.",
            f"Arrêté sans aucune inscription{by_itself[1]}.",
        )
    first, last = closing.first, closing.last
    entries = "une inscription" if closing.count == 1 else f"{closing.count} inscriptions"
    return Pair(
        f"حُصر السجل في هذا اليوم في عدد {closing.count}، من الرقم {first} إلى الرقم {last}{by_itself[0]}.",
        f"Arrêté le présent registre à {entries}, du n° {first} au n° {last}{by_itself[1]}.",
    )


def _signature(staff: Staff | None, at: datetime | None, agency: Agency) -> Pair:
    if staff is None or at is None:
        return Pair("حصر تلقائي عند الساعة 23:59", "Arrêté automatiquement à 23 h 59") if at else Pair("")
    local = at.astimezone(ZoneInfo(agency.zone))
    return Pair(
        f"{staff.named_in('ar')}، {day_words(local.date(), agency)}، {hour_words(at, agency)}",
        staff.named_in("fr"),
    )


def row(arabic: str, french: str, value: str) -> Fact:
    return Fact(Pair(arabic, french), Pair(value))


def day_words(day: date, agency: Agency) -> str:
    return long_date(day, "ar", agency.country, agency.digits)


def hour_words(instant: datetime, agency: Agency) -> str:
    return clock_time(instant.astimezone(ZoneInfo(agency.zone)), "ar", agency.digits)


def _pair(words: Localized) -> Pair:
    return Pair(pick(words, "ar"), pick(words, "fr")) if words else Pair("")
