"""Lists kept under a name, beside the tabs of the queue."""

import pytest

from shubbak.cases.models import SavedFilter
from tests.desk.test_queue import numbers

ASKED = "/desk/lists/new?tab=all&channel=phone"


@pytest.fixture
def kept(sign_in):
    sign_in("agent").post(ASKED, {"name": "هاتفية", "shared_with": "water_network"})
    return SavedFilter.objects.get()


def beside_the_tabs(answer):
    return [(line.words, line.count, line.current) for line in answer.context["page"].kept]


def test_a_narrowed_queue_offers_to_keep_it(sign_in):
    client = sign_in("agent")
    assert ASKED.replace("&", "&amp;") in client.get("/desk/?tab=all&channel=phone").content.decode()
    assert "/desk/lists/new" not in client.get("/desk/?tab=all").content.decode()


def test_a_kept_list_stands_beside_the_tabs_with_its_count(office, sign_in, kept):
    by_phone = office.deposit(channel="phone", answers={"problem": "no_water"})
    office.deposit()
    client = sign_in("counter")
    client.post(ASKED, {"name": "بالهاتف", "shared_with": ""})
    answer = client.get("/desk/")
    assert beside_the_tabs(answer) == [("بالهاتف", "1", False)]
    opened = client.get(answer.context["page"].kept[0].url)
    assert numbers(opened) == [by_phone.number]
    assert beside_the_tabs(opened) == [("بالهاتف", "1", True)]
    assert not any(tab.current for tab in opened.context["page"].tabs)


def test_colleagues_of_the_unit_find_a_shared_list_but_do_not_change_it(sign_in, kept):
    colleague = sign_in("colleague")
    assert beside_the_tabs(colleague.get("/desk/")) == [("هاتفية", "0", False)]
    assert colleague.get("/desk/?tab=all&channel=phone").context["page"].change_url == ""
    for page in (f"/desk/lists/{kept.pk}", f"/desk/lists/{kept.pk}/drop"):
        assert colleague.post(page, {"name": "x"}).status_code == 404
    assert beside_the_tabs(sign_in("stranger").get("/desk/")) == []


def test_a_list_is_renamed_and_dropped(sign_in, kept):
    client = sign_in("agent")
    client.post(f"/desk/lists/{kept.pk}", {"name": "مكالمات", "shared_with": ""})
    assert beside_the_tabs(client.get("/desk/")) == [("مكالمات", "0", False)]
    client.post(f"/desk/lists/{kept.pk}/drop")
    assert beside_the_tabs(client.get("/desk/")) == []


@pytest.mark.parametrize(
    ("typed", "status"), [({"name": ""}, 200), ({"name": "ل", "shared_with": "electricity_network"}, 200)]
)
def test_what_is_no_list_is_not_kept(sign_in, typed, status):
    assert sign_in("agent").post(ASKED, typed).status_code == status
    assert not SavedFilter.objects.exists()


def test_the_same_name_twice_is_refused_in_words(sign_in, kept):
    answer = sign_in("agent").post(ASKED, {"name": "هاتفية", "shared_with": ""})
    assert answer.status_code == 409
    assert "لكم لائحة بهذا الاسم" in answer.content.decode()


def test_a_list_of_an_unknown_tab_is_not_found(sign_in):
    assert sign_in("agent").get("/desk/lists/new?tab=x").status_code == 404
