"""The pages on which people read their own meters."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.models import Agency
from shubbak.catalogue.queries import services_for_people
from shubbak.foundation.text import isolate_ltr, long_date
from shubbak.portal import pages
from shubbak.portal.filling.guide import spoken
from shubbak.portal.reading_form import ReadingForm, index_name, photo_name
from shubbak.portal.self_reading import Manner, Reading
from shubbak.utility.bills.queries import paper_suspension
from shubbak.utility.metering.known import Known, known_of
from shubbak.utility.metering.models import Reading as Read
from shubbak.utility.metering.models import Submission
from shubbak.utility.metering.queries import campaigns_on, next_campaign, suspension_now
from shubbak.utility.metering.rules import receipt_number
from shubbak.utility.metering.wording import index_words, quantity_words
from shubbak.utility.subscriptions.models import Tie
from shubbak.utility.subscriptions.rules import print_contract_number

_CONTEST = ("reading-objection", "billing-complaint")
"""Where a reading is contested: the first that the body offers."""


def manner_of(agency: Agency) -> Manner:
    return spoken(), agency.country, agency.digits


def door_page(form: BaseForm, kept: Sequence[Tie]) -> pages.ReadingDoorPage:
    return pages.ReadingDoorPage(form, [_kept_link(tie) for tie in kept])


def meters_page(reading: Reading, form: ReadingForm) -> pages.MetersPage:
    """All meters of the contract, with what was typed and what is asked about it."""
    return pages.MetersPage(
        number=print_contract_number(reading.contract.number),
        form=form,
        meters=[_boxes(reading, form, known) for known in form.known],
        closes=reading.campaign.closes if reading.campaign else None,
        asks=bool(reading.questions) and not form.errors,
    )


def closed_page(reading: Reading) -> pages.ClosedPage:
    coming = next_campaign(reading.contract.point.sector, reading.today)
    number = print_contract_number(reading.contract.number)
    return pages.ClosedPage(number, coming.opens if coming else None, coming.closes if coming else None)


def receipt_page(reading: Reading, submission: Submission) -> pages.ReadingReceiptPage:
    contract = reading.contract
    read = list(submission.readings.select_related("meter").order_by("meter__serial"))
    known = {each.fitting.meter_id: each for each in known_of([contract], reading.today)}
    return pages.ReadingReceiptPage(
        number=receipt_number(submission.pk),
        contract=print_contract_number(contract.number),
        at=submission.came_at,
        lines=[_line(one, known.get(one.meter_id), reading.manner) for one in read],
        waits=any(one.state == Read.State.REVIEW for one in read),
        contest_url=reverse("contest_reading", args=[contract.number, submission.key])
        if objection_service()
        else "",
        again=reverse("reading_meters", args=[contract.number]),
    )


def reading_notices(today: date, agency: Agency) -> Iterator[pages.Notice]:
    """On the home page: that nobody comes to read, and until when people may."""
    url, link = reverse("reading"), gettext("Send the index of the meter")
    open_now = campaigns_on(today).order_by("closes").first() if agency.tariffs else None
    until = long_date(open_now.closes, *manner_of(agency), with_year=False) if open_now else ""
    if agency.tariffs and suspension_now():
        text = gettext(
            "Nobody comes to read your meter for now. Send us its index; otherwise it is estimated."
        )
        yield pages.Notice(
            gettext("Meters are not read on the spot"), text, "risk", "info", url=url, link=link
        )
    elif open_now:
        text = gettext("You may send the index of your meter until %(day)s.") % {"day": until}
        yield pages.Notice(gettext("Reading of meters"), text, url=url, link=link)


def paper_notices(agency: Agency) -> Iterator[pages.Notice]:
    """On the home page: that no bill is brought on paper."""
    if agency.tariffs and paper_suspension():
        text = gettext("See and pay yours here. Who gave us an e-mail address gets each one there.")
        yield pages.Notice(
            gettext("Bills are not brought on paper for now"),
            text,
            "risk",
            "info",
            url=reverse("bills"),
            link=gettext("My bills"),
        )


def unread_notice(number: str, *, is_estimate: bool) -> pages.Notice | None:
    """On each bill while nobody comes to read: what its holder can do, the more so if it is estimated."""
    if suspension_now() is None:
        return None
    title = gettext("Meters are not read on the spot")
    text = gettext("Nobody comes to read your meter for now. Send us its index; otherwise it is estimated.")
    if is_estimate:
        title = gettext("This bill rests on an estimate")
        text = gettext("Nobody comes to read for now. Send us the index, and the next bill puts it right.")
    url, link = reverse("reading_meters", args=[number]), gettext("Send the index of the meter")
    return pages.Notice(title, text, "risk", "info", url=url, link=link)


def _kept_link(tie: Tie) -> pages.Link:
    number = isolate_ltr(print_contract_number(tie.contract.number))
    words = f"{tie.name or tie.contract.point.place} – {number}"
    return pages.Link(words, reverse("reading_meters", args=[tie.contract.number]))


def _boxes(reading: Reading, form: ReadingForm, known: Known) -> pages.MeterBoxes:
    meter, before = known.fitting.meter, known.before(reading.period)
    now = known.mark_of(reading.period)
    return pages.MeterBoxes(
        name=meter_name(meter.commodity),
        serial=meter.serial,
        icon="bolt" if meter.commodity == "electricity" else "drop",
        last=index_words(before.index, reading.manner),
        last_on=before.on,
        index=form[index_name(meter.pk)],
        photo=form[photo_name(meter.pk)],
        question=reading.questions.get(meter.pk, ""),
        photo_kept=form.photo_kept(meter.pk) is not None,
        already=index_words(now.index, reading.manner) if now and not now.estimated else "",
    )


def _line(read: Read, known: Known | None, manner: Manner) -> pages.ReadLine:
    words = {
        Read.State.ACCEPTED: pages.Tag(gettext("Taken"), "check", "done"),
        Read.State.REVIEW: pages.Tag(gettext("An agent looks at it"), "clock", "risk"),
        Read.State.REJECTED: pages.Tag(gettext("Not taken"), "close", "late"),
        Read.State.SUPERSEDED: pages.Tag(gettext("Another index counts"), "info"),
    }
    return pages.ReadLine(
        name=meter_name(read.meter.commodity),
        serial=read.meter.serial,
        index=index_words(read.index, manner),
        used=_used(read, known, manner),
        tag=words[Read.State(read.state)],
        has_photo=read.photo_id is not None,
    )


def _used(read: Read, known: Known | None, manner: Manner) -> str:
    """What the index says was used, where it says anything."""
    if known is None or read.state not in (Read.State.ACCEPTED, Read.State.SUPERSEDED):
        return ""
    used = known.used_until(read.index, read.period)
    return quantity_words(used, known.meter.unit, manner)


def objection_service() -> str:
    """The service of the body by which people object to a reading; nothing if none."""
    offered = {spec.code for spec in services_for_people()}
    return next((code for code in _CONTEST if code in offered), "")


def meter_name(commodity: str) -> str:
    return {"electricity": gettext("Electricity meter"), "water": gettext("Water meter")}.get(
        commodity, gettext("Meter")
    )
