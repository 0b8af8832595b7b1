"""Papers are read after the deposit, by the worker, and their file is found by what they say."""

import pytest

from shubbak.cases.actions import add_paper, correct_applicant, erase_case, keep_text, read_again, read_papers
from shubbak.cases.actions import reading as readers
from shubbak.cases.models import Case, CasePaper, PaperText
from shubbak.cases.queries import every_case_found, find, search_cases
from shubbak.cases.rules import PaperFacts
from shubbak.documents.actions import set_scan, store_bytes
from shubbak.documents.models import Document
from shubbak.documents.reading.child import Interrupted, Unreadable
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import Described
from shubbak.search.models import SearchRow
from tests.cases.office import APPLICANT
from tests.cases.test_workflow import in_progress

SAID = "شهادة ملكية\nتتعلق بالقطعة ومساحتها 412 مترا قرب سقايات الحي\nRéférence 28/1045"


@pytest.fixture(autouse=True)
def said(monkeypatch, tmp_path, settings):
    """What each document says, by its name; an exception is raised."""
    settings.SHUBBAK_FILES = tmp_path / "files"
    texts = {}

    def text_of(document):
        text = texts.get(document.name, SAID)
        if isinstance(text, BaseException):
            raise text
        return text

    monkeypatch.setattr(readers, "text_of", text_of)
    return texts


def laid(case: Case, at, name: str = "deed.pdf", format_code: str = "pdf") -> CasePaper:
    content = f"{name} {case.pk}".encode()
    document = store_bytes(content=content, name=name, format_code=format_code, at=at, direction="in")
    Document.objects.filter(pk=document.pk).update(scan="pending")
    return add_paper(case=case, paper=PaperFacts(document.pk), actor=APPLICANT, at=at)


def states() -> list[str]:
    return list(CasePaper.objects.order_by("id").values_list("reading", flat=True))


def numbers(office, words, at, name="agent"):
    return [case.number for case in search_cases(office.staff[name], words, at)]


@pytest.mark.promise("P12")
def test_a_file_is_found_by_the_words_of_its_papers_by_whoever_sees_the_file(office, at):
    case = in_progress(office)
    laid(case, at)
    assert numbers(office, "الملكية", at) == []
    assert read_papers(at=at) == 1
    for words in ("الملكية", "والقطعة 412", "سقاية", "reference 28/1045", "أمينة ملكية"):
        assert numbers(office, words, at) == [case.number], words
        assert numbers(office, words, at, "stranger") == [], words
        assert list(every_case_found(office.staff["stranger"], words, at)) == []


def test_the_hit_is_shown_with_its_paper(office, at):
    paper = laid(in_progress(office), at)
    read_papers(at=at)
    (found,) = find(office.staff["agent"], "بناني الملكية", at).files
    assert (found.paper, found.hit.word) == (paper, "ملكية")
    (found,) = find(office.staff["agent"], "سقاي", at).files
    assert found.hit.before.endswith("412 مترا قرب ")
    assert found.hit.after == " الحي Référence 28/1045"
    assert find(office.staff["agent"], "بناني", at).files[0].paper is None


def test_what_cannot_be_read_is_noted_once_and_the_others_are_read(office, at, said):
    case = in_progress(office)
    said |= {"bad.pdf": Unreadable("damaged"), "scan.pdf": ""}
    for name, code in (("bad.pdf", "pdf"), ("photo.jpg", "jpeg"), ("scan.pdf", "pdf"), ("deed.pdf", "pdf")):
        laid(case, at, name, code)
    assert read_papers(at=at) == 2
    assert states() == ["unreadable", "no_reader", "empty", "read"]
    assert read_papers(at=at) == 0


def test_once_there_is_a_reader_papers_without_one_have_their_turn(office, at, said, monkeypatch):
    laid(in_progress(office), at, "photo.jpg", "jpeg")
    read_papers(at=at)
    assert (read_again(), states()) == (0, ["no_reader"])
    monkeypatch.setattr("shubbak.cases.actions.reading.types_read_whole", lambda: frozenset({"image/jpeg"}))
    assert (read_again(), states()) == (1, ["waiting"])


def test_a_paper_that_takes_its_worker_along_is_tried_twice(office, at, said):
    laid(in_progress(office), at)
    said["deed.pdf"] = SystemExit()
    for state in ("again", "unreadable"):
        with pytest.raises(SystemExit):
            read_papers(at=at)
        assert states() == [state]
    assert read_papers(at=at) == 0


def test_a_paper_that_was_not_read_in_time_is_tried_twice(office, at, said):
    laid(in_progress(office), at)
    said["deed.pdf"] = Interrupted()
    for state in ("again", "unreadable", "unreadable"):
        assert (read_papers(at=at), states()) == (0, [state])


def test_a_turn_stops_in_time_and_the_next_goes_on(office, at, monkeypatch):
    case = in_progress(office)
    for rank in range(3):
        laid(case, at, f"{rank}.pdf")
    ticks = iter((0, 1, 2, 30, 30, 30))
    monkeypatch.setattr(readers, "monotonic", lambda: next(ticks))
    assert read_papers(at=at) == 1
    assert states() == ["waiting", "waiting", "read"]


def test_nothing_is_read_before_the_scanner_passed_it(office, at, settings):
    settings.SHUBBAK_CLAMD = "/nowhere"
    case = in_progress(office)
    harmful, sound = laid(case, at, "a.pdf"), laid(case, at, "b.pdf")
    assert read_papers(at=at) == 0
    set_scan(document=harmful.document, scan="infected", at=at)
    set_scan(document=sound.document, scan="clean", at=at)
    assert read_papers(at=at) == 1
    assert states() == ["unreadable", "read"]


def test_what_a_later_scanner_finds_harmful_is_forgotten(office, at):
    paper = laid(in_progress(office), at)
    read_papers(at=at)
    set_scan(document=Document.objects.get(pk=paper.document_id), scan="infected", at=at)
    assert (states(), PaperText.objects.count()) == (["unreadable"], 0)
    assert numbers(office, "ملكية", at) == []


def test_a_correction_keeps_the_words_of_the_papers(office, at):
    case = in_progress(office)
    laid(case, at)
    read_papers(at=at)
    told = Described("نادية الفاسي", "+212661000042", "n@example.ma", "", "ar", "email")
    correct_applicant(case=case, told=told, reason="طلب", actor=office.actor("agent"), at=at)
    assert numbers(office, "نادية ملكية", at) == [case.number]


@pytest.mark.promise("P32")
def test_erasure_takes_the_text_away_and_a_reader_that_comes_late_brings_none_back(office, at):
    case = in_progress(office)
    paper = laid(case, at)
    read_papers(at=at)
    Case.objects.filter(pk=case.pk).update(closed_at=at)
    erase_case(case=case, actor=SYSTEM, at=at)
    keep_text(paper=paper, text=SAID)
    assert not PaperText.objects.exists()
    assert not SearchRow.objects.filter(ref=case.pk).exists(), "neither the short row nor the long one"


def test_a_file_keeps_so_much_and_no_more(office, at, said, monkeypatch):
    monkeypatch.setattr(readers, "MOST_OF_A_FILE", 10)
    monkeypatch.setattr("shubbak.search.actions._MOST_LEXEMES", 120)
    case = in_progress(office)
    laid(case, at, "a.pdf")
    laid(case, at, "b.pdf")
    read_papers(at=at)
    assert [kept.text for kept in PaperText.objects.all()] == [SAID[:10]]
    assert numbers(office, "أمينة", at) == [case.number]
