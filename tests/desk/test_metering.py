"""Readings at the desk: decided one after the other; campaigns; files of meter readers out and in."""

import io
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shubbak.desk.metering.lines import JUDGED
from shubbak.documents.actions import store_upload
from shubbak.documents.rules import FilePolicy
from shubbak.foundation.tables.sheets_read import NotATable, rows_of
from shubbak.people.models import Staff
from shubbak.utility.metering.actions import open_campaign
from shubbak.utility.metering.models import Campaign, PhotoCheck, Practice, Reading, RouteFile
from shubbak.utility.metering.queries import suspension_now
from shubbak.utility.metering.validation.shapes import Source, Thresholds
from shubbak.utility.subscriptions.rules import contract_number
from tests.documents.hostile import picture as a_picture
from tests.utility.metering.round_of_test import LAST, meter_of, only, read, read_contract
from tests.utility.subscriptions.village import CLERK, contract

FIFTH = date(2026, 11, 5)
PERIOD = "2026-11"


@pytest.fixture
def billing(office, agency):
    """A body that bills by meters."""
    agency.tariffs = ["ma-water-household"]
    agency.save(update_fields=["tariffs"])
    return office


@pytest.fixture
def as_staff(billing, sign_in):
    return sign_in


@pytest.fixture
def campaign(billing, at) -> Campaign:
    days = {"opens": date(2026, 11, 1), "closes": date(2026, 11, 25)}
    return open_campaign(period=PERIOD, sector="T01", by="field", actor=CLERK, at=at, **days)


def strange(at, code: str = "W-0001") -> Reading:
    return only(read(read_contract(at, code), LAST + 90_000, FIFTH, at))


def words(answer) -> str:
    return answer.content.decode()


def test_what_waits_stands_in_words_and_one_decision_leads_to_the_next(as_staff, at):
    first, second = strange(at), strange(at, "W-0002")
    agent = as_staff("agent")
    assert "مرتفع جدا" in words(agent.get("/desk/metering/"))
    answer = agent.post(f"/desk/metering/readings/{first.pk}")
    assert answer.url == f"/desk/metering/readings/{second.pk}"
    first.refresh_from_db()
    assert (first.state, first.decided_by.name) == ("accepted", "agent")


def test_a_reading_is_put_right_with_a_reason(as_staff, at):
    held, agent = strange(at), as_staff("agent")
    page = f"/desk/metering/readings/{held.pk}/correct"
    assert "بيّنوا السبب" in words(agent.post(page, {"index": "1354", "reason": ""}))
    agent.post(page, {"index": "١٣٥٤", "reason": "صفر زائد"})
    assert Reading.objects.get(state="accepted", period=PERIOD).index == 1_354_000


def test_a_reading_is_rejected_once(as_staff, at):
    held, agent = strange(at), as_staff("agent")
    page = f"/desk/metering/readings/{held.pk}/reject"
    assert agent.post(page, {"reason": "صورة أخرى"}).status_code == 302
    assert "سبق لزميل" in words(agent.post(page, {"reason": "صورة أخرى"}))


def test_readings_are_for_those_who_read(as_staff, at):
    held = strange(at)
    assert as_staff("counter").get("/desk/metering/").status_code == 404
    assert as_staff("agent").get(f"/desk/metering/readings/{held.pk}/photograph").status_code == 404


def test_a_body_that_bills_nothing_has_no_readings(sign_in):
    assert sign_in("agent").get("/desk/metering/").status_code == 404


def test_a_place_of_another_unit_is_not_there(office, as_staff, at):
    held = strange(at)
    held.contract.point.unit = office.units["electricity_network"]
    held.contract.point.save(update_fields=["unit"])
    assert as_staff("agent").get(f"/desk/metering/readings/{held.pk}").status_code == 404
    assert as_staff("stranger").get(f"/desk/metering/readings/{held.pk}").status_code == 200


