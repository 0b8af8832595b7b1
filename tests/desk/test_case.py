"""The page of a file, and what may be done from it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from shubbak.cases.actions import advance, answer_observation, send_to_unit
from shubbak.cases.models import Case, Note
from shubbak.cases.rules import PersonFacts, StepFacts
from shubbak.journal.models import Leaf
from tests.cases.office import APPLICANT, employ

GONE = "/desk/cases/00000000-0000-0000-0000-000000000000"


def address(case, *more):
    return "/".join(["/desk/cases", str(case.pk), *more])


@pytest.fixture
def referred(office, at):
    """A file in the hands of the water network."""
    facts = StepFacts(unit="water_network")
    return advance(case=office.deposit(), step="refer", actor=office.actor("counter"), at=at, facts=facts)


@pytest.fixture
def taken(office, at, referred):
    return advance(case=referred, step="take", actor=office.actor("agent"), at=at)


def test_the_page_names_number_person_and_delays(office, sign_in):
    case = office.deposit()
    page = sign_in("counter").get(address(case)).content.decode()
    for words in (
        case.number,
        "أمينة بناني",
        "06 61 00 00 41",
        "التدخل الميداني",
        "إحالة على المصلحة المعنية",
    ):
        assert words in page


@pytest.mark.asvs("8.2.2")
def test_a_foreign_file_and_an_absent_one_give_the_same_answer(office, sign_in):
    client = sign_in("stranger")
    foreign, absent = client.get(address(office.deposit())), client.get(GONE)
    assert foreign.status_code == absent.status_code == 404
    mine, nobodys = str(Case.objects.get().pk).encode(), GONE.rpartition("/")[2].encode()
    assert foreign.content == absent.content.replace(nobodys, mine)


@pytest.mark.asvs("8.2.2")
def test_a_foreign_file_cannot_be_acted_on(office, sign_in):
    case = office.deposit()
    assert sign_in("stranger").post(address(case, "steps", "refer"), {"unit": "customers"}).status_code == 404


def test_a_step_moves_the_file(office, sign_in):
    case = office.deposit()
    answer = sign_in("counter").post(
        address(case, "steps", "refer"), {"unit": "water_network", "seen": case.state}
    )
    assert answer.status_code == 302
    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.state, fresh.unit.code) == ("referred", "water_network")


def test_a_step_without_its_unit_says_so_at_the_field(office, sign_in):
    case = office.deposit()
    answer = sign_in("counter").post(address(case, "steps", "refer"), {"seen": case.state})
    assert answer.context["form"].errors["unit"]
    assert Case.objects.get(pk=case.pk).state == "deposited"


def test_of_two_colleagues_the_second_is_told_that_the_file_has_moved(sign_in, taken):
    answer = sign_in("agent").post(
        address(taken, "steps", "resolve"), {"seen": "referred", "result": "founded", "answer": "أُصلح العطب"}
    )
    assert answer.status_code == 409
    assert "أُصلح العطب" in answer.content.decode()
    assert Case.objects.get(pk=taken.pk).state == "in_progress"


def test_a_step_of_another_role_stands_closed_with_its_owner(sign_in, office, taken):
    page = sign_in("agent").get(address(taken)).context["page"]
    assert {step.name: bool(step.closed) for step in page.steps} == {
        "ask": False,
        "resolve": False,
        "assign": True,
        "escalate": True,
        "join": True,
    }


def test_close_stands_closed_until_the_person_was_told(office, sign_in, at, taken):
    resolved = StepFacts(result="founded", answer="أُصلح العطب")
    case = advance(case=taken, step="resolve", actor=office.actor("agent"), at=at, facts=resolved)
    case = advance(case=case, step="answer", actor=office.actor("counter"), at=at)
    client = sign_in("counter")
    (close,) = [s for s in client.get(address(case)).context["page"].steps if s.name == "close"]
    assert close.closed
    told = {"channel": "phone", "reached": "yes", "words": "أخبرناها بالإصلاح"}
    assert client.post(address(case, "acts", "tell"), told).status_code == 302
    assert client.post(address(case, "steps", "close"), {"seen": case.state}).status_code == 302
    assert Case.objects.get(pk=case.pk).state == "closed"


def test_a_refusal_of_the_domain_stands_beside_the_form(sign_in, taken):
    told = {"channel": "phone", "reached": "yes", "words": "كلام"}
    answer = sign_in("agent").post(address(taken, "acts", "tell"), told)
    assert answer.status_code == 409
    assert "كلام" in answer.content.decode()


def test_what_is_missing_is_asked_item_by_item(sign_in, taken):
    asked = {"ask-photo": "on", "why-photo": "الصورة غير واضحة", "other-1": "رقم العداد"}
    assert sign_in("agent").post(address(taken, "steps", "ask"), asked).status_code == 302
    items = Case.objects.get(pk=taken.pk).observations.get().items.all()
    assert [item.words or item.title["ar"] for item in items] == ["الصورة غير واضحة", "رقم العداد"]


def asked_panel(client, case):
    (asked,) = client.get(address(case)).context["page"].asked
    return asked


def test_a_file_that_went_on_without_the_paper_says_so(office, sign_in, at, taken):
    client = sign_in("agent")
    client.post(address(taken, "steps", "ask"), {"ask-photo": "on"})
    waiting = Case.objects.get(pk=taken.pk)
    assert asked_panel(client, waiting).ended_at is None
    facts = StepFacts(reason="وجدت الفرقة المكان")
    case = advance(case=waiting, step="resume", actor=office.actor("agent"), at=at, facts=facts)
    asked = asked_panel(client, case)
    assert asked.ended_at
    assert not asked.answered
    assert "دون جوابه" in client.get(address(case)).content.decode()


def test_a_file_whose_person_answered_says_that(office, sign_in, at, taken):
    client = sign_in("agent")
    client.post(address(taken, "steps", "ask"), {"ask-photo": "on"})
    case = Case.objects.get(pk=taken.pk)
    answer_observation(case=case, actor=APPLICANT, at=at, words="لا صورة لدي")
    assert asked_panel(client, case).answered


@pytest.mark.parametrize(("seen_by", "public"), [("person", True), ("staff", False)])
def test_a_paper_says_who_sees_it(sign_in, taken, seen_by, public):
    drawn = BytesIO()
    Image.new("RGB", (8, 8), "white").save(drawn, "JPEG")
    file = SimpleUploadedFile("محضر.jpg", drawn.getvalue(), "image/jpeg")
    posted = {"requirement": "other", "title": "محضر", "file": file, "seen_by": seen_by}
    assert sign_in("agent").post(address(taken, "acts", "paper"), posted).status_code == 302
    assert Case.objects.get(pk=taken.pk).papers.get().public is public


def test_a_paper_is_not_taken_before_that_is_said(sign_in, taken):
    answer = sign_in("agent").post(address(taken, "acts", "paper"), {"requirement": "other"})
    assert answer.context["form"].errors["seen_by"]


def test_nothing_asked_is_refused(sign_in, taken):
    assert sign_in("agent").post(address(taken, "steps", "ask"), {}).status_code == 409


def test_asking_again_is_refused_to_everybody_but_the_head(office, sign_in, at, taken):
    client = sign_in("agent")
    client.post(address(taken, "steps", "ask"), {"ask-photo": "on"})
    case = Case.objects.get(pk=taken.pk)
    answer_observation(case=case, actor=APPLICANT, at=at, words="لا صورة لدي")
    again = {"ask-photo": "on", "reason": "الصورة ضاعت"}
    assert client.post(address(taken, "steps", "ask"), again).status_code == 409
    assert sign_in("head").post(address(taken, "steps", "ask"), again).status_code == 302


def test_a_note_is_kept(sign_in, taken):
    sign_in("agent").post(address(taken, "acts", "note"), {"words": "اتصلت بالفرقة"})
    assert Note.objects.get().words == "اتصلت بالفرقة"


def test_whoever_sends_a_file_away_comes_back_to_the_queue(sign_in, taken):
    answer = sign_in("head").post(
        address(taken, "acts", "send"), {"unit": "electricity_network", "reason": "خطأ"}
    )
    assert answer["Location"] == "/desk/"


@pytest.mark.asvs("8.2.1")
def test_an_auditor_reads_and_does_not_write(office, sign_in, at, taken):
    employ(office, "auditor", "general_secretariat", "auditor", at, whole=True)
    client = sign_in("auditor")
    assert client.get(address(taken)).status_code == 200
    for act in ("note", "take", "tell"):
        assert client.post(address(taken, "acts", act), {"words": "x"}).status_code == 403
    assert client.get("/desk/deposits/new").status_code == 403


@pytest.mark.asvs("8.2.3")
@pytest.mark.asvs("14.2.4")
def test_the_identity_number_is_shown_once_against_a_reason(office, sign_in):
    person = PersonFacts(name="علي", identity_kind="national_card", identity_number="G123481")
    case = office.deposit(on_behalf_of=person)
    client = sign_in("counter")
    assert "G123481" not in client.get(address(case)).content.decode()
    assert "G123481" not in client.post(address(case, "identity"), {"reason": " "}).content.decode()
    assert not Leaf.objects.filter(what="person.identity_revealed").exists()
    assert "G123481" in client.post(address(case, "identity"), {"reason": "تسليم الرخصة"}).content.decode()
    assert Leaf.objects.filter(what="person.identity_revealed").count() == 1


def test_a_letter_of_a_file_is_read_only_by_those_who_see_the_file(office, sign_in):
    case = office.deposit()
    letter = case.letters.get(name="acknowledgement")
    here = reverse("desk_letter", args=[case.pk, letter.pk], urlconf="shubbak.config.urls")
    assert case.number in sign_in("counter").get(here).content.decode()
    assert sign_in("stranger").get(here).status_code == 404


def test_an_arabic_letter_runs_from_the_right_on_a_french_page(office, sign_in):
    case = office.deposit()
    letter, client = case.letters.get(name="acknowledgement"), sign_in("counter")
    client.cookies["language"] = "fr"
    page = client.get(f"/desk/cases/{case.pk}/letters/{letter.pk}").content.decode()
    before = page[: page.index("أُودعت")]
    assert before.rindex('dir="rtl"') > before.rindex("<article")


def test_files_of_one_outage_name_each_other(office, sign_in):
    first, second = office.deposit(), office.deposit()
    assert second.number in sign_in("counter").get(address(first)).content.decode()


def test_sent_to_another_unit_leaves_the_unit(office, sign_in, at, taken):
    unit = office.units["electricity_network"]
    send_to_unit(case=taken, unit=unit, actor=office.actor("head"), at=at)
    assert sign_in("stranger").get(address(taken)).status_code == 200
