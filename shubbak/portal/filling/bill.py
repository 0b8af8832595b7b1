"""The page of a bill: what is asked, why it is so much, where the consumption lies, how it was read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.catalogue.queries import services_for_people
from shubbak.catalogue.spec import ServiceSpec
from shubbak.foundation.text import isolate_ltr, masked_mail, short_date
from shubbak.portal import pages
from shubbak.portal.filling.bill_state import BillState, state_of
from shubbak.portal.filling.debiting import debit_notices
from shubbak.portal.filling.guide import spoken
from shubbak.portal.filling.pictures import Compared, band_picture, years_picture
from shubbak.portal.filling.readings import unread_notice
from shubbak.portal.filling.tariffs import parts_of
from shubbak.portal.pages.bill import BillDetail, BillPage, MeterReading
from shubbak.portal.pages.picture import BandPicture
from shubbak.utility.bills.allowing import Excess
from shubbak.utility.bills.bands import Consumed
from shubbak.utility.bills.compared import main_tariff, why_of
from shubbak.utility.bills.history import history
from shubbak.utility.bills.manner import Manner
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.queries import bill_before
from shubbak.utility.bills.rules import Kind
from shubbak.utility.bills.shown import billed_of, month_of, month_words, months_of, standing_of
from shubbak.utility.bills.why_words import commodity_name, line_label
from shubbak.utility.subscriptions.rules import print_contract_number
from shubbak.utility.tariffs.shelf import shelf
from shubbak.utility.tariffs.steps import main_component

HOLDS = "hold_bill"
"""The effect by which a complaint holds the bill that it is about."""


def bill_page(bill: Bill, at: datetime, *, was_sent: bool = False) -> BillPage:
    """For whoever may see its contract. `was_sent`: its holder has just asked for it by e-mail."""
    today = in_its_zone(at).date()
    page = _Telling(bill, current_agency()).page(today)
    sent = [pages.Notice(gettext("The bill is on its way to your e-mail."), "", "done", "check")]
    notices = [*(sent if was_sent else ()), *page.notices, *debit_notices(bill, today)]
    return replace(page, notices=notices, send=_send(bill))


def bill_on_paper(bill: Bill, at: datetime) -> BillPage:
    """For whoever holds the paper, and sees no more than it."""
    page = _Telling(bill, current_agency()).page(in_its_zone(at).date())
    whole = pages.Link(gettext("My bills"), reverse("bills"))
    return replace(page, years=None, contest_url="", papers=[whole])


def complaint_service() -> str:
    """The service of the body by which people complain about a bill, whatever its code; nothing if none."""
    complaints = (spec for spec in services_for_people() if spec.kind == "complaint")
    return next((spec.code for spec in complaints if _holds(spec)), "")


def _holds(spec: ServiceSpec) -> bool:
    return any(effect.name == HOLDS for effect in spec.deposit.effects)


def title_of(bill: Bill, agency: Agency) -> str:
    """What the bill is for, and of which month."""
    tariffs = [shelf()[line["tariff"]] for line in bill.lines if line["tariff"] in shelf()]
    names = list(dict.fromkeys(commodity_name(tariff) for tariff in tariffs))
    services = names[0] if names else ""
    for name in names[1:]:
        services = gettext("%(first)s and %(last)s") % {"first": services, "last": name}
    said = {"services": services, "month": month_words(bill.period, spoken(), agency)}
    if bill.kind == Kind.FINAL:
        return gettext("Last bill for %(services)s · %(month)s") % said
    return gettext("Bill for %(services)s · %(month)s") % said


class _Telling:
    """One bill in the language of its page."""

    def __init__(self, bill: Bill, agency: Agency) -> None:
        self.bill, self.agency = bill, agency
        self.told = billed_of(bill)
        self.before = bill_before(bill) if bill.quantity >= 0 else None
        self.tariff = main_tariff(self.told)
        unit = self.tariff.data["unit"] if self.tariff else "m3"
        self.manner = Manner.of(agency, bill.currency, unit)

    def page(self, today: date) -> BillPage:
        bill, manner = self.bill, self.manner
        path = [bill.contract.number, bill.pk]
        state = state_of(bill, standing_of(bill), manner, today)
        number = isolate_ltr(print_contract_number(bill.contract.number))
        contract = gettext("Contract %(number)s") % {"number": number}
        return BillPage(
            title=f"{title_of(bill, self.agency)} · {contract}",
            number=bill.number,
            total=manner.figures(bill.total),
            unit=manner.amount(0).split("\u00a0")[-1],
            lead=state.lead,
            tag=state.tag,
            notices=[*state.notices, *self._unmetered(), *self._allowance(), *self._unread(state)],
            pay=state.pay,
            reference=state.reference,
            detail=self._detail(),
            why=why_of(bill, self.before, self.agency),
            bands=self._bands(),
            years=years_picture(history(months_of(bill), month_of(bill.period)), manner),
            readings=[self._reading(reading) for reading in bill.facts.get("readings") or ()],
            contest_url=reverse("contest_bill", args=path)
            if state.is_standing and complaint_service()
            else "",
            papers=list(self._papers(path)),
        )

    def _unread(self, state: BillState) -> Iterator[pages.Notice]:
        notice = unread_notice(self.bill.contract.number, is_estimate=self.bill.estimated)
        if notice and state.is_standing:
            yield notice

    def _unmetered(self) -> Iterator[pages.Notice]:
        volume = self.bill.facts.get("volume")
        if volume is None:
            return
        if not volume:
            yield pages.Notice(gettext("No meter stands here: the standing charge alone is billed."))
            return
        told = {"volume": self.manner.measured(volume)}
        yield pages.Notice(
            gettext("No meter stands here: the bill reckons with %(volume)s in 30 days, as was agreed.")
            % told
        )

    def _allowance(self) -> Iterator[pages.Notice]:
        if told := self.bill.facts.get("allowance"):
            yield _allowance_notice(told, self.manner)

    def _papers(self, path: Sequence[object]) -> Iterator[pages.Link]:
        yield pages.Link(gettext("Download the bill (PDF)"), reverse("bill_pdf", args=path))
        yield pages.Link(gettext("Statement of account"), reverse("statement", args=path[:1]))
        yield pages.Link(gettext("All bills of the contract"), reverse("contract", args=path[:1]))

    def _detail(self) -> BillDetail:
        manner, bill = self.manner, self.bill
        lines = [
            pages.QuoteLine(
                line_label(shelf().get(written.tariff), written.line.code, manner),
                manner.figures(written.line.total),
                parts_of(written.line, manner),
            )
            for written in self.told.lines
        ]
        return BillDetail(
            lines=lines,
            total=manner.figures(bill.total),
            unit=manner.amount(0).split("\u00a0")[-1],
            without_vat=manner.amount(bill.total - bill.vat),
            vat=manner.amount(bill.vat),
        )

    def _bands(self) -> BandPicture | None:
        first = next((line for line in self.told.lines if line.tariff), None)
        component = main_component(self.tariff.on(first.first)) if self.tariff and first else None
        if component is None or self.told.quantity < 0:
            return None
        now = Consumed(self.told.quantity, self.told.days)
        said = month_words(self.bill.period, spoken(), self.agency)
        if self.before is None or self.before.quantity < 0:
            return band_picture(component, Compared(now, said), self.manner)
        earlier = billed_of(self.before)
        mark = Consumed(earlier.quantity, earlier.days)
        compared = Compared(now, said, mark, month_words(self.before.period, spoken(), self.agency))
        return band_picture(component, compared, self.manner)

    def _reading(self, reading: Mapping[str, Any]) -> MeterReading:
        title = gettext("Reading of meter %(number)s") % {"number": isolate_ltr(reading["meter"])}
        rows = [
            pages.Row(gettext("Before"), self._shown(reading["from"], reading["from_on"])),
            pages.Row(gettext("Now"), self._shown(reading["to"], reading["to_on"])),
        ]
        return MeterReading(title, rows, quality_tag(reading["quality"], is_last=self._ends_with(reading)))

    def _ends_with(self, reading: Mapping[str, Any]) -> bool:
        """Whether the meter came down because the contract ended."""
        return self.bill.kind == Kind.FINAL and bool(reading["to_on"] >= self.bill.last.isoformat())

    def _shown(self, index: int, day: str) -> str:
        said = {
            "index": isolate_ltr(self.manner.plain(index)),
            "day": short_date(date.fromisoformat(day), spoken(), self.agency.country, self.agency.digits),
        }
        return gettext("%(index)s, on %(day)s") % said


def _send(bill: Bill) -> pages.Link | None:
    """To the address that the holder gave; so much of it that they know it again."""
    address = bill.holding.person.email
    if not address:
        return None
    text = gettext("Send it to %(address)s") % {"address": isolate_ltr(masked_mail(address))}
    return pages.Link(text, reverse("send_bill", args=[bill.contract.number, bill.pk]))


def quality_tag(quality: str, *, is_last: bool = False) -> pages.Tag:
    """How an index is known; `is_last`: the last one of its contract."""
    if quality == "estimate":
        return pages.Tag(gettext("Estimated"), "info", "risk")
    if quality == "self":
        return pages.Tag(gettext("Your own reading"), "check", "done")
    if quality == "removal" and is_last:
        return pages.Tag(gettext("Read when the contract ended"), "check", "done")
    if quality in ("removal", "fitting"):
        return pages.Tag(gettext("Read when the meter was changed"), "check", "done")
    return pages.Tag(gettext("Real reading"), "check", "done")


def _allowance_notice(told: Mapping[str, Any], manner: Manner) -> pages.Notice:
    """How a bill that a hidden leak had swollen was reckoned again."""
    said = {
        "counted": manner.measured(told["counted"]),
        "usual": manner.measured(told["usual"]),
        "excess": manner.measured(told["counted"] - told["usual"]),
        "share": told["share"],
    }
    words = gettext("The meter counted %(counted)s; you usually use %(usual)s in these days.") % said
    if told["excess"] == Excess.LOWEST_BAND:
        rest = gettext("The usual is asked by its bands, the other %(excess)s at the lowest price.") % said
    else:
        rest = gettext("Of the other %(excess)s, %(share)s in a hundred are asked.") % said
    return pages.Notice(gettext("Reckoned again because of a hidden leak"), f"{words} {rest}", "done", "drop")