def test_days_are_set_and_the_head_suspends_reading_on_the_spot(as_staff):
    told = {"period": PERIOD, "sector": "", "opens": "2026-11-15", "closes": "2026-11-25", "by": "self"}
    as_staff("agent").post("/desk/metering/campaigns/new", told)
    assert Campaign.objects.get().by == "self"
    assert as_staff("agent").post("/desk/metering/campaigns/suspend").status_code == 404
    as_staff("head").post("/desk/metering/campaigns/suspend")
    assert suspension_now()
    as_staff("head").post("/desk/metering/campaigns/suspend")
    assert not suspension_now()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_round_goes_out_and_its_columns_are_read_when_it_comes_back(as_staff, campaign, at, form):
    contract = read_contract(at)
    answer = as_staff("agent").get(f"/desk/metering/campaigns/{campaign.pk}/route?format={form}")
    heading, row = list(rows_of(f"route.{form}", b"".join(answer.streaming_content)))
    told = dict(zip(heading, row, strict=False))
    assert (told["contract"], told["meter"]) == (contract.number, meter_of(contract).serial)
    assert (told["last_on"], told["last_index"]) == ("2026-10-05", "1345")


def sends(client: Client, campaign: Campaign, text: str | bytes, name: str = "route.csv"):
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, content)
    return client.post(f"/desk/metering/campaigns/{campaign.pk}/take", {"file": file}, follow=True)


def test_every_faulty_line_is_said_and_the_others_are_taken(as_staff, campaign, at):
    contract, agent = read_contract(at), as_staff("agent")
    serial = meter_of(contract).serial
    lines = [
        "contract;meter;index;read_on",
        f"{contract.number};{serial};1360;05/11/2026",
        f"{contract_number(9_876_543)};{serial};1360;2026-11-05",
        f"{contract.number};{serial};many;2026-11-05",
        f"{contract.number};{serial};;",
    ]
    page = words(sends(agent, campaign, "\r\n".join(lines)))
    assert "أسطر أُدخلت: 1. أسطر بها أخطاء: 2." in page
    assert [(fault["line"], fault["field"]) for fault in RouteFile.objects.get().faults] == [
        (3, ""),
        (4, "index"),
    ]
    assert Reading.objects.get(period=PERIOD).state == "accepted"
    assert "سبق إدخال هذا الملف" in words(sends(agent, campaign, "\r\n".join(lines)))


def test_what_is_no_table_or_lacks_columns_is_refused_with_the_reason(as_staff, campaign):
    agent = as_staff("agent")
    assert "أعمدة ناقصة: index, read_on" in words(sends(agent, campaign, "contract,meter\n1,2\n"))
    assert "ليس CSV" in words(sends(agent, campaign, b"PK\x03\x04broken", "route.xlsx"))
    assert "ليس CSV" in words(sends(agent, campaign, b"\xff\xfe\x00"))


def test_who_is_not_read_is_estimated_from_the_page_of_the_campaign(as_staff, campaign, at):
    read_contract(at)
    page = f"/desk/metering/campaigns/{campaign.pk}/estimate"
    answer = as_staff("agent").post(page, {"on": "2026-11-17"}, follow=True)
    assert "قُدّرت: 1" in words(answer)


def typed_lines(**changes):
    """What the form of lines has of itself, with other words in some boxes."""
    lines = {name: getattr(Thresholds(), name) for name in JUDGED}
    means = {"most_in_a_row": "2", "setting_class_mean": "", "setting_load_percent": ""}
    return lines | means | {"setting_mean": "twelve_months", "starts": "2026-11-01"} | changes


def test_a_contract_without_a_past_is_estimated_by_the_mean_that_the_head_has_set(as_staff, campaign, at):
    new = contract(at, "W-0009")
    estimate = f"/desk/metering/campaigns/{campaign.pk}/estimate"
    as_staff("agent").post(estimate, {"on": "2026-11-17"})
    assert not new.readings.filter(period=PERIOD).exists()
    as_staff("head").post("/desk/metering/lines/water", typed_lines(setting_class_mean="400"))
    as_staff("agent").post(estimate, {"on": "2026-11-17"})
    assert new.readings.get(period=PERIOD).way == "E4"


def test_lines_are_for_heads_and_a_wrong_number_stays_in_its_box(as_staff):
    page = "/desk/metering/lines/water"
    assert as_staff("agent").get(page).status_code == 404
    head = as_staff("head")
    answer = words(head.post(page, typed_lines(setting_high_percent="كثير")))
    assert "كثير" in answer
    assert head.get("/desk/metering/lines/wood").status_code == 404
    assert not Practice.objects.exists()


