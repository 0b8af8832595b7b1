"""A letter is drafted, seen by those whose visa it needs, signed; and only then it has a number."""

from datetime import UTC, date, datetime

import pytest

from shubbak.people.queries import roles_of
from shubbak.registry.actions import (
    ask_visas,
    change_draft,
    give_visa,
    refuse_draft,
    sign_draft,
    withdraw_draft,
)
from shubbak.registry.models import Addressee, Draft, Entry
from shubbak.registry.queries import draft_visible, folder_of, unanswered_lines
from shubbak.registry.rules import (
    AskedVisa,
    Destination,
    DraftFacts,
    Kind,
    LetterInvalid,
    RegistryRefused,
    Secrecy,
    Sender,
    paragraphs_of,
)
from tests.registry.house import WALI, open_house
from tests.registry.office import arrived


@pytest.fixture
def house(agency, at):
    return open_house(at)


def state(draft):
    return Draft.objects.get(pk=draft.pk).state


def folder(house, name):
    return folder_of(house.staff[name].pk, roles_of(house.staff[name], house.at))


def seen_by(house, name, draft):
    return draft_visible(draft.pk, house.staff[name].pk, roles_of(house.staff[name], house.at)) is not None


def test_visas_in_order_then_the_signature_and_only_then_a_number(house, at):
    draft = house.asked(("water_head", 1), ("lawyer", 2))
    with pytest.raises(RegistryRefused, match="not_your_turn"):
        give_visa(draft=draft, staff=house.lawyer, at=at)
    give_visa(draft=draft, staff=house.water_head, at=at)
    with pytest.raises(RegistryRefused, match="not_for_signature"):
        sign_draft(draft=draft, staff=house.director, at=at)
    give_visa(draft=draft, staff=house.lawyer, at=at, words="لا مانع")
    assert (state(draft), Entry.objects.count()) == ("for_signature", 0)
    entry = Entry.objects.get(pk=sign_draft(draft=draft, staff=house.director, at=at))
    assert (state(draft), entry.series.register.code, entry.number) == ("signed", "outgoing", 1)


def test_a_letter_is_signed_in_the_hour_that_is_tomorrow_here_and_today_in_universal_time(agency, at):
    house = open_house(datetime(2026, 11, 17, 23, 30, tzinfo=UTC))
    entry = Entry.objects.get(pk=sign_draft(draft=house.asked(), staff=house.director, at=house.at))
    assert entry.mail.written_on == date(2026, 11, 18)


def test_visas_of_one_rank_are_given_in_any_order(house, at):
    draft = house.asked(("water_head", 1), ("lawyer", 1))
    assert [folder(house, name).to_visa for name in ("lawyer", "water_head")] == [[draft], [draft]]
    give_visa(draft=draft, staff=house.lawyer, at=at)
    assert state(draft) == "for_visa"
    give_visa(draft=draft, staff=house.water_head, at=at)
    assert state(draft) == "for_signature"


def test_a_refusal_returns_the_draft_with_its_words_and_another_round_begins(house, at):
    draft = house.asked(("water_head", 1), ("lawyer", 1))
    with pytest.raises(RegistryRefused, match="reason_missing"):
        refuse_draft(draft=draft, staff=house.lawyer, words=" ", at=at)
    refuse_draft(draft=draft, staff=house.lawyer, words="أضف السند القانوني", at=at)
    assert (state(draft), folder(house, "water_head").to_visa) == ("draft", [])
    change_draft(draft=draft, facts=DraftFacts("جواب", "نص مصحح"), staff=house.writer, at=at)
    house.asked(("lawyer", 1), draft=draft)
    give_visa(draft=draft, staff=house.lawyer, at=at)
    assert [visa.is_given for visa in draft.visas.all()] == [False, True]


def test_whoever_signs_may_send_it_back_too(house, at):
    draft = house.asked(by="water_head")
    assert folder(house, "water_head").to_sign == [draft]
    refuse_draft(draft=draft, staff=house.water_head, words="الموضوع غير دقيق", at=at)
    assert state(draft) == "draft"


def test_nobody_else_agrees_signs_or_changes(house, at):
    draft = house.asked(("lawyer", 1))
    with pytest.raises(RegistryRefused, match="not_yours"):
        give_visa(draft=draft, staff=house.stranger, at=at)
    give_visa(draft=draft, staff=house.lawyer, at=at)
    for name in ("writer", "water_head", "registrar", "stranger"):
        with pytest.raises(RegistryRefused, match="not_yours"):
            sign_draft(draft=draft, staff=house.staff[name], at=at)
    with pytest.raises(RegistryRefused, match="not_a_draft"):
        change_draft(draft=draft, facts=DraftFacts("آخر", "آخر"), staff=house.writer, at=at)


@pytest.mark.parametrize(
    ("visas", "by", "code"),
    [
        ((("lawyer", 1), ("lawyer", 2)), "director", "visa_twice"),
        ((("writer", 1),), "director", "visa_of_author"),
        ((("director", 1),), "director", "visa_of_signatory"),
        ((), "legal_head", "may_not_sign"),
        ((), "writer", "may_not_sign"),
    ],
)
def test_whom_one_may_ask(house, visas, by, code):
    with pytest.raises(RegistryRefused, match=code):
        house.asked(*visas, by=by)


def test_a_letter_needs_somebody_to_whom_it_goes(house, at):
    draft = house.drafted(Destination(WALI, "email", is_copy=True))
    with pytest.raises(RegistryRefused, match="no_addressee"):
        house.asked(draft=draft)


