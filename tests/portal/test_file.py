"""The pages of a file: for whoever has its code or its link, and for nobody else."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from shubbak.cases.actions import advance, ask_for_papers, rotate_code
from shubbak.cases.links import link_token
from shubbak.cases.models import Case, CaseLetter
from shubbak.cases.queries import access_code_of
from shubbak.cases.rules import AskedItem, StepFacts
from shubbak.foundation.text import long_date
from shubbak.journal.rules import SYSTEM
from tests.portal.writing import deposited, html, photograph


@pytest.fixture
def case(visitor, office) -> Case:
    return deposited(visitor)


def track(visitor, number: str, code: str):
    return visitor.post("/track", {"number": number, "code": code})


def stranger(visitor):
    visitor.cookies.clear()
    return visitor


def taken(office, case: Case) -> Case:
    now = timezone.now()
    facts = StepFacts(unit="water_network")
    case = advance(case=case, step="refer", actor=office.actor("counter"), at=now, facts=facts)
    return advance(case=case, step="take", actor=office.actor("agent"), at=now)


def asked(office, case: Case, **item: str) -> Case:
    items = [AskedItem(**(item or {"requirement": "photo", "words": "صورة للعداد"}))]
    case = taken(office, case)
    ask_for_papers(case=case, items=items, actor=office.actor("agent"), at=timezone.now())
    return Case.objects.get()


def closed(office, case: Case) -> Case:
    case, now = taken(office, case), timezone.now()
    told = StepFacts(result="founded", answer="أُصلح التسرب.")
    case = advance(case=case, step="resolve", actor=office.actor("agent"), at=now, facts=told)
    case = advance(case=case, step="answer", actor=office.actor("counter"), at=now)
    case.tellings.update(reached=True, message_id=None)
    return advance(case=case, step="close", actor=office.actor("counter"), at=now)


@pytest.mark.asvs("14.2.1")
def test_number_and_code_open_the_file_in_any_digits(visitor, case):
    code = access_code_of(case).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert track(stranger(visitor), case.number, code)["Location"] == f"/file/{case.pk}/"


def test_a_wrong_code_and_an_unknown_number_get_the_same_answer(visitor, case):
    wrong = track(stranger(visitor), case.number, "1111-1111-1111-1")
    unknown = track(visitor, "999/2026", "1111-1111-1111-1")
    assert wrong.status_code == unknown.status_code == 422
    assert "لا يوجد ملف بهذا الرقم وهذا الرمز" in html(wrong)
    assert "لا يوجد ملف بهذا الرقم وهذا الرمز" in html(unknown)


def test_after_five_wrong_codes_one_must_wait(visitor, case):
    for _ in range(5):
        track(stranger(visitor), case.number, "1111-1111-1111-1")
    refused = track(visitor, case.number, access_code_of(case))
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0


def test_the_link_of_a_message_opens_the_file(visitor, case):
    letter = CaseLetter.objects.filter(case=case).first()
    assert stranger(visitor).get(f"/t/{link_token(letter.pk)}")["Location"] == f"/file/{case.pk}/"


def test_a_dead_link_says_so(visitor, office):
    assert visitor.get("/t/AAAAAAAAAAAAAAAAAAAAAA").status_code == 404


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("page", ["", "receipt", "receipt.pdf", "decision", "message", "withdraw", "opinion"])
def test_a_stranger_is_asked_for_number_and_code(visitor, case, page):
    assert stranger(visitor).get(f"/file/{case.pk}/{page}")["Location"] == "/track"


@pytest.mark.asvs("9.2.1")
def test_a_new_code_shuts_every_browser_that_had_the_old_one(visitor, case):
    rotate_code(case=case, actor=SYSTEM, at=timezone.now())
    assert visitor.get(f"/file/{case.pk}/")["Location"] == "/track"


def test_the_page_says_where_the_file_is_and_until_when(visitor, case):
    page = html(visitor.get(f"/file/{case.pk}/"))
    assert case.number in page
    assert "05 23 00 00 00" in page or "+212523000000" in page
    assert "على أبعد تقدير" in page


def test_the_receipt_is_a_pdf_to_keep(visitor, case):
    receipt = visitor.get(f"/file/{case.pk}/receipt.pdf")
    assert receipt.content.startswith(b"%PDF-")
    assert receipt["Content-Disposition"].startswith("attachment")


def test_a_letter_of_the_body_is_printed_for_its_applicant(visitor, office, case):
    case = asked(office, case)
    letter = CaseLetter.objects.get(case=case, name="observations")
    assert visitor.get(f"/file/{case.pk}/letters/{letter.pk}.pdf").content.startswith(b"%PDF-")


@pytest.mark.asvs("8.2.2")
def test_a_paper_of_another_file_is_not_found(visitor, case):
    absent = "00000000-0000-4000-8000-000000000000"
    assert visitor.get(f"/file/{case.pk}/papers/{absent}").status_code == 404


def test_what_is_asked_stands_on_top_and_is_sent_from_there(visitor, office, case):
    case = asked(office, case)
    page = html(visitor.get(f"/file/{case.pk}/"))
    assert "الملف ينتظر منكم" in page
    assert "هذا هو الطلب الوحيد" in page
    name = "file-" + page.split('name="file-')[1].split('"')[0]
    sent = visitor.post(f"/file/{case.pk}/answer", {name: photograph()})
    assert "توصلنا بما أرسلتم" in html(sent)
    assert Case.objects.get().state == "in_progress"


def test_an_answer_without_the_paper_says_what_to_do(visitor, office, case):
    case = asked(office, case)
    refused = visitor.post(f"/file/{case.pk}/answer", {"x": "y"})
    assert refused.status_code == 422
    assert "اختاروا الملف الذي تريدون إرساله." in html(refused)


def test_a_message_to_the_body_stands_on_the_page(visitor, case):
    assert visitor.post(f"/file/{case.pk}/message", {"words": "هل من جديد؟"}).status_code == 302
    assert "هل من جديد؟" in html(visitor.get(f"/file/{case.pk}/"))


def test_a_further_paper_is_laid_into_the_file(visitor, case):
    other = {"kind": "other", "title": "صورة العداد", "paper": photograph("meter.jpg")}
    assert visitor.post(f"/file/{case.pk}/paper", other).status_code == 200
    assert "meter.jpg" in html(visitor.get(f"/file/{case.pk}/"))
    assert list(case.papers.values_list("requirement", flat=True)) == [""]


def test_a_further_paper_is_named_by_what_the_service_still_lacks(visitor, case):
    page = html(visitor.get(f"/file/{case.pk}/paper"))
    assert "ما هذه الوثيقة؟" in page
    visitor.post(f"/file/{case.pk}/paper", {"kind": "photo", "paper": photograph("meter.jpg")})
    assert list(case.papers.values_list("requirement", flat=True)) == ["photo"]
    assert 'value="photo"' not in html(visitor.get(f"/file/{case.pk}/paper"))


def test_another_paper_needs_its_name(visitor, case):
    refused = visitor.post(f"/file/{case.pk}/paper", {"kind": "other", "paper": photograph("meter.jpg")})
    assert refused.status_code == 422
    assert "اكتبوا في كلمات قليلة ما هي هذه الوثيقة." in html(refused)


def test_a_withdrawal_is_asked_once_more(visitor, case):
    assert "هل تسحبون الملف" in html(visitor.get(f"/file/{case.pk}/withdraw"))
    assert Case.objects.get().closed_at is None
    visitor.post(f"/file/{case.pk}/withdraw", {"reason": ""})
    assert Case.objects.get().result == "withdrawn"


def test_the_decision_comes_with_reasons_and_ways_of_appeal(visitor, office, case):
    case = closed(office, case)
    page = html(visitor.get(f"/file/{case.pk}/decision"))
    assert "أُصلح التسرب." in page
    assert "التظلم لدى المدير العام." in page


@pytest.mark.asvs("8.2.3")
def test_before_it_is_out_nothing_of_the_result_is_shown(visitor, office, case):
    case = taken(office, case)
    told = StepFacts(result="unfounded", answer="لا يوجد تسرب.")
    advance(case=case, step="resolve", actor=office.actor("agent"), at=timezone.now(), facts=told)
    assert visitor.get(f"/file/{case.pk}/decision")["Location"] == f"/file/{case.pk}/"
    assert "لا يوجد تسرب" not in html(visitor.get(f"/file/{case.pk}/"))


def test_a_closed_file_is_rated_once(visitor, office, case):
    case = closed(office, case)
    said = {"solved": "yes", "happiness": "5", "remark": ""}
    assert "سجلنا رأيكم" in html(visitor.post(f"/file/{case.pk}/opinion", said))
    visitor.post(f"/file/{case.pk}/opinion", said)
    assert case.ratings.get().face == 5


def test_what_is_not_settled_opens_the_file_again_under_its_number(visitor, office, case):
    case = closed(office, case)
    visitor.post(f"/file/{case.pk}/reopen", {"again-reason": "عاد التسرب"})
    assert Case.objects.get().state == "reopened"
    assert case.number in html(visitor.get(f"/file/{case.pk}/"))


def test_a_late_file_says_by_how_much_and_whom_to_call(visitor, office, case):
    before = timezone.now() - timedelta(days=40)
    case.clocks.filter(code="answer").update(started_at=before, due_at=before + timedelta(days=14))
    page = html(visitor.get(f"/file/{case.pk}/"))
    assert "تأخرنا عن الأجل" in page
    assert "أُشعر رئيس المصلحة" in page


def test_what_is_asked_says_until_when_it_can_be_sent(visitor, office, case):
    case = asked(office, case)
    page = html(visitor.get(f"/file/{case.pk}/"))
    due = case.clocks.get(code="completion").due_at.astimezone(ZoneInfo("Africa/Casablanca"))
    assert "تُرسل في أجل أقصاه" in page
    assert long_date(due.date(), "ar", "ma", "latn") in page


def test_a_closed_file_can_be_opened_again_before_it_is_rated(visitor, office, case):
    case = closed(office, case)
    for path in ("", "decision"):
        assert f"/file/{case.pk}/opinion#reopen" in html(visitor.get(f"/file/{case.pk}/{path}"))
    assert 'name="again-reason"' in html(visitor.get(f"/file/{case.pk}/opinion"))


def test_an_answer_in_words_or_a_file_is_asked_as_one_of_the_two(visitor, office, case):
    case = asked(office, case, words="متى بدأ الانقطاع؟")
    page = html(visitor.get(f"/file/{case.pk}/")).split('class="asked-body"')[1].split("</form>")[0]
    assert "ملف أو توضيح: أحدهما على الأقل." in page
    assert "اختياري" not in page
