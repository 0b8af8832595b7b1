"""The receipt page: number, code, when the answer comes and why, what follows."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import address_of, current_agency
from shubbak.cases.models import Case
from shubbak.cases.queries import TrackingView, access_code_of, tracking_view
from shubbak.catalogue.forms import answers_shown
from shubbak.catalogue.spec import ServiceSpec
from shubbak.foundation.codes import in_fours
from shubbak.foundation.localized import pick
from shubbak.foundation.text import count, isolate_ltr, long_date, masked_mail, shown_phone
from shubbak.notifications.queries import messages_about
from shubbak.notifications.rules import About
from shubbak.portal import pages
from shubbak.portal.filling.guide import spoken
from shubbak.registry.books.signing import receipt_address, receipt_text


def receipt_page(case: Case, at: datetime) -> pages.ReceiptPage:
    agency, view = current_agency(), tracking_view(case, spoken(), at)
    receipt = case.entry.receipt
    track = address_of(agency, reverse("track"))
    return pages.ReceiptPage(
        title=registered_words(case, view.spec),
        at=case.opened_at,
        number=case.number,
        code=access_code_of(case),
        track_url=reverse("file", args=[case.pk]),
        pdf_url=reverse("receipt_pdf", args=[case.pk]),
        pdf_size="",
        share_text=f"{view.service} – {case.number}\n{track}",
        due=due_of(view, agency),
        next_steps=list(_next_steps(view, agency)),
        deposited=list(_deposited(case, view, agency)),
        qr_address=receipt_address(receipt) if receipt.signature is not None else "",
        letters=" ".join(in_fours(receipt_text(receipt))) if receipt.signature is not None else "",
        sent_to=_sent_to(case, agency),
        appeal=_appeal(view),
    )


def registered_words(case: Case, spec: ServiceSpec) -> str:
    """`أُودعت شكايتكم وسُجّلت تحت رقم 1482/2026`: the sentence of the pack, with the number."""
    words = pick(spec.words.get("deposited", {}), spoken()) or gettext("Your deposit is registered as number")
    return f"{words} {isolate_ltr(case.number)}"


def due_of(view: TrackingView, agency: Agency) -> pages.Due | None:
    """The promise with its calendar; nothing any more once the answer is out."""
    promise = view.promise
    if promise is None or view.is_out:
        return None
    day = promise.due.astimezone(ZoneInfo(agency.zone)).date()
    said = long_date(day, spoken(), agency.country, agency.digits)
    if promise.held:
        question = gettext("The clock is stopped until the file is complete")
        answer = gettext("If you send it today, the answer comes by %(day)s")
    elif promise.late:
        question, answer = gettext("When was the answer due?"), gettext("On %(day)s")
    else:
        question, answer = gettext("When do you get the answer?"), gettext("On %(day)s at the latest")
    return pages.Due(
        question, answer % {"day": said}, promise.explanation, promise.reckoning, text=promise.text
    )


def _next_steps(view: TrackingView, agency: Agency) -> Iterator[pages.NextStep]:
    phone = next((str(line["number"]) for line in [*view.unit.phones, *agency.phones]), "")
    telephone = gettext("Telephone %(phone)s") % {"phone": isolate_ltr(phone)} if phone else ""
    yield pages.NextStep(gettext("Your file goes to %(unit)s") % {"unit": view.unit_name}, telephone)
    coming = view.stages[1:2]
    for stage, _ in coming:
        yield pages.NextStep(pick(stage.title, spoken()), pick(stage.hint, spoken()))
    yield pages.NextStep(
        gettext("We write to you with the answer"), gettext("It also stands on the page of your file")
    )
    if view.spec.survey is not None and view.spec.survey.reopen_within:
        yield pages.NextStep(
            gettext("You tell us whether it is settled"), gettext("If not, you may open the file again")
        )


def _deposited(case: Case, view: TrackingView, agency: Agency) -> Iterator[pages.Row]:
    """What the file is about; the person's own name and address need not be read to them."""
    about = {question.id for question in view.spec.questions() if not question.binds}
    yield pages.Row(gettext("Service"), view.service)
    for answer in answers_shown(view.spec, case.answers, spoken(), agency.country, agency.digits):
        if answer.question in about:
            yield pages.Row(answer.label, answer.text)
    if case.submitter is not None:
        yield pages.Row(gettext("On behalf of"), case.applicant.name)
    yield pages.Row(gettext("Unit in charge"), view.unit_name)
    number = sum(row["direction"] == "in" for row in view.papers)
    yield pages.Row(
        gettext("Attachments"),
        count(number, "attachment", spoken(), agency.digits) if number else gettext("None"),
    )


def _sent_to(case: Case, agency: Agency) -> str:
    """Where the first message goes, so far as its owner knows it again."""
    message = messages_about(About("case", str(case.pk))).exclude(template__startswith="desk:").first()
    if message is None:
        return ""
    return masked_mail(message.address) if "@" in message.address else _masked(message.address, agency)


def _masked(phone: str, agency: Agency) -> str:
    """`06 •• •• •• 41`: the first and the last group of the number as it is read aloud."""
    groups = shown_phone(phone, agency.country).split()
    last = len(groups) - 1
    return " ".join(group if rank in (0, last) else "•" * len(group) for rank, group in enumerate(groups))


def _appeal(view: TrackingView) -> pages.Notice | None:
    silence = pick(view.spec.card.silence, spoken())
    if not silence:
        return None
    sheet = reverse("service", args=[view.spec.code])
    return pages.Notice("", silence, url=sheet, link=gettext("Ways of appeal"))
