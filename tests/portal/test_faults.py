"""A general fault, as everybody reads of it on the home page, and those concerned on their files."""

from shubbak.cases.actions import advance_incident, say_of_incident
from shubbak.cases.models import Case
from shubbak.cases.queries import access_code_of
from shubbak.foundation.text import isolate
from tests.cases.test_incidents import RESULT, WORDS, incident, lead, members

__all__ = ["incident", "lead", "members"]


def home(visitor):
    return visitor.get("/").content.decode()


def test_the_home_page_says_what_is_known_and_how_to_report_it_too(visitor, incident, members):
    page = home(visitor)
    assert WORDS in page
    assert "تتعلق به 3 ملفات." in page
    assert "أنتم متضررون أيضا؟ أخبرونا" in page


def test_arabic_words_stand_apart_in_a_french_page(visitor, incident):
    visitor.get("/language/fr")
    assert f"{isolate(WORDS)}\n1 dossier le concerne." in home(visitor)


def test_the_last_words_take_the_place_of_the_first(office, visitor, incident):
    say_of_incident(incident=incident, words="يعود الماء ليلا.", actor=office.actor("agent"), at=office.at)
    page = home(visitor)
    assert "يعود الماء ليلا." in page
    assert WORDS not in page


def test_once_it_is_mended_the_home_page_is_silent(office, visitor, lead, incident, members):
    fresh = Case.objects.get(pk=lead.pk)
    advance_incident(case=fresh, step="resolve", actor=office.actor("agent"), at=office.at, facts=RESULT)
    assert WORDS not in home(visitor)


def test_the_file_of_a_member_says_it_and_names_no_other_file(visitor, lead, incident, members):
    member = members[0]
    visitor.post("/track", {"number": member.number, "code": access_code_of(member)})
    page = visitor.get(f"/file/{member.pk}/").content.decode()
    assert "سبب هذا المشكل معروف لدينا." in page
    assert WORDS in page
    assert lead.number not in page
