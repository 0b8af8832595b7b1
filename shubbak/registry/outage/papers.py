"""Sheets with numbers, to be written on by hand."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from shubbak.agencies.models import Agency
from shubbak.documents.sheets import Fact, OutageSheets, Pair
from shubbak.foundation.localized import pick
from shubbak.registry.books.models import Entry
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import to_whole_second
from shubbak.registry.letters.papers import OFFICE, day_words, hour_words, row
from shubbak.registry.outage.models import OutageBlock

_BLANKS = (
    Pair("يوم الوصول وساعته", "Jour et heure d’arrivée"),
    Pair("المرسل", "Expéditeur"),
    Pair("الموضوع", "Objet"),
    Pair("مرجع المرسل وعدد المرفقات", "Référence et pièces jointes"),
    Pair("توقيع كاتب الضبط", "Signature de l’agent"),
)


def outage_sheets(block: OutageBlock, entries: Sequence[Entry], agency: Agency) -> OutageSheets:
    """Numbers with blanks beneath them, for the hours in which nothing can be entered."""
    title = block.register.title
    numbers = [printed_number(entry) for entry in entries]
    made = block.made_at.astimezone(ZoneInfo(agency.zone))
    return OutageSheets(
        made_at=to_whole_second(block.made_at),
        unit=OFFICE,
        place=Pair(""),
        title=Pair("أوراق تقييد عند الانقطاع", "Fiches d’enregistrement en cas de panne"),
        number=str(len(numbers)),
        number_label=Pair("عدد الأوراق", "Nombre de fiches"),
        facts=(
            Fact(Pair("السجل", "Registre"), Pair(pick(title, "ar"), pick(title, "fr"))),
            row(
                "حُجزت الأرقام",
                "Numéros réservés le",
                f"{day_words(made.date(), agency)}، {hour_words(made, agency)}",
            ),
        ),
        numbers=tuple(numbers),
        blanks=_BLANKS,
        issued=Pair(
            "كل رقم يُدخل لاحقا أو يُلغى بسبب.",
            "Chaque numéro est ensuite saisi, ou annulé avec son motif.",
        ),
    )
