"""Screens of the halls, as an administrator sets them up."""

import pytest

from shubbak.announcements.models import Screen
from shubbak.journal.models import Leaf

SCREENS = "/desk/administration/screens"
TYPED = {
    "code": "counter",
    "title_ar": "أين وصل ملفكم؟",
    "title_fr": "Où en est votre dossier ?",
    "units": ["water_network"],
    "languages": ["ar", "fr"],
}


@pytest.fixture
def screen(administrator) -> Screen:
    assert administrator.post(f"{SCREENS}/new", TYPED).status_code == 302
    return Screen.objects.get()


def test_a_screen_is_set_up_and_its_address_shows_the_hall(administrator, screen):
    assert f"/board/counter/{screen.token}/" in administrator.get(SCREENS).content.decode()
    assert administrator.get(f"/board/counter/{screen.token}/").status_code == 200
    assert Leaf.objects.filter(what="screen.set_up").exists()


def test_what_it_shows_is_changed_and_its_address_stays(administrator, screen):
    administrator.post(f"{SCREENS}/counter/change", {**TYPED, "units": [], "languages": ["fr"]})
    changed = Screen.objects.get()
    assert (changed.units, changed.languages, changed.token) == ([], ["fr"], screen.token)


def test_another_address_and_taking_down_are_each_one_click(administrator, screen):
    administrator.post(f"{SCREENS}/counter/address")
    assert Screen.objects.get().token != screen.token
    administrator.post(f"{SCREENS}/counter/down")
    assert administrator.get(f"{SCREENS}/counter/change").status_code == 404
    assert Leaf.objects.filter(what="screen.taken_down").exists()


def test_a_second_screen_of_the_same_name_is_refused_beside_the_field(administrator, screen):
    answer = administrator.post(f"{SCREENS}/new", {**TYPED, "title_ar": "عنوان ثان"})
    page = answer.content.decode()
    assert "توجد شاشة أخرى بهذا الاسم المختصر" in page
    assert 'value="عنوان ثان"' in page


def test_a_screen_speaks_at_least_one_language(administrator):
    page = administrator.post(f"{SCREENS}/new", {**TYPED, "languages": []}).content.decode()
    assert "اختاروا لغة واحدة على الأقل" in page
    assert not Screen.objects.exists()
