"""Arabic by country: the Gulf has its own administrative words, all else is said as everywhere."""

from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils.translation import get_language, gettext, ngettext, override

from shubbak.agencies.wording import LOCALES
from tests.architecture.sources import ROOT

CATALOGUES = [
    path for locale in set(LOCALES.values()) for path in ROOT.glob(f"shubbak/*/locale/{locale}/**/*.po")
]


def test_a_body_of_the_gulf_says_transaction_where_morocco_says_file(agency):
    with override("ar"):
        assert gettext("Track the file") == "تتبع الملف"
        agency.country = "om"
        assert gettext("Track the file") == "متابعة المعاملة"
        assert ngettext("Send the paper", "Send the papers", 2) == "إرسال المستندين"


def test_words_that_do_not_differ_are_said_as_everywhere(agency):
    agency.country = "om"
    with override("ar"):
        assert gettext("Messages") == "الرسائل"


def test_the_language_stays_arabic_and_other_languages_stay_theirs(agency):
    agency.country = "om"
    with override("ar"), override("fr"):
        assert gettext("Track the file") == "Suivre le dossier"
    with override("ar"):
        assert get_language() == "ar"


@pytest.mark.parametrize("source", CATALOGUES, ids=lambda path: path.parts[-5])
def test_a_country_writes_otherwise_only_what_the_room_says(source):
    with source.open("rb") as file, source.with_suffix(".mo").open("rb") as compiled:
        here, said = read_po(file), GNUTranslations(compiled)
    with (source.parents[2] / "ar" / "LC_MESSAGES" / "django.po").open("rb") as file:
        usual = read_po(file)
    for message in filter(lambda message: message.id, here):
        before = usual.get(message.id, message.context)
        assert before is not None, message.id
        assert before.string != message.string, message.id
        assert spoken(said, message) == message.string, message.id


def spoken(said: GNUTranslations, message: Message) -> str | tuple[str, ...]:
    if message.pluralizable:
        return tuple(said.ngettext(*message.id, number) for number in (0, 1, 2, 3, 11, 100))
    return said.pgettext(message.context, message.id) if message.context else said.gettext(message.id)
