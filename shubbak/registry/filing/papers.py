"""The elimination list on paper: the archives put their visa on it (law 69-99)."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from shubbak.agencies.models import Agency
from shubbak.documents.sheets import EliminationSheet, Fact, ListedLetter, Pair
from shubbak.foundation.localized import Localized, pick
from shubbak.foundation.text import isolate_ltr, short_date
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import to_whole_second
from shubbak.registry.filing.models import EliminationLine, EliminationList
from shubbak.registry.filing.queries import Draw
from shubbak.registry.letters.papers import OFFICE, day_words, row

_GOES = Pair("إتلاف", "À éliminer")
_STAYS = Pair("حفظ (عينة)", "Conservé (échantillon)")
_BY_LOT = Pair(
    "سُحبت العينات بالقرعة بعملية حسابية يمكن إعادتها.",
    "Échantillons tirés au sort par un calcul reproductible.",
)


def elimination_sheet(
    listed: EliminationList, lines: Iterable[EliminationLine], draws: Iterable[Draw], agency: Agency
) -> EliminationSheet:
    """Letters by their number, nature and days: a list that leaves the house says no more of them."""
    told = [_line(line, agency) for line in lines]
    made = listed.made_at.astimezone(ZoneInfo(agency.zone)).date()
    kept = sum(line.fate == _STAYS for line in told)
    return EliminationSheet(
        made_at=to_whole_second(listed.made_at),
        unit=OFFICE,
        place=Pair(""),
        title=Pair("لائحة إتلاف المراسلات", "Bordereau d’élimination de courriers"),
        number=str(listed.pk),
        facts=(
            row("تاريخ التحرير", "Établi le", day_words(made, agency)),
            row("للإتلاف", "À éliminer", str(len(told) - kept)),
            *(_draw(draw) for draw in draws),
        ),
        lines=tuple(told),
        maker=Pair(listed.made_by.named_in("ar"), listed.made_by.named_in("fr")),
        visa=Pair(listed.reference),
        issued=_BY_LOT if kept else Pair(""),
    )


def _draw(draw: Draw) -> Fact:
    one = f"{isolate_ltr(draw.file_class.code)} {pick(draw.file_class.title, 'ar')}"
    value = f"{draw.kept} من أصل {draw.letters}، من صنف {one}، سنة {draw.year}"
    return row("عينة تُحفظ", "Échantillon conservé", value)


def _line(line: EliminationLine, agency: Agency) -> ListedLetter:
    letter = line.letter
    return ListedLetter(
        number=Pair(isolate_ltr(printed_number(letter.entry))),
        day=_day(letter.entry.register_day, agency),
        nature=_both(letter.nature.title) if letter.nature else Pair(""),
        until=_day(line.until, agency),
        fate=_STAYS if line.is_drawn else _GOES,
    )


def _both(words: Localized) -> Pair:
    return Pair(pick(words, "ar"), pick(words, "fr"))


def _day(day: date, agency: Agency) -> Pair:
    return Pair(short_date(day, "ar", agency.country, agency.digits))
