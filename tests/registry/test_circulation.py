"""A letter in the house: instructed, sent to its unit and to copies, accepted, returned, passed on."""

from datetime import timedelta

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import open_unit
from shubbak.people.models import Unit
from shubbak.people.rules import Grant, Roles
from shubbak.registry.actions import accept, annul, dispatch, give_back, instruct, pass_on, settle
from shubbak.registry.models import Handover
from shubbak.registry.queries import handovers_to, letter_visible, letters_held, unanswered_lines, where_is
from shubbak.registry.rules import Mention, Recipient, RegistryRefused
from tests.registry.office import arrived, clerk, open_books

WATER = Recipient("water", Mention.ATTRIBUTION, is_coordinator=True)
COPY = Recipient("billing", Mention.INFORMATION)


@pytest.fixture(autouse=True)
def house(agency, at):
    open_books(at)
    for code in ("water", "billing", "legal"):
        open_unit(code=code, name={"ar": code}, parent=None, actor=SYSTEM, at=at)


@pytest.fixture
def letter(at):
    return arrived(at).mail


def of(unit, *, head=False):
    return Roles(units=frozenset({unit}), headed=frozenset({unit}) if head else frozenset())


def sent(letter, at, *recipients):
    return dispatch(letter=letter, recipients=recipients or (WATER, COPY), staff=clerk(), at=at)


def test_a_letter_goes_to_its_unit_and_copies_and_is_known_to_be_there(letter, at):
    assert where_is(letter).place == "registry"
    [coordinating, _] = sent(letter, at)
    assert (where_is(letter).place, where_is(letter).unit) == ("on_the_way", "water")
    accept(handover=coordinating, staff=clerk(), at=at + timedelta(hours=1))
    assert (where_is(letter).place, where_is(letter).since) == ("with_unit", at + timedelta(hours=1))


@pytest.mark.parametrize(
    ("recipients", "code"),
    [
        ((COPY,), "one_coordinator"),
        ((WATER, Recipient("legal", Mention.ATTRIBUTION, is_coordinator=True)), "one_coordinator"),
        ((WATER, Recipient("water", Mention.INFORMATION)), "unit_twice"),
        ((Recipient("water", Mention.INFORMATION, is_coordinator=True),), "coordinator_deals"),
        ((Recipient("nowhere", Mention.ATTRIBUTION, is_coordinator=True),), "no_such_unit"),
    ],
)
def test_one_unit_coordinates_and_each_gets_it_once(letter, at, recipients, code):
    with pytest.raises(RegistryRefused, match=code):
        sent(letter, at, *recipients)
    assert not Handover.objects.exists()


def test_a_copy_is_sent_later_without_another_coordinator(letter, at):
    sent(letter, at, WATER)
    sent(letter, at, COPY)
    with pytest.raises(RegistryRefused, match="unit_has_it"):
        sent(letter, at, COPY)


def test_a_unit_sends_back_what_is_not_for_it_with_its_reason(letter, at):
    [coordinating] = sent(letter, at, WATER)
    with pytest.raises(RegistryRefused, match="reason_missing"):
        give_back(handover=coordinating, reason=" ", staff=clerk(), at=at)
    give_back(handover=coordinating, reason="من اختصاص مصلحة الفوترة", staff=clerk(), at=at)
    assert where_is(letter).place == "registry"
    with pytest.raises(RegistryRefused, match="answered_already"):
        accept(handover=coordinating, staff=clerk(), at=at)
    assert sent(letter, at, WATER)


def test_what_was_accepted_is_passed_on_with_its_part(letter, at):
    [coordinating] = sent(letter, at, WATER)
    legal = Unit.objects.get(code="legal")
    with pytest.raises(RegistryRefused, match="not_accepted"):
        pass_on(handover=coordinating, unit=legal, staff=clerk(), at=at)
    accept(handover=coordinating, staff=clerk(), at=at)
    followed = pass_on(handover=coordinating, unit=legal, staff=clerk(), at=at)
    assert (followed.is_coordinator, where_is(letter).unit) == (True, "legal")


def test_a_unit_reads_its_letters_and_no_others(letter, at):
    sent(letter, at)
    assert letter_visible(letter.pk, of("water")) is not None
    assert letter_visible(letter.pk, of("billing")) is not None
    assert letter_visible(letter.pk, of("legal")) is None
    assert [handover.letter_id for handover in handovers_to(of("water"))] == [letter.pk]
    assert not handovers_to(of("legal"))


def test_a_confidential_letter_is_shown_to_the_head_of_its_unit_alone(at):
    secret = arrived(at, "confidential").mail
    sent(secret, at, WATER)
    assert not handovers_to(of("water"))
    assert [handover.letter_id for handover in handovers_to(of("water", head=True))] == [secret.pk]


def test_what_is_sealed_goes_nowhere_unopened(at):
    with pytest.raises(RegistryRefused, match="not_opened_yet"):
        sent(arrived(at, nature="tender").mail, at)


def test_an_instruction_sets_the_day_but_not_beyond_that_of_a_court(letter, at):
    earlier = at + timedelta(days=2)
    instruct(letter=letter, words="للدراسة والجواب", staff=clerk(), at=at, due_at=earlier)
    letter.refresh_from_db()
    assert letter.due_at == earlier
    summons = arrived(at, nature="summons", due_on=(at + timedelta(days=3)).date()).mail
    with pytest.raises(RegistryRefused, match="legal_date_stands"):
        instruct(letter=summons, words="تأجيل", staff=clerk(), at=at, due_at=at + timedelta(days=9))


def test_an_annulled_answer_is_none(letter, at):
    clerks = Roles(grants=(Grant("registrar"),))
    reply = arrived(at, "outgoing", in_reply_to=letter.pk)
    annul(entry=reply, reason="خطأ", actor=SYSTEM, at=at)
    assert [(line.entry, line.is_answered) for line in unanswered_lines(clerks)] == [(letter.pk, False)]


def test_a_unit_files_a_letter_that_needs_no_answer(letter, at):
    handover = sent(letter, at)[0]
    with pytest.raises(RegistryRefused, match="not_accepted"):
        settle(handover=handover, reason="للعلم", staff=clerk(), at=at)
    accept(handover=handover, staff=clerk(), at=at)
    handover.refresh_from_db()
    with pytest.raises(RegistryRefused, match="reason_missing"):
        settle(handover=handover, reason=" ", staff=clerk(), at=at)
    settle(handover=handover, reason="أجيب عنه شفويا", staff=clerk(), at=at)
    assert unanswered_lines(Roles(grants=(Grant("registrar"),))) == []
    assert [held.handover for held in letters_held(of("water"), done=True)] == [handover]
    with pytest.raises(RegistryRefused, match="answered_already"):
        settle(handover=handover, reason="مرة أخرى", staff=clerk(), at=at)


def test_what_a_court_asks_is_not_filed_without_an_answer(at):
    summons = arrived(at, nature="summons", due_on=(at + timedelta(days=3)).date()).mail
    handover = sent(summons, at)[0]
    accept(handover=handover, staff=clerk(), at=at)
    handover.refresh_from_db()
    with pytest.raises(RegistryRefused, match="legal_date_stands"):
        settle(handover=handover, reason="لا موجب", staff=clerk(), at=at)


def test_a_letter_waits_for_an_answer_until_one_is_linked_to_it(letter, at):
    clerks = Roles(grants=(Grant("registrar"),))
    assert [line.entry for line in unanswered_lines(clerks)] == [letter.pk]
    arrived(at, "outgoing", in_reply_to=letter.pk)
    assert unanswered_lines(clerks) == []
