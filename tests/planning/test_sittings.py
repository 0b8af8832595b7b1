"""A sitting from its agenda to what it says, and the file that goes on by itself."""

import pytest
from django.db import DatabaseError, transaction

from shubbak.cases.queries import visible_to
from shubbak.cases.rules import Refused
from shubbak.journal.queries import lines_about
from shubbak.notifications.models import Message
from shubbak.people.models import GuestLink
from shubbak.people.queries import actor_of
from shubbak.planning.sittings import audit
from shubbak.planning.sittings.actions import (
    SittingFacts,
    add_files,
    cancel_sitting,
    declare_conflict,
    give_opinion,
    hear_designer,
    lift_reservation,
    plan_sitting,
    withdraw_designer,
)
from shubbak.planning.sittings.models import AgendaItem, Opinion, Reservation
from shubbak.planning.sittings.queries import ready_rounds
from shubbak.planning.sittings.rules import OpinionFacts, SittingRefused
from tests.planning.committee import convene, seat, take


@pytest.fixture
def committee(office):
    yield convene(office)
    assert list(audit.problems()) == []


def secretary_of(committee):
    return committee.office.staff["secretary"]


def plan_another(committee):
    at = committee.at()
    facts = SittingFacts("large", at, at, at_a_distance=True)
    return plan_sitting(facts=facts, staff=secretary_of(committee), at=at)


def test_everybody_who_sits_is_called_and_a_guest_gets_a_link_of_their_own(committee):
    assert Message.objects.filter(template="convocation").count() == 2
    assert GuestLink.objects.get(task="opinion").name == "omar"


def test_a_file_whose_sitting_is_favourable_goes_on_by_itself(committee):
    before = committee.case.state
    committee.says("nadia", "favourable")
    committee.says("omar", "favourable")
    committee.closes()
    assert committee.file().state != before


def test_without_the_agency_nothing_is_granted(committee):
    before = committee.case.state
    committee.says("nadia", "favourable")
    committee.says("omar", "unfavourable", "العلو يتجاوز المسموح به")
    committee.closes()
    assert (committee.file().state, committee.item.outcome) == (before, "unfavourable")
    with pytest.raises(Refused, match="guard:sitting_said"):
        take(committee.office, committee.case, "grant", by="secretary")


def test_each_reservation_is_lifted_with_its_proof_before_the_file_goes_on(committee):
    committee.says("nadia", "favourable")
    committee.says("omar", "with_reservations", "سلامة", ["سلم النجدة", "عرض الممر"])
    committee.closes()
    with pytest.raises(Refused, match="guard:reservations_lifted"):
        take(committee.office, committee.case, "confirm", by="secretary")
    secretary = secretary_of(committee)
    for each in Reservation.objects.all():
        lift_reservation(reservation=each, words="تصميم معدل", paper=None, staff=secretary, at=committee.at())
    take(committee.office, committee.case, "confirm", by="secretary")


def test_a_reservation_is_not_lifted_without_proof_or_twice(committee):
    committee.says("omar", "with_reservations", "سلامة", ["سلم النجدة"])
    asked, secretary = Reservation.objects.get(), secretary_of(committee)
    for words, code in (("", "no_proof"), ("تصميم معدل", ""), ("مرة أخرى", "lifted_before")):
        if not code:
            lift_reservation(reservation=asked, words=words, paper=None, staff=secretary, at=committee.at())
            continue
        with pytest.raises(SittingRefused, match=code):
            lift_reservation(reservation=asked, words=words, paper=None, staff=secretary, at=committee.at())


def test_an_opinion_is_corrected_by_another_one_alone(committee):
    first = committee.says("omar", "unfavourable", "العلو")
    second = committee.says("omar", "favourable")
    assert (second.replaces, Opinion.objects.count()) == (first, 2)
    for change in ({"value": "favourable"}, {"reasons": "غيره"}, {"digest": "0" * 64}):
        with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
            Opinion.objects.filter(pk=first.pk).update(**change)
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        Opinion.objects.filter(pk=second.pk).delete()


