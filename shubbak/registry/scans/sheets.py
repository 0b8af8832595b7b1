"""Separator sheets as they are printed."""

from datetime import datetime

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import agency_key
from shubbak.documents.sheets import Pair, SeparatorSheets
from shubbak.registry.books.models import Entry
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import RegistryRefused, to_whole_second
from shubbak.registry.scans.rules import MOST_SHEETS, mark_words

_OFFICE = Pair("مكتب الضبط", "Bureau d’ordre")
_NEXT = Pair(
    "توضع هذه الورقة قبل الصفحة الأولى من كل مراسلة، ثم تُمسح المراسلات كلها دفعة واحدة.",
    "À poser avant la première page de chaque courrier ; les courriers sont ensuite numérisés ensemble.",
)
_BELONGS = Pair(
    "توضع هذه الورقة قبل صفحات هذه المراسلة، فتُضم إليها تلقائيا بعد المسح.",
    "À poser avant les pages de ce courrier : elles lui sont jointes automatiquement après numérisation.",
)
_AGAIN = Pair(
    "تُستعمل من جديد، ولا تُطوى ولا يُكتب على رمزها.",
    "Réutilisable. Ne pas la plier ni écrire sur son code.",
)


def separators(count: int, agency: Agency, at: datetime) -> SeparatorSheets:
    """Sheets that say: a new letter begins here.

    :raises RegistryRefused: ``count_of_sheets``.
    """
    if not 0 < count <= MOST_SHEETS:
        raise RegistryRefused("count_of_sheets")
    return SeparatorSheets(
        made_at=to_whole_second(at),
        unit=_OFFICE,
        place=Pair(""),
        title=Pair("هنا تبدأ مراسلة جديدة", "Ici commence un nouveau courrier"),
        number="",
        mark=mark_words(agency.code, None, agency_key(agency)),
        lines=(_NEXT, _AGAIN),
        copies=count,
    )


def separator_of(entry: Entry, agency: Agency, at: datetime) -> SeparatorSheets:
    """A sheet that says: the pages which follow belong to this number."""
    return SeparatorSheets(
        made_at=to_whole_second(at),
        unit=_OFFICE,
        place=Pair(""),
        title=Pair("الصفحات الموالية تخص المراسلة", "Les pages qui suivent appartiennent au courrier"),
        number=printed_number(entry),
        mark=mark_words(agency.code, entry.pk, agency_key(agency)),
        lines=(_BELONGS,),
    )
