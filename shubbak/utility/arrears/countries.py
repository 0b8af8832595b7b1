"""What is usual in a country as long as its body has set nothing, and the text that each line rests on.

Where no text is known the most sparing line holds, and the text says that the body decides.
"""

from collections.abc import Mapping

from shubbak.foundation.localized import Localized
from shubbak.utility.arrears.rules import ArrearsRules

_OMAN: Localized = {
    "ar": "قرار هيئة تنظيم الخدمات العامة رقم 8/2023 (سلطنة عمان)",
    "fr": "Décision n° 8/2023 de l’autorité de régulation des services publics (Oman)",
    "en": "Decision 8/2023 of the Authority for Public Services Regulation (Oman)",
}
BY_THE_BODY: Localized = {
    "ar": "مقرر المدير العام للوكالة",
    "fr": "Décision du directeur général de la régie",
    "en": "Decision of the director general of the utility",
}
USUAL: Mapping[str, ArrearsRules] = {
    "om": ArrearsRules(reconnect_hours=6),
    "ae": ArrearsRules(reconnect_hours=3),
}
TEXTS: Mapping[str, Mapping[str, Localized]] = {
    "om": dict.fromkeys(
        ("cut_after_notice", "cuts_on_eves", "from_hour", "until_hour", "ramadan_spares"), _OMAN
    ),
}


def usual_in(country: str) -> ArrearsRules:
    return USUAL.get(country, ArrearsRules())


def text_in(country: str, line: str) -> Localized:
    return TEXTS.get(country, {}).get(line, BY_THE_BODY)
