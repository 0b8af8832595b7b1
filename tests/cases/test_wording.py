"""The agency's own words: of letters, over those of the pack, and texts for answers."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from shubbak.agencies.queries import current_agency
from shubbak.cases.blocks import block_words
from shubbak.cases.letter_samples import letter_samples
from shubbak.cases.letters import rendered_letter
from shubbak.cases.models import CaseLetter
from shubbak.catalogue.actions import keep_block, restore_letter, withdraw_block, word_letter
from shubbak.catalogue.models import LetterWording
from shubbak.catalogue.queries import answer_blocks, spec_of
from shubbak.catalogue.wording import WordingRefused
from shubbak.journal.queries import lines_about
from shubbak.journal.rules import SYSTEM

OWN = {
    "subject": "ملفكم {number}",
    "body": "توصلنا بملفكم {number} وسنجيبكم قبل {due}.",
    "sms": "ملفكم {number}",
}


@pytest.fixture
def letter(office):
    """The acknowledgement of a deposit, before anybody worded it."""
    return CaseLetter.objects.select_related("case__service_version").get(case=office.deposit())


def word(letter, at, **changes):
    spec = spec_of(letter.case.service_version)
    given = {**OWN, "language": "ar", **changes}
    return word_letter(service=spec.code, letter=spec.letters[letter.name], actor=SYSTEM, at=at, **given)


def read(letter, language="ar"):
    return rendered_letter(letter.case, letter, language)


def test_a_letter_keeps_the_words_with_which_it_was_made(office, letter, at):
    before = read(letter).text
    word(letter, at + timedelta(hours=1))
    assert read(letter).text == before
    later = CaseLetter.objects.get(case=office.deposit(at=at + timedelta(hours=2)))
    assert read(later).text.startswith("توصلنا بملفكم")
    assert later.case.number in read(later).subject
    assert read(later, "fr").text != ""
    assert "توصلنا بملفكم" not in read(later, "fr").text


def test_each_change_is_a_version_and_the_words_of_the_pack_can_hold_again(office, letter, at):
    word(letter, at)
    word(letter, at, subject="ملف {number}")
    service = letter.case.service
    restore_letter(service=service, letter=letter.name, language="ar", actor=SYSTEM, at=at)
    assert [found.version for found in LetterWording.objects.order_by("version")] == [1, 2, 3]
    assert "توصلنا بملفكم" not in read(letter).text
    kinds = [line.what for line in lines_about(service)]
    assert [what for what in kinds if what.startswith("letter.")].count("letter.worded") == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        LetterWording.objects.update(body="x")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"body": ""}, "empty"),
        ({"body": "{nobody_knows}"}, "unknown_place"),
        ({"body": "{number"}, "stray_brace"),
    ],
)
def test_a_text_that_would_read_wrongly_is_refused(letter, at, changes, code):
    with pytest.raises(WordingRefused) as refused:
        word(letter, at, **changes)
    assert refused.value.code == code


def test_a_letter_that_carries_the_answer_goes_on_carrying_it(office, letter, at):
    spec = spec_of(letter.case.service_version)
    telling = next(found for found in spec.letters.values() if "{answer}" in found.body["ar"])
    texts = {**OWN, "sms": OWN["sms"] if telling.sms else ""}
    with pytest.raises(WordingRefused) as refused:
        word_letter(service=spec.code, letter=telling, language="ar", actor=SYSTEM, at=at, **texts)
    assert (refused.value.code, "answer" in refused.value.names) == ("lost_place", True)


def test_the_samples_are_read_in_the_words_that_hold(letter, at):
    word(letter, at)
    spec = spec_of(letter.case.service_version)
    samples = {found.name: found for found in letter_samples(spec, current_agency(), "ar", at)}
    assert samples[letter.name].own
    assert samples[letter.name].body.startswith("توصلنا بملفكم")


def test_a_text_for_answers_is_filled_from_the_file_and_offered_where_it_belongs(office, at):
    case = office.deposit()
    given = {
        "title": {"ar": "شكر"},
        "words": {"ar": "شكرا {person}، ملفكم {number}."},
        "actor": SYSTEM,
        "at": at,
    }
    everywhere = keep_block(block=None, service="", **given)
    keep_block(block=None, service="another-service", **given)
    assert list(answer_blocks(case.service)) == [everywhere]
    read = block_words(everywhere, case, at)
    assert "أمينة بناني" in read
    assert case.number in read
    assert withdraw_block(block=everywhere, actor=SYSTEM, at=at)
    assert list(answer_blocks(case.service)) == []


def test_a_text_for_answers_has_no_place_for_the_answer_itself(office, at):
    given = {"block": None, "title": {"ar": "x"}, "service": "", "actor": SYSTEM, "at": at}
    with pytest.raises(WordingRefused):
        keep_block(words={"ar": "{answer}"}, **given)