def test_what_was_signed_stands_in_the_journal(committee):
    given = committee.says("omar", "favourable")
    line = lines_about(committee.case.number)[-1]
    assert (line.what, line.facts["sha256"]) == ("case.member_opinion", given.digest)


def test_who_has_a_conflict_gives_no_opinion_but_their_substitute_does(committee):
    member = committee.seats["nadia"]
    committee.seats["salma"] = seat(committee.office, member.body, "salma", substitute_of=member)
    actor = actor_of(member.staff)
    declare_conflict(item=committee.item, seat=member, words="قرابة", actor=actor, at=committee.at())
    with pytest.raises(SittingRefused, match="conflict"):
        committee.says("nadia", "favourable")
    committee.says("salma", "favourable")


def test_nobody_deliberates_while_the_designer_is_in_the_room(committee):
    secretary = secretary_of(committee)
    hear_designer(item=committee.item, name="المهندس", staff=secretary, at=committee.at())
    for act in (lambda: committee.says("omar", "favourable"), committee.closes):
        with pytest.raises(SittingRefused, match="designer_present"):
            act()
    withdraw_designer(item=committee.item, staff=secretary, at=committee.at())
    committee.says("omar", "favourable")


def test_nobody_speaks_for_another_body(committee):
    nadia, guest = committee.seats["nadia"], committee.seats["omar"]
    given = {"item": committee.item, "seat": guest, "facts": OpinionFacts("favourable")}
    with pytest.raises(SittingRefused, match="not_your_seat"):
        give_opinion(**given, actor=actor_of(nadia.staff), at=committee.at())


def test_a_sitting_is_not_closed_before_everybody_had_their_time(committee):
    committee.says("omar", "favourable")
    with pytest.raises(SittingRefused, match="opinions_awaited"):
        committee.closes()
    committee.office.at = committee.sitting.opinions_until
    committee.closes()
    assert committee.item.outcome == "favourable"


def test_an_adjourned_file_waits_for_the_next_sitting(committee):
    committee.says("nadia", "favourable")
    committee.says("omar", "adjourned", "تصاميم ناقصة")
    committee.closes()
    assert [each.case for each in ready_rounds("large")] == [committee.case]


def test_links_end_with_the_sitting(committee):
    secretary = secretary_of(committee)
    cancel_sitting(sitting=committee.sitting, reason="عطلة", staff=secretary, at=committee.at())
    assert GuestLink.objects.get(task="opinion").revoked_at is not None
    assert ready_rounds("large").exists()


def test_a_file_stands_on_one_open_agenda(committee):
    item, other = committee.item, plan_another(committee)
    with pytest.raises(SittingRefused, match="not_ready"):
        add_files(sitting=other, rounds=[item.round_id], staff=secretary_of(committee), at=committee.at())
    with pytest.raises(DatabaseError, match="a_file_on_one_open_agenda"), transaction.atomic():
        AgendaItem.objects.create(sitting=other, case=item.case, round=item.round, rank=1)


def test_only_the_secretariat_keeps_sittings(committee):
    member = committee.seats["nadia"].staff
    with pytest.raises(SittingRefused, match="not_yours"):
        cancel_sitting(sitting=committee.sitting, reason="عطلة", staff=member, at=committee.at())


def test_a_member_sees_the_file_on_which_they_sit_and_no_other(committee):
    member, other = committee.seats["nadia"].staff, committee.office.deposit()
    seen = visible_to(member, committee.office.at)
    assert (seen.contains(committee.case), seen.contains(other)) == (True, False)


def test_changed_plans_take_the_file_off_the_agenda(committee):
    before = committee.item
    take(committee.office, committee.case, "take_back")
    before.refresh_from_db()
    assert before.left_at is not None
