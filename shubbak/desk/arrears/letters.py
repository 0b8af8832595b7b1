"""A warning as a letter on paper, in both languages."""

from django.utils import translation

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import in_its_zone
from shubbak.documents.sheets import Letter, Pair
from shubbak.foundation.localized import pick
from shubbak.utility.arrears.grouped_letters import words_of
from shubbak.utility.arrears.letters import letter_of
from shubbak.utility.arrears.models import Arrear
from shubbak.utility.arrears.together import reminded_together, told_with_others
from shubbak.utility.subscriptions.models import Group
from shubbak.utility.subscriptions.rules import print_contract_number

_LANGUAGES = ("ar", "fr")


def letter_sheet(arrear: Arrear, agency: Agency) -> Letter:
    """What `documents.paper.render` prints."""
    group = told_with_others(arrear)
    told = _told(arrear, group)
    holder = arrear.holding.person
    paragraphs = zip(*(told[each][1].split("\n\n") for each in _LANGUAGES), strict=True)
    return Letter(
        made_at=arrear.noticed_at or arrear.reminded_at,
        unit=Pair(""),
        place=Pair(*(pick(agency.address, each) for each in _LANGUAGES)),
        title=Pair(*(told[each][0] for each in _LANGUAGES)),
        number=group.number if group else print_contract_number(arrear.contract.number),
        number_label=Pair("المجموعة", "Groupe") if group else Pair("العقدة", "Contrat"),
        addressee=Pair(group.person.name if group else f"{holder.name}، {arrear.contract.point.place}"),
        paragraphs=tuple(Pair(*each) for each in paragraphs),
    )


def _told(arrear: Arrear, group: Group | None) -> dict[str, tuple[str, ...]]:
    """Subject and text in each language; those of the group where it was reminded of all its contracts."""
    day, told = in_its_zone(arrear.reminded_at).date(), {}
    for language in _LANGUAGES:
        with translation.override(language):
            words = (
                words_of(reminded_together(group, day), language) if group else letter_of(arrear, language)
            )
            told[language] = tuple(words)
    return told
