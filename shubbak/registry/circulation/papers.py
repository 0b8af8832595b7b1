"""The dispatch slip on paper (registry-office §4.2): three columns, two copies, one returns signed."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from shubbak.agencies.models import Agency
from shubbak.documents.sheets import DispatchSlip, Fact, Pair, SlipLine
from shubbak.foundation.localized import pick
from shubbak.foundation.text import isolate, isolate_ltr, long_date
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.queries import subject_of
from shubbak.registry.circulation.models import Handover, Slip

MENTIONS = {
    "attribution": Pair("للاختصاص", "Pour attribution"),
    "follow_up": Pair("لما يجب اتخاذه", "Pour suite à donner"),
    "communication": Pair("للاطلاع مع الإرجاع", "En communication (à retourner)"),
    "information": Pair("للإخبار", "Pour information"),
    "all_purposes": Pair("لكل غاية مفيدة", "À toutes fins utiles"),
}
_COPIES = (
    Pair("نسخة المرسل إليه.", "Exemplaire du destinataire."),
    Pair(
        "نسخة تعاد موقعة إلى مكتب الضبط: وهي دليل التوصل.",
        "Exemplaire à retourner signé au bureau d’ordre : il vaut preuve de remise.",
    ),
)


def slip_sheet(slip: Slip, lines: Iterable[Handover], agency: Agency) -> DispatchSlip:
    """What is confidential is named by its number alone."""
    entry = slip.entry
    return DispatchSlip(
        made_at=entry.received_at,
        unit=Pair("مكتب الضبط", "Bureau d’ordre"),
        place=Pair(pick(agency.address, "ar"), pick(agency.address, "fr")) if agency.address else Pair(""),
        title=Pair("ورقة الإرسال", "Bordereau d’envoi"),
        number=printed_number(entry),
        facts=(
            Fact(Pair("التاريخ", "Date"), Pair(_day(entry.register_day, agency, "ar"))),
            Fact(Pair("الموضوع", "Objet"), Pair("إحالة مراسلات")),
        ),
        addressee=Pair(pick(slip.unit.name, "ar"), pick(slip.unit.name, "fr")),
        lines=tuple(_line(line, agency) for line in lines),
        copies=_COPIES,
        sender=Pair(slip.made_by.named_in("ar"), slip.made_by.named_in("fr")),
        issued=Pair("حرره مكتب الضبط.", "Établi par le bureau d’ordre."),
    )


def _line(handover: Handover, agency: Agency) -> SlipLine:
    letter, entry = handover.letter, handover.letter.entry
    number = isolate_ltr(printed_number(entry))
    day = {
        language: _day(entry.received_at.astimezone(ZoneInfo(agency.zone)).date(), agency, language)
        for language in ("ar", "fr")
    }
    arabic, french = f"مراسلة رقم {number} بتاريخ {day['ar']}", f"Courrier n° {number} du {day['fr']}"
    if letter.secrecy != "open":
        hidden = Pair(f"{arabic}، ظرف سري", f"{french}, pli confidentiel")
        return SlipLine("1", hidden, MENTIONS[handover.mention])
    sender = next((party.name for party in entry.parties.all()), "")
    told = [isolate(words) for words in (sender, subject_of(entry)) if words]
    designation = Pair("، ".join([arabic, *told]), french)
    return SlipLine(str(1 + letter.pieces), designation, MENTIONS[handover.mention])


def _day(day: date, agency: Agency, language: str) -> str:
    return long_date(day, language, agency.country, agency.digits)
