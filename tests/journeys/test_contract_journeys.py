"""A contract from its connection to its end, in browsers: quoted, paid by card, counted, cleared."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from shubbak.payments.ledger.queries import guarantee_of
from shubbak.utility.journeys.queries import opened_by
from shubbak.utility.subscriptions.models import Contract
from tests.documents.hostile import PDF
from tests.journeys import steps_any, steps_file
from tests.journeys.steps import Deposited
from tests.journeys.steps_desk import Clerk
from tests.town import Town

pytestmark = pytest.mark.browser

SMALL = {"width": 360, "height": 740}
ANSWER = "الجواب الذي يقرؤه المعني بالأمر"
QUOTED = {"أشغال الربط والعداد": "2450", "تسبيق على الاستهلاك": "300"}
TOLD = {"كيف أُخبر المعني بالأمر؟": "بالهاتف", ANSWER: "الحفر والأنابيب والعداد."}
METER = {"الرقم التسلسلي للعداد": "WM-90417", "التعريفة": "الماء الصالح للشرب، الاستعمال المنزلي"}

SHORT = {"أشغال الربط المؤقت والعداد": "800", ANSWER: "عمود وعداد مؤقت."}
POWER = {"الرقم التسلسلي للعداد": "EM-90418", "التعريفة": "الكهرباء، الإنارة المهنية"}


def test_a_connection_is_paid_by_card_and_opens_a_contract(
    person: Page, town: Town, desk: Callable[[str], Clerk], tmp_path: Path
) -> None:
    person.set_viewport_size(SMALL)
    file = steps_any.deposit_by_the_form(person, town, "miyah", "connection", tmp_path)
    head, network = desk("abonnements@miyah"), desk("chef.eau@miyah")
    head.opens(file).takes_step("التكفل بالملف")
    visited(file, head, network, pdf(tmp_path))
    head.opens(file).adds_paper("الكشف التقديري للتكلفة", pdf(tmp_path))
    head.takes_step("وضع الكشف التقديري", QUOTED)
    head.opens(file).takes_step("إخبار المعني بالأمر بالكشف التقديري", TOLD)
    steps_file.follow(person, file)
    steps_file.sees(person, "2 750,00", "تسبيق على الاستهلاك", "رقم الأداء بالصندوق")
    steps_file.pays_by_card(person)
    steps_file.follow(person, file)
    steps_file.sees_stage(person, "الأشغال وتركيب العداد")
    head.opens(file).takes_step("تكليف الفرقة بالأشغال", {"المصلحة": "مصلحة شبكة الماء"})
    network.opens(file).takes_step("تسجيل عداد وفتح عقد اشتراكه", METER)
    network.takes_step("تشغيل الخدمة وإخبار صاحب الطلب", {ANSWER: "شُغّل العداد."})
    steps_file.follow(person, file)
    steps_file.sees(person, "تم الربط وشُغل العداد")
    [number] = opened_by(steps_any.way_of(file, "miyah").case)
    steps_file.opens_the_contract(person, town, number)


def visited(file: Deposited, head: Clerk, network: Clerk, report: Path) -> None:
    """A technician of the network looks at the property and writes what they found."""
    head.takes_step("برمجة المعاينة التقنية", {"المصلحة": "مصلحة شبكة الماء", "السبب": "الخميس على العاشرة."})
    network.opens(file).adds_paper("محضر المعاينة التقنية", report).takes_step("إيداع محضر المعاينة")


@pytest.mark.usefixtures("signer")
def test_a_contract_ends_with_a_clearance(
    person: Page, town: Town, desk: Callable[[str], Clerk], tmp_path: Path
) -> None:
    person.set_viewport_size(SMALL)
    file = steps_any.deposit_by_the_form(person, town, "miyah", "termination", tmp_path)
    agent = desk("facturation@miyah").opens(file).takes_step("التكفل بالملف")
    agent.takes_step("اعتماد القراءة وفسخ العقد", {"مؤشر العداد": "1100"})
    head = desk("chef.facturation@miyah").opens(file)
    head.takes_step("المصادقة على الحساب ورد الضمانة", {ANSWER: "الفاتورة الأخيرة خُصمت من الضمانة."})
    steps_any.grant_all(timezone.now())
    agent.opens(file).adds_paper("أمر تحويل الضمانة", pdf(tmp_path))
    agent.takes_step("تسجيل رد الضمانة وتسليم براءة الذمة", {ANSWER: "حُوّل الباقي إلى حسابكم."})
    steps_file.follow(person, file)
    steps_file.sees(person, "فُسخ العقد ورُدت الضمانة")
    steps_file.checks_the_code(person, town, "miyah", "شهادة براءة الذمة")


def test_a_temporary_supply_begins_and_ends_with_the_rest_of_its_advance(
    person: Page, town: Town, desk: Callable[[str], Clerk], tmp_path: Path
) -> None:
    person.set_viewport_size(SMALL)
    file = steps_any.deposit_by_the_form(person, town, "miyah", "temporary-supply", tmp_path)
    head = desk("abonnements@miyah").opens(file).takes_step("التكفل بالملف")
    head.adds_paper("الكشف التقديري للتكلفة", pdf(tmp_path)).takes_step("إرسال الكشف التقديري", SHORT)
    steps_file.follow(person, file)
    steps_file.pays_by_card(person)
    head.opens(file).takes_step("تركيب العداد وبدء التزويد", {**POWER, ANSWER: "شُغّل العداد."})
    prolonged(person, file, head)
    head.opens(file).takes_step("تسجيل القراءة الأخيرة وإنهاء العقد", {"مؤشر العداد": "0"})
    head.takes_step("المصادقة على الحساب ورد باقي التسبيق", {ANSWER: "لم يُستهلك شيء يُذكر."})
    steps_any.grant_all(timezone.now())
    head.opens(file).adds_paper("أمر رد التسبيق", pdf(tmp_path))
    head.takes_step("تسجيل رد التسبيق وتسليم براءة الذمة", {ANSWER: "حُوّل الباقي إلى حسابكم."})
    steps_file.follow(person, file)
    steps_file.sees(person, "انتهى العقد ورُد باقي التسبيق")
    steps_file.download_paper(person, "شهادة براءة الذمة")


def prolonged(person: Page, file: Deposited, head: Clerk) -> None:
    """More time that the person asks for is given once its advance is paid, which joins the deposit."""
    [number] = opened_by(steps_any.way_of(file, "miyah").case)
    contract = Contract.objects.get(number=number)
    kept, later = guarantee_of(contract.holdings.get().payer_id), contract.agreed_until + timedelta(days=5)
    steps_file.follow(person, file)
    steps_file.takes_own_step(person, "طلب تمديد المدة", "تأخرت الأشغال خمسة أيام.")
    head.opens(file).takes_step("تمديد المدة", {"اليوم الأخير الجديد": later.isoformat(), ANSWER: "لا مانع."})
    steps_file.follow(person, file)
    steps_file.sees(person, "تسبيق على أيام التمديد")
    steps_file.pays_by_card(person)
    contract.refresh_from_db()
    assert contract.agreed_until == later
    assert guarantee_of(contract.holdings.get().payer_id) > kept


def pdf(folder: Path) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(PDF)
    return path
