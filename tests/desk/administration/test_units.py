"""Units and positions, as their administrator sees and changes them."""

from shubbak.journal.models import Leaf
from shubbak.people.models import Position, Unit

NEW = {
    "code": "repairs",
    "kind": "office",
    "parent": "water_network",
    "name_ar": "مكتب الإصلاح",
    "name_fr": "Réparations",
}
UNIT = "/desk/administration/units/water_network"


def test_a_unit_is_opened_under_another_with_its_telephone_and_hours(administrator):
    posted = {**NEW, "phones": "05 23 34 00 99", "place_ar": "المستودع", "day_0": "08:30-12:00 14:00-18:00"}
    assert administrator.post("/desk/administration/units/new", posted).status_code == 302
    unit = Unit.objects.get(code="repairs")
    assert (unit.parent.code, unit.phones[0]["number"]) == ("water_network", "+212523340099")
    assert unit.hours[:2] == [[["08:30", "12:00"], ["14:00", "18:00"]], []]
    assert Leaf.objects.filter(what="unit.opened", about="unit/repairs").exists()
    assert "مكتب الإصلاح" in administrator.get("/desk/administration/units").content.decode()


def test_a_short_name_is_given_once(administrator):
    page = administrator.post("/desk/administration/units/new", {**NEW, "code": "customers"})
    assert "مصلحة أخرى تحمل هذا الاسم." in page.content.decode()


def test_what_is_no_telephone_or_no_hour_is_said_at_its_field(administrator):
    page = administrator.post(f"{UNIT}/describe", {"name_ar": "ماء", "phones": "abc", "day_0": "18-8"})
    assert set(page.context["form"].errors) == {"phones", "day_0"}


def test_a_unit_cannot_stand_under_its_own(administrator, office):
    administrator.post("/desk/administration/units/new", NEW)
    page = administrator.post(f"{UNIT}/move", {"parent": "repairs"})
    assert page.status_code == 409
    assert "لا تكون المصلحة تابعة لنفسها" in page.content.decode()
    assert administrator.post(f"{UNIT}/move", {"parent": "customers"}).status_code == 302
    assert Unit.objects.get(code="water_network").parent.code == "customers"


def test_a_second_head_is_refused_in_words(administrator):
    posted = {"code": "second-head", "title_ar": "رئيس", "is_head": "on"}
    page = administrator.post(f"{UNIT}/position", posted)
    assert "للمصلحة منصب رئيس من قبل." in page.content.decode()
    assert administrator.post(f"{UNIT}/position", {**posted, "is_head": ""}).status_code == 302
    assert Position.objects.get(code="second-head").unit.code == "water_network"
    assert "رئيس" in administrator.get(UNIT).content.decode()


def test_there_is_no_page_of_a_unit_that_is_not_there(administrator):
    assert administrator.get("/desk/administration/units/none").status_code == 404
    assert administrator.get(f"{UNIT}/none").status_code == 404
