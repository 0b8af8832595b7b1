"""A warning as a letter on paper, in both languages."""

from django.utils import translation

from shubbak.agencies.models import Agency
from shubbak.documents.sheets import Letter, Pair
from shubbak.foundation.localized import pick
from shubbak.utility.arrears.letters import letter_of
from shubbak.utility.arrears.models import Arrear
from shubbak.utility.subscriptions.rules import print_contract_number

_LANGUAGES = ("ar", "fr")


def letter_sheet(arrear: Arrear, agency: Agency) -> Letter:
    """What `documents.paper.render` prints."""
    told = {}
    for language in _LANGUAGES:
        with translation.override(language):
            told[language] = letter_of(arrear, language)
    holder = arrear.holding.person
    paragraphs = zip(*(told[each][1].split("\n\n") for each in _LANGUAGES), strict=True)
    return Letter(
        made_at=arrear.noticed_at or arrear.reminded_at,
        unit=Pair(""),
        place=Pair(*(pick(agency.address, each) for each in _LANGUAGES)),
        title=Pair(*(told[each][0] for each in _LANGUAGES)),
        number=print_contract_number(arrear.contract.number),
        number_label=Pair("العقدة", "Contrat"),
        addressee=Pair(f"{holder.name}، {arrear.contract.point.place}"),
        paragraphs=tuple(Pair(*each) for each in paragraphs),
    )
