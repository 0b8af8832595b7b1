"""A deposit of any service by the questions of its form, and its way to the answer at the desk."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from playwright.sync_api import Page, expect

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.cases.actions import advance, tell
from shubbak.cases.charges.queries import charges_of
from shubbak.cases.extension import Detail, details_asked
from shubbak.cases.models import Case
from shubbak.cases.permissions import plays, works_on
from shubbak.cases.rules import PaperFacts, StepFacts
from shubbak.catalogue import spec as catalogue
from shubbak.catalogue.queries import current_service, spec_of
from shubbak.documents.actions import store_bytes
from shubbak.documents.models import Document
from shubbak.journal.rules import SYSTEM, Actor
from shubbak.payments.ledger.actions import decide_request, keep_guarantee, receive
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import requests_to_decide
from shubbak.payments.ledger.rules import Received
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import actor_of, roles_of
from shubbak.people.rules import Roles
from shubbak.utility.journeys.instalments import instalments_for
from shubbak.utility.journeys.to_pay import payables_beside
from shubbak.utility.prepaid.sts.pan import luhn_digit
from shubbak.utility.subscriptions.actions import close_contract, remove_meter
from shubbak.utility.subscriptions.models import Contract
from tests.documents.hostile import PDF, picture
from tests.journeys.given import answers_on_the_way, boxes
from tests.journeys.steps import Deposited, deposit_now, go_on
from tests.journeys.steps_sitting import seat_a_body, sit_on
from tests.payments.ledger_of_test import bill
from tests.town import Town
from tests.utility.bills.street import issued, read
from tests.utility.subscriptions.village import contract

AMOUNT = 125_000
ANSWER = "بعد البحث في الموضوع اتُّخذ القرار الموصوف في هذا الجواب."
REASON = "لأن الوثائق المدلى بها كافية."
OF_A_CONTRACT = {
    "end_contract",
    "hand_over",
    "set_terms",
    "propose_allowance",
    "agree_parts",
    "exchange_meter",
    "switch_to_prepaid",
}
CONTENT = {"pdf": PDF, "jpeg": picture("JPEG"), "png": picture("PNG")}


def deposit_by_the_form(page: Page, town: Town, agency: str, service: str, folder: Path) -> Deposited:
    """Each page of the form as it comes, in the browser, to the receipt."""
    body = look_at_body(agency)
    spec = spec_of(current_service(service))
    answers = {**answers_on_the_way(spec, body.country, timezone.localdate()), **_contract_of(spec)}
    page.goto(town.url(agency, f"/services/{service}/start"))
    for part in _shown(spec, answers):
        expect(page).to_have_url(re.compile(f"/q/{part.id}$"))
        for question in part.shown_questions(answers):
            _fill(page, spec, question, answers.get(question.id), folder)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
        go_on(page)
    expect(page).to_have_url(re.compile("/review$"))
    return deposit_now(page)


def _contract_of(spec: catalogue.ServiceSpec) -> dict[str, str]:
    """A contract of its own, with a deposit, for a service that changes one."""
    effects = {effect.name for step in spec.steps.values() for effect in step.effects}
    if "subscribe" in effects:
        return {"serial": free_meter()}
    if not effects & OF_A_CONTRACT:
        return {}
    at = timezone.now()
    opened = contract(at, f"T-{uuid4().hex[:8]}")
    if "propose_allowance" in effects:
        read(opened, date(2024, 11, 30), 1018)
        issued("2024-11", at)
        read(opened, date(2024, 12, 31), 1118)
        issued("2024-12", at)
        return {"contract": opened.number, "bill_month": "2024-12"}
    if "agree_parts" in effects:
        bill(opened.holdings.get().payer, 90_000, at, due_on=at.date())
    keep_guarantee(
        payer=opened.holdings.get().payer_id,
        amount=5_000_000,
        about="test",
        actor=SYSTEM,
        at=at,
        day=at.date(),
    )
    return {"contract": opened.number}


def free_meter() -> str:
    """The number of a meter at a place whose contract has ended, at the index of 1,000."""
    fitting = left_place().point.fittings.select_related("meter").get()
    serial: str = fitting.meter.serial
    return serial


def left_place() -> Contract:
    """A contract that has ended."""
    at = timezone.now()
    ended = contract(at, f"F-{uuid4().hex[:8]}")
    [fitting] = ended.point.fittings.all()
    on = at.date() - timedelta(days=20)
    remove_meter(fitting=fitting, on=on, index=1_000_000, actor=SYSTEM, at=at)
    return close_contract(contract=ended, on=on, actor=SYSTEM, at=at)


def look_at_body(code: str) -> Agency:
    body = Agency.objects.get(code=code)
    look_at(body)
    return body


def _shown(spec: catalogue.ServiceSpec, answers: Mapping[str, Any]) -> Iterator[catalogue.Page]:
    return (page for page in spec.pages if page.when is None or page.when.holds(answers))


def _fill(
    page: Page, spec: catalogue.ServiceSpec, question: catalogue.Question, answer: Any, folder: Path
) -> None:
    if question.type == "files" and answer is not None:
        _hand_in(page, question.id, spec.documents[question.document], folder)
    for name, value in boxes(question, answer):
        _write(page, name, value)


def _write(page: Page, name: str, value: Any) -> None:
    """Into a box, onto a row, or from a list: as the form shows it."""
    box = page.locator(f"[name='{name}']").first
    kind = box.evaluate("box => box.tagName == 'SELECT' ? 'select' : box.type")
    if kind in ("radio", "checkbox"):
        page.locator(f"[name='{name}'][value='{value}']").check()
    elif kind == "select":
        box.select_option(str(value))
    else:
        box.fill(str(value))


def _hand_in(page: Page, name: str, paper: catalogue.Requirement, folder: Path) -> None:
    code = paper.formats[0]
    file = folder / f"{paper.name}.{code}"
    file.write_bytes(CONTENT[code])
    page.locator(f"input[type=file][name='{name}']").set_input_files(file)


@dataclass(frozen=True)
class Way:
    """A file on its way: the steps that the first test of its pack walks, each by somebody who may."""

    case: Case
    spec: catalogue.ServiceSpec
    staff: Mapping[Actor, Roles]

    def to_the_end(self) -> Case:
        walk = self.spec.tests[0].walk
        for taken, following in zip(walk, (*walk[1:], {}), strict=True):
            self._take(taken, following)
        return self._now()

    def _take(self, taken: Mapping[str, str], following: Mapping[str, str]) -> None:
        case, step, at = self._now(), self.spec.steps[taken["step"]], timezone.now()
        needs = {need.name: need.argument for need in step.needs}
        if "outcome_told" in needs:
            self._tell(case)
        if "paid" in needs:
            pay_at_the_cashier(case, at)
            return
        if any(effect.name == "circulate" for effect in step.effects):
            seat_a_body(at)
        if "sitting_said" in needs:
            sit_on(case, at)
            return
        if "nothing_owed" in needs and "clock" in step.by:
            pay_all(case.pk, payables_beside(case, at), at)
            return
        if "plan_kept" in needs:
            pay_all(case.pk, instalments_for(case), at)
            return
        if "nothing_kept" in needs:
            grant_all(at)
        facts = StepFacts(
            reason=REASON,
            result=taken.get("result", ""),
            answer=ANSWER if needs.keys() & {"answer", "result"} else "",
            unit=self._unit(case, following) if "unit" in needs else "",
            papers=[self._paper(needs["document"])] if "document" in needs else (),
            amount=AMOUNT if "amount" in needs else 0,
            amounts={need.argument: AMOUNT for need in step.needs if need.name == "amount" and need.argument},
            details={detail.name: _detail(detail, at) for detail in details_asked(case, needs, at)},
        )
        advance(case=case, step=step.name, actor=self._who(case, step), at=at, facts=facts)

    def _who(self, case: Case, step: catalogue.Step) -> Actor:
        return next(self._takers(case, step))

    def _takers(self, case: Case, step: catalogue.Step) -> Iterator[Actor]:
        """Whoever fills one of its roles, those of the first role first."""
        for name in step.by:
            for somebody, roles in self.staff.items():
                if plays(case, self.spec, roles, name):
                    yield somebody

    def _unit(self, case: Case, following: Mapping[str, str]) -> str:
        """A unit, another one if there is, where somebody may go on."""
        units = sorted(Unit.objects.exclude(is_counter=True), key=lambda unit: unit == case.unit)
        there = copy(case)
        for unit in units:
            there.unit = unit
            if next(self._takers(there, self.spec.steps[following["step"]]), None):
                return unit.code
        raise AssertionError(f"nobody takes {following['step']}")

    def _tell(self, case: Case) -> None:
        teller = next(one for one, roles in self.staff.items() if works_on(case, roles, one))
        tell(case=case, channel="phone", reached=True, words="أُبلغ بالجواب.", actor=teller, at=timezone.now())

    def _paper(self, name: str) -> PaperFacts:
        code = self.spec.documents[name].formats[0]
        given = {"direction": Document.Direction.INTERNAL, "origin": "desk", "at": timezone.now()}
        document = store_bytes(content=CONTENT[code], name=f"{name}.{code}", format_code=code, **given)
        return PaperFacts(document.pk, requirement=name)

    def _now(self) -> Case:
        return Case.objects.select_related("unit", "applicant").get(pk=self.case.pk)


def _detail(detail: Detail, at: datetime) -> str:
    """What a clerk would give: what the form offers, else something that fits."""
    if detail.kind == "money":
        return str(int(Decimal(detail.initial or "0").scaleb(2)))
    if detail.kind == "choice":
        return next(value for value, _ in detail.choices if value)
    fits = {"day": at.date().isoformat(), "number": "1100", "text": uuid4().hex[:8].upper()}
    named = {"drn": _plate(), "group": "201457"}
    return detail.initial or named.get(detail.name) or fits[detail.kind]


def _plate() -> str:
    """The number of a prepaid meter, with its check digit."""
    figures = f"{uuid4().int % 10**10:010}"
    return figures + luhn_digit(figures)


def grant_all(at: datetime) -> None:
    """Somebody else grants what was asked to be paid back."""
    for asked in requests_to_decide():
        decide_request(request_id=asked.pk, is_granted=True, actor=SYSTEM, at=at, day=at.date())


def pay_at_the_cashier(case: Case, at: datetime) -> None:
    """All that the file costs; it goes on by itself."""
    pay_all(case.pk, list(charges_of(case)), at)


def pay_all(about: UUID, charges: Sequence[Payable], at: datetime) -> None:
    money = Received(
        source="cashier",
        reference=f"test-{about}-{at.timestamp()}",
        amount=sum(charge.left for charge in charges),
        currency=charges[0].currency,
        channel="cashier",
        into="cash",
        paid_at=at,
        business_day=at.date(),
    )
    receive(
        money=money,
        payer=charges[0].payer_id,
        wanted=[(charge.pk, charge.left) for charge in charges],
        actor=SYSTEM,
        at=at,
    )


def way_of(file: Deposited, agency: str) -> Way:
    """The file behind a receipt, with all who work in its body."""
    look_at_body(agency)
    case = Case.objects.get(pk=file.address.rstrip("/").split("/")[-2])
    staff, at = Staff.objects.filter(is_active=True).order_by("pk"), timezone.now()
    return Way(case, spec_of(case.service_version), {actor_of(one): roles_of(one, at) for one in staff})
