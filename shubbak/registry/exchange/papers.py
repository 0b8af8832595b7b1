"""What a guest wrote, as a paper."""

from datetime import datetime
from zoneinfo import ZoneInfo

from shubbak.agencies.models import Agency
from shubbak.documents.sheets import Letter as LetterSheet
from shubbak.documents.sheets import Pair
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import to_whole_second
from shubbak.registry.letters.models import Letter
from shubbak.registry.letters.papers import OFFICE, day_words, hour_words, row


def guest_words_sheet(letter: Letter, words: str, guest: str, at: datetime, agency: Agency) -> LetterSheet:
    """What a guest wrote beneath a letter of ours, set as a paper that says how it came."""
    told = [" ".join(part.split()) for part in words.splitlines() if part.strip()]
    moment = at.astimezone(ZoneInfo(agency.zone))
    return LetterSheet(
        made_at=to_whole_second(at),
        unit=OFFICE,
        place=Pair(""),
        title=Pair("نص جواب كُتب عبر رابط", "Texte d’une réponse écrite par lien"),
        number=printed_number(letter.entry),
        number_label=Pair("جوابا على المراسلة", "En réponse au courrier"),
        facts=(
            row("صاحب الجواب", "Auteur de la réponse", guest),
            row(
                "تاريخ الجواب", "Répondu le", f"{day_words(moment.date(), agency)}، {hour_words(at, agency)}"
            ),
        ),
        addressee=OFFICE,
        paragraphs=tuple(Pair(part) if _is_arabic(part) else Pair("", part) for part in told),
        signatory=Pair(guest),
        issued=Pair("نُقل النص كما كُتب، دون توقيع.", "Texte repris tel qu’il a été écrit, sans signature."),
    )


def _is_arabic(words: str) -> bool:
    return any("\u0620" <= letter <= "\u064a" for letter in words)