def test_what_a_model_leaves_open_is_written_before_anybody_is_asked(house, at):
    draft = house.drafted()
    change_draft(draft=draft, facts=DraftFacts("جواب", "قبل [التاريخ]."), staff=house.writer, at=at)
    with pytest.raises(RegistryRefused, match="not_filled_in"):
        house.asked(draft=draft)
    change_draft(draft=draft, facts=DraftFacts("جواب", "قبل 3 دجنبر."), staff=house.writer, at=at)
    assert state(house.asked(draft=draft)) == "for_signature"


@pytest.mark.parametrize(
    ("way", "who", "code"),
    [
        ("email", Sender(Kind.CITIZEN, "أحمد"), "no_email"),
        ("registered_post", Sender(Kind.CITIZEN, "أحمد"), "no_address"),
        ("pigeon", WALI, "no_such_way"),
    ],
)
def test_nobody_is_addressed_whom_the_way_does_not_reach(house, way, who, code):
    with pytest.raises(RegistryRefused, match=code):
        house.drafted(Destination(who, way))
    assert not Addressee.objects.exists()


def test_all_addressees_stand_in_the_register_and_its_receipt_commits_to_the_words(house, at):
    other = Sender(Kind.COURT, "المحكمة الإدارية", address="الرباط")
    going = (Destination(WALI, "email"), Destination(other, "registered_post", is_copy=True))
    digests = set()
    for body in ("نص أول", "نص ثان"):
        draft = house.asked(draft=house.drafted(*going, facts={"body": body}))
        entry = Entry.objects.get(pk=sign_draft(draft=draft, staff=house.director, at=at))
        assert {party.name for party in entry.parties.all()} == {WALI.name, other.name}
        digests.add(bytes(entry.manifest_sha256))
    assert len(digests) == 2


def test_a_reply_closes_what_it_answers(house, at):
    came = arrived(at)
    lines = lambda: [line.entry for line in unanswered_lines(roles_of(house.director, at))]  # noqa: E731
    draft = house.asked(
        draft=house.drafted(author=house.director, unit=None, in_reply_to=came), by="director"
    )
    assert lines() == [came.pk]
    reply = sign_draft(draft=draft, staff=house.director, at=at)
    assert (lines(), came.replies.get().pk) == ([], reply)
    assert came.events.get().other_id == reply


def test_a_visa_is_asked_of_a_role_and_given_by_whoever_has_it(house, at):
    draft = house.drafted()
    asked = [AskedVisa(rank=1, role="unit_head")]
    ask_visas(draft=draft, signatory=house.director, visas=asked, staff=house.writer, at=at)
    assert folder(house, "water_head").to_visa == [draft]
    assert (folder(house, "legal_head").to_visa, seen_by(house, "legal_head", draft)) == ([], False)
    with pytest.raises(RegistryRefused, match="not_yours"):
        give_visa(draft=draft, staff=house.legal_head, at=at)
    give_visa(draft=draft, staff=house.water_head, at=at)
    assert (state(draft), draft.visas.get().by) == ("for_signature", house.water_head)


def test_a_role_that_nobody_has_and_that_of_the_author_are_not_asked(house, at):
    own = house.drafted(author=house.water_head)
    for draft, role in ((house.drafted(), "general_secretary"), (own, "unit_head"), (own, "cook")):
        asked = [AskedVisa(role=role)]
        with pytest.raises(RegistryRefused, match="no_such_colleague"):
            ask_visas(draft=draft, signatory=house.director, visas=asked, staff=draft.author, at=at)


def test_only_who_may_open_a_letter_answers_it_and_secrets_stay_secret(house, at):
    came = arrived(at, book="confidential")
    with pytest.raises(RegistryRefused, match="not_yours"):
        house.drafted(in_reply_to=came)
    draft = house.drafted(author=house.director, unit=None, in_reply_to=came)
    assert draft.secrecy == Secrecy.CONFIDENTIAL
    assert not seen_by(house, "registrar", draft)


def test_a_draft_is_seen_by_those_whom_it_concerns(house, at):
    draft = house.asked(("lawyer", 1))
    assert [seen_by(house, name, draft) for name in ("writer", "water_head", "lawyer", "director")] == [
        True
    ] * 4
    assert [seen_by(house, name, draft) for name in ("stranger", "registrar")] == [False, False]
    give_visa(draft=draft, staff=house.lawyer, at=at)
    sign_draft(draft=draft, staff=house.director, at=at)
    assert (seen_by(house, "registrar", draft), seen_by(house, "stranger", draft)) == (True, False)


def test_a_signed_letter_is_neither_withdrawn_nor_signed_again(house, at):
    draft = house.asked()
    sign_draft(draft=draft, staff=house.director, at=at)
    with pytest.raises(RegistryRefused, match="draft_over"):
        withdraw_draft(draft=draft, staff=house.writer, at=at)
    with pytest.raises(RegistryRefused, match="not_for_signature"):
        sign_draft(draft=draft, staff=house.director, at=at)
    assert Entry.objects.count() == 1


def test_what_is_withdrawn_awaits_nobody(house, at):
    draft = house.asked(("lawyer", 1))
    withdraw_draft(draft=draft, staff=house.writer, at=at)
    assert (state(draft), folder(house, "lawyer").to_visa, folder(house, "writer").mine) == (
        "withdrawn",
        [],
        [],
    )


def test_words_and_subject_are_needed(house):
    with pytest.raises(LetterInvalid) as refused:
        house.drafted(facts={"subject": " ", "body": ""})
    assert refused.value.problems == {"subject": "missing", "body": "missing"}


def test_paragraphs_are_parted_by_empty_lines():
    assert paragraphs_of("سلام\r\nتام\r\n\r\n\nوبعد\n") == ["سلام تام", "وبعد"]
