"""How many of what, in grammatical Arabic, French and English: the one place where counts become words.

Arabic has six cases (Unicode CLDR, plural rules of `ar`): no day (لا أيام), one day (يوم واحد), two days
(يومان), 3 to 10 days (3 أيام), 11 to 99 (11 يوما), and the round hundreds (100 يوم). With 3 to 10 and
11 to 99 the last two figures decide: 103 أيام، 111 يوما، 101 يوم.
"""

from dataclasses import dataclass

from shubbak.foundation.text.digits import to_digits
from shubbak.foundation.text.nouns import NOUNS, ArabicNoun

_NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class UnknownNoun(LookupError):
    """No such noun is known to the grammar of counts."""

    noun: str


def count(number: int, noun: str, language: str, digits: str = "latn", *, object_case: bool = False) -> str:
    """`number` things in words: `يومان`, `3 jours`, `11 days`.

    :param noun: a key of `NOUNS`, such as `working_day`.
    :param object_case: Arabic two after a verb or a preposition (`يومين`), as in `تأخرنا بيومين`.
    :raises UnknownNoun: if the noun is not known.
    :raises ValueError: if `number` is negative: say what is late or missing in words.
    """
    if number < 0:
        raise ValueError("a count is not negative")
    if noun not in NOUNS:
        raise UnknownNoun(noun)
    known = NOUNS[noun]
    if language == "ar":
        return to_digits(_arabic(number, known.ar, object_case), digits)
    singular, plural = known.fr if language == "fr" else known.en
    is_one = number < 2 if language == "fr" else number == 1
    return f"{number}{_NO_BREAK}{singular if is_one else plural}"


def _arabic(number: int, noun: ArabicNoun, object_case: bool) -> str:
    if number == 0:
        return f"لا {noun.few}"
    if number == 1:
        return noun.one
    if number == 2:
        return noun.two_object if object_case else noun.two
    return f"{number}{_NO_BREAK}{_arabic_after(number % 100, noun)}"


def _arabic_after(last_two: int, noun: ArabicNoun) -> str:
    if 3 <= last_two <= 10:
        return noun.few
    return noun.many if last_two >= 11 else noun.hundred