def test_lines_stand_in_words_with_what_is_set_today(as_staff):
    as_staff("head").post("/desk/metering/lines/water", typed_lines(setting_high_percent="250"))
    page = words(as_staff("agent").get("/desk/metering/lines"))
    assert "استهلاك مرتفع ابتداء من هذه النسبة المئوية" in page
    assert "250" in page


def test_a_workbook_with_an_entity_or_a_bomb_is_no_table():
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = '<c t="inlineStr"><is><t>&e;</t></is></c>'
    rows = f'<worksheet xmlns="{main}"><sheetData><row>{text}</row></sheetData></worksheet>'
    sheet = f'<!DOCTYPE a [<!ENTITY e "x">]>{rows}'
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    assert list(rows_of("a.xlsx", made.getvalue())) == [[""]]
    with pytest.raises(NotATable):
        list(rows_of("a.xlsx", b"PK\x05\x06" + bytes(18)))


def photographed(at, index: int = LAST + 15_000, code: str = "W-0001") -> Reading:
    picture = store_upload(stream=BytesIO(a_picture("PNG")), name="m.png", allowed=FilePolicy(), at=at)
    return only(read(read_contract(at, code), index, FIFTH, at, Source.SELF, photo=picture.pk))


PHOTOGRAPHS = "/desk/metering/photographs"


def test_a_photograph_is_read_without_knowing_what_was_sent(as_staff, at):
    held, agent = photographed(at), as_staff("agent")
    page = words(agent.get(PHOTOGRAPHS))
    assert (f"/desk/metering/readings/{held.pk}/photograph" in page, "1360" in page) == (True, False)
    assert "اكتبوا الأرقام" in words(agent.post(f"{PHOTOGRAPHS}/{held.pk}", {"shows": ""}))
    after = words(agent.post(f"{PHOTOGRAPHS}/{held.pk}", {"shows": "١٣٦٠"}, follow=True))
    assert ("الصورة تُظهر المؤشر المرسل نفسه" in after, "لا توجد صورة" in after) == (True, True)


def test_another_index_waits_for_a_decision_and_the_next_photograph_opens(as_staff, at):
    held, other, agent = photographed(at), photographed(at, code="W-0002"), as_staff("agent")
    after = words(agent.post(f"{PHOTOGRAPHS}/{held.pk}", {"shows": "1390"}, follow=True))
    assert f"/desk/metering/photographs/{other.pk}" in after
    assert "الصورة" in words(agent.get(f"/desk/metering/readings/{held.pk}"))
    assert Reading.objects.get(pk=held.pk).state == "review"
    assert "سبق لزميل" in words(agent.post(f"{PHOTOGRAPHS}/{held.pk}", {"shows": "1390"}, follow=True))


def test_a_photograph_that_cannot_be_read_is_said_so(as_staff, at):
    held = photographed(at)
    as_staff("agent").post(f"{PHOTOGRAPHS}/{held.pk}", {"unreadable": "true"})
    assert PhotoCheck.objects.get().shows is None


def test_what_is_billed_is_said_in_the_queue_and_on_the_account(as_staff, at):
    held, agent = photographed(at), as_staff("agent")
    PhotoCheck.objects.create(reading=held, shows=0, differs=True, seen_by=Staff.objects.first(), seen_at=at)
    assert "صورتها تُظهر مؤشرا آخر" in words(agent.get("/desk/metering/"))
    assert "وصورته تُظهر مؤشرا آخر" in words(agent.get(f"/desk/contracts/{held.contract.number}"))
    assert "ألغوا فاتورته" in words(agent.get(f"/desk/metering/readings/{held.pk}"))


def test_photographs_are_for_those_who_read(as_staff, at):
    held, plain = photographed(at), strange(at, "W-0003")
    assert as_staff("counter").get(PHOTOGRAPHS).status_code == 404
    assert as_staff("counter").post(f"{PHOTOGRAPHS}/{held.pk}", {"shows": "1"}).status_code == 404
    assert as_staff("agent").get(f"{PHOTOGRAPHS}/{plain.pk}").status_code == 404
