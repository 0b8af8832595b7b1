"""Lists with two visas, holds, and what a person is told is kept."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shubbak.cases.actions import advance
from shubbak.cases.models import Case
from shubbak.cases.queries import access_code_of
from shubbak.cases.rules import StepFacts
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import grant_role, reveal_identity
from shubbak.people.models import Staff
from shubbak.privacy.actions import carry_out, give_visa, lift_hold, list_due, list_request, place_hold
from shubbak.privacy.models import ErasureList, FileLook
from shubbak.privacy.rules import Erased, FileHeld, FileListed, FileOpen, NoSuchFile, VisaGiven, erased_of
from tests.cases.office import Office, open_office

LATER = timedelta(days=365 * 4)


@pytest.fixture
def office(agency, settings, tmp_path) -> Office:
    settings.SHUBBAK_BLACK_BOX = tmp_path
    return open_office(timezone.now() - timedelta(hours=1))


@pytest.fixture
def case(office) -> Case:
    """Answered and closed, to be destroyed after three years."""
    at, case = office.at, office.deposit()
    case = advance(
        case=case, step="refer", actor=office.actor("counter"), at=at, facts=StepFacts(unit="water_network")
    )
    case = advance(case=case, step="take", actor=office.actor("agent"), at=at)
    told = StepFacts(result="unfounded", answer="لا شيء.")
    case = advance(case=case, step="resolve", actor=office.actor("agent"), at=at, facts=told)
    case = advance(case=case, step="answer", actor=office.actor("counter"), at=at)
    case.tellings.update(reached=True, message_id=None)
    return advance(case=case, step="close", actor=office.actor("counter"), at=at)


def visa(office: Office, listed: ErasureList, name: str) -> bool:
    return give_visa(listed=listed, reference="", actor=office.actor(name), at=office.at)


@pytest.mark.asvs("14.2.4")
def test_what_is_due_is_listed_once_and_erased_after_two_visas(office, case):
    assert list_due(at=office.at + LATER - timedelta(days=366)) is None
    listed = list_due(at=office.at + LATER)
    assert list_due(at=office.at + LATER) is None
    assert not visa(office, listed, "head")
    assert carry_out(at=office.at + LATER) == 0
    assert visa(office, listed, "counter")
    assert carry_out(at=office.at + LATER) == 1
    assert ErasureList.objects.get().state == "done"


@pytest.mark.asvs("2.3.1")
def test_one_person_gives_one_visa(office, case):
    listed = list_due(at=office.at + LATER)
    visa(office, listed, "head")
    with pytest.raises(VisaGiven):
        visa(office, listed, "head")


def test_a_hold_placed_after_the_visas_still_keeps_the_file(office, case):
    listed = list_due(at=office.at + LATER)
    visa(office, listed, "head")
    visa(office, listed, "counter")
    hold = place_hold(number=case.number, reason="نزاع", actor=SYSTEM, at=office.at)
    assert carry_out(at=office.at + LATER) == 0
    assert list_due(at=office.at + LATER) is None
    lift_hold(hold=hold, actor=SYSTEM, at=office.at)
    assert list_due(at=office.at + LATER) is not None


def test_a_request_is_refused_for_open_held_and_listed_files(office, case):
    ask = {"reason": "طلب رقم 9/2026", "actor": office.actor("head"), "at": office.at}
    with pytest.raises(NoSuchFile):
        list_request(number="999/2026", **ask)
    with pytest.raises(FileOpen):
        list_request(number=office.deposit().number, **ask)
    hold = place_hold(number=case.number, reason="نزاع", actor=SYSTEM, at=office.at)
    with pytest.raises(FileHeld):
        list_request(number=case.number, **ask)
    lift_hold(hold=hold, actor=SYSTEM, at=office.at)
    list_request(number=case.number, **ask)
    with pytest.raises(FileListed):
        list_request(number=case.number, **ask)


def test_a_line_of_the_memory_that_was_cut_off_says_nothing(office, case):
    whole = Erased(case.pk, office.at.replace(microsecond=0))
    assert erased_of([whole.text(), whole.text()[:30], "\n"]) == [whole]


def test_two_administrators_let_a_file_go_on_the_desk_and_its_page_still_opens(office, case):
    first, second = administrator(office, "head"), administrator(office, "secretary")
    first.post("/desk/administration/erasure/new", {"number": case.number, "reason": "طلب رقم 9/2026"})
    listed = ErasureList.objects.get()
    page = f"/desk/administration/erasure/{listed.pk}"
    for desk in (first, second):
        assert case.number in desk.get(page).content.decode()
        assert desk.post(f"{page}/visa", {"reference": ""}).status_code == 302
    carry_out(at=timezone.now())
    assert first.get(page).status_code == 200
    assert first.get("/desk/administration/erasure").status_code == 200
    assert "ملف مُحي محتواه" in second.get(reverse("desk_case", args=[case.pk])).content.decode()


@pytest.mark.asvs("16.2.1")
def test_a_person_reads_what_is_kept_and_who_read_the_identity_number(office, case):
    reveal_identity(person=case.applicant, actor=office.actor("agent"), at=office.at, reason="تحقق")
    page = opened(case).get(f"/file/{case.pk}/kept").content.decode()
    assert "أمينة بناني" in page
    assert "<bdi>agent</bdi>" in page
    assert "amina@example.ma" in page


def opened(case: Case) -> Client:
    client = Client(headers={"host": "miyah.localhost"})
    client.post("/track", {"number": case.number, "code": access_code_of(case)})
    return client


def administrator(office: Office, name: str) -> Client:
    grant_role(
        staff=office.staff[name],
        role="administrator",
        unit=None,
        actor=SYSTEM,
        starts=office.at,
        at=office.at,
    )
    client = Client(headers={"host": "miyah.localhost"})
    Staff.objects.filter(pk=office.staff[name].pk).update(is_demo=True)
    client.force_login(Staff.objects.get(pk=office.staff[name].pk))
    return client


def looked_at(office, case, name: str):
    Staff.objects.filter(pk=office.staff[name].pk).update(is_demo=True)
    desk = Client(headers={"host": "miyah.localhost"})
    desk.force_login(Staff.objects.get(pk=office.staff[name].pk))
    return desk.get(reverse("desk_case", args=[case.pk]))


def test_a_person_reads_who_opened_their_file_and_on_which_day(office, case):
    visitor = Client(headers={"host": "miyah.localhost"})
    visitor.post("/track", {"number": case.number, "code": access_code_of(case)})
    kept = reverse("kept", args=[case.pk])
    assert "لم يفتحه أحد" in visitor.get(kept).content.decode()
    assert [looked_at(office, case, "counter").status_code for _ in range(2)] == [200, 200]
    assert looked_at(office, case, "stranger").status_code == 404
    look = FileLook.objects.get()
    assert (look.staff, look.times) == (office.staff["counter"], 2)
    assert look.staff.named_in("ar") in visitor.get(kept).content.decode()


def test_who_opened_it_goes_with_the_file(office, case):
    looked_at(office, case, "counter")
    listed = list_due(at=office.at + LATER)
    visa(office, listed, "head")
    visa(office, listed, "counter")
    carry_out(at=office.at + LATER)
    assert not FileLook.objects.exists()
