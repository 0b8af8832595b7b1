"""Your bill is ready, as a message; with its paper where the holder wants no other."""

from uuid import UUID

from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency
from shubbak.documents.paper import render as printed
from shubbak.foundation.localized import pick
from shubbak.foundation.text import amount, count, isolate, isolate_ltr, long_date
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Attached, Rendered, Withdrawn
from shubbak.payments.debiting.queries import mandate_on
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import plan_of
from shubbak.utility.bills.actions.delivering import COPY
from shubbak.utility.bills.actions.telling import BILL, DEBIT_BACK, INSTALMENT_BACK, PAYMENT_BACK
from shubbak.utility.bills.actions.writing import words_of
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.paper import bill_address, bill_sheet
from shubbak.utility.bills.queries import paper_suspension
from shubbak.utility.bills.rules import PAYABLE
from shubbak.utility.bills.shown import standing_of
from shubbak.utility.subscriptions.rules import print_contract_number


def render_ready(message: Message) -> Rendered:
    """What is owed, by when, and where the bill is seen.

    :raises Withdrawn: if it was cancelled before the message left.
    """
    known = Bill.objects.select_related("contract__point", "holding__person")
    bill = known.filter(pk=UUID(message.about_id)).first()
    if bill is None or standing_of(bill).cancelled_by:
        raise Withdrawn
    said = _said(bill, message.language) | {"debit": _debited(bill)}
    text = gettext(
        "Dear %(name)s,\n\n%(bill)s of contract %(contract)s is ready: %(amount)s, to be paid by %(day)s.\n\n"
        "See it, pay it or contest it here:\n\n%(link)s"
    )
    short = gettext("%(agency)s: %(bill)s, contract %(contract)s: %(amount)s by %(day)s. %(link)s")
    return Rendered(
        subject=gettext("Your bill is ready: %(amount)s by %(day)s") % said,
        text=_with(text % said, said["debit"], "\n\n"),
        short=_with(short % said, said["debit"], " "),
        sender_name=current_agency().localized_name(message.language),
        attached=[_paper(bill)] if message.channel == "email" and _comes_by_mail(bill) else [],
    )


def render_copy(message: Message) -> Rendered:
    """The bill that its holder asked for again, as it stands now.

    :raises Withdrawn: if it is no more.
    """
    known = Bill.objects.select_related("contract__point", "holding__person")
    bill = known.filter(pk=UUID(message.about_id)).first()
    if bill is None:
        raise Withdrawn
    said = _said(bill, message.language)
    text = gettext("Dear %(name)s,\n\nHere is %(bill)s of contract %(contract)s, as you asked.\n\n%(link)s")
    return Rendered(
        subject=gettext("%(bill)s, contract %(contract)s") % said,
        text=text % said,
        short="",
        sender_name=current_agency().localized_name(message.language),
        attached=[_paper(bill)],
    )


def _comes_by_mail(bill: Bill) -> bool:
    """Where no paper is brought, the bill itself is in the message."""
    return bool(bill.contract.paperless) or paper_suspension() is not None


def render_returned(message: Message) -> Rendered:
    """The bank did not pay the debit of a bill: it is to be paid in another way.

    :raises Withdrawn: if it is paid, or asked no more, before the message left.
    """
    known = Bill.objects.select_related("contract__point", "holding__person")
    bill = known.filter(pk=UUID(message.about_id)).first()
    payable = standing_of(bill).payable if bill else None
    if bill is None or payable is None or not payable.left:
        raise Withdrawn
    said = _said(bill, message.language) | {"amount": _amount(payable.left, bill, message.language)}
    text = gettext(
        "Dear %(name)s,\n\nThe bank did not pay the direct debit of %(bill)s, contract %(contract)s. It is"
        " not debited again: please pay %(amount)s in another way.\n\n%(link)s"
    )
    short = gettext("%(agency)s: the bank did not pay the debit of %(bill)s. Pay it in another way: %(link)s")
    return Rendered(
        subject=gettext("The direct debit of your bill came back"),
        text=text % said,
        short=short % said,
        sender_name=current_agency().localized_name(message.language),
    )


def render_instalment(message: Message) -> Rendered:
    """What had paid an instalment did not come, or went back.

    :raises Withdrawn: if it is paid, or asked no more, before the message left.
    """
    bill = Bill.objects.select_related("contract", "holding__person").get(pk=UUID(message.about_id))
    part = Payable.objects.get(pk=UUID(str(message.context["instalment"])))
    plan = plan_of(part)
    left = part.left or (plan.payable.left if plan and plan.lapsed_at else 0)
    if plan is None or not left:
        raise Withdrawn
    said = _said(bill, message.language) | {"amount": _amount(left, bill, message.language)}
    text = gettext(
        "Dear %(name)s,\n\nThe payment of an instalment of %(bill)s, contract %(contract)s, did not reach us"
        " or went back. %(amount)s are owed again: please pay them, in another way if you can. If you have"
        " paid meanwhile, you need do nothing."
    )
    short = gettext("%(agency)s: the payment of an instalment of %(bill)s went back: %(amount)s. %(link)s")
    rule = gettext("Once two instalments are late, all that is left of the bill is asked at once.")
    return Rendered(
        subject=gettext("The payment of an instalment went back"),
        text=f"{_with(text % said, '' if plan.lapsed_at else rule, ' ')}\n\n{said['link']}",
        short=short % said,
        sender_name=current_agency().localized_name(message.language),
    )


def render_payment(message: Message) -> Rendered:
    """What had paid a bill, or several of a holder, did not come or went back.

    :raises Withdrawn: if they are paid, or asked no more, before the message left.
    """
    known = Bill.objects.select_related("contract", "holding__person").order_by("number")
    bills = list(known.filter(pk__in=str(message.context["bills"]).split()))
    owed = Payable.objects.open().filter(kind=PAYABLE, origin__in=[bill.pk for bill in bills])
    left = sum(payable.left for payable in owed)
    if not left:
        raise Withdrawn
    said = _said(bills[0], message.language) | {"amount": _amount(left, bills[0], message.language)}
    if len(bills) > 1:
        said["bill"] = isolate(count(len(bills), "bill", message.language, current_agency().digits))
        numbers = dict.fromkeys(print_contract_number(bill.contract.number) for bill in bills)
        said["contract"] = ", ".join(map(isolate_ltr, numbers))
    text = gettext(
        "Dear %(name)s,\n\nThe payment of %(bill)s, contract %(contract)s, did not reach us or went back."
        " %(amount)s are owed again: please pay them, in another way if you can. If you have paid meanwhile,"
        " you need do nothing."
    )
    short = gettext("%(agency)s: the payment of %(bill)s went back: %(amount)s are owed again. %(link)s")
    reason = str(message.context["reason"])
    why = gettext("The reason: %(reason)s.") % {"reason": isolate(reason.rstrip("."))} if reason else ""
    return Rendered(
        subject=gettext("The payment of your bill went back"),
        text=f"{_with(text % said, why, ' ')}\n\n{said['link']}",
        short=short % said,
        sender_name=current_agency().localized_name(message.language),
    )


def _debited(bill: Bill) -> str:
    """That nothing is to be done, where a mandate holds."""
    mandate = mandate_on(bill.holding.payer_id, bill.issued_on)
    if mandate is None or standing_of(bill).payable is None:
        return ""
    said = {"last": isolate_ltr(mandate.last_four)}
    return gettext("It will be debited from your account ending in %(last)s: you need do nothing.") % said


def _said(bill: Bill, language: str) -> dict[str, str]:
    agency = current_agency()
    return {
        "agency": isolate(agency.localized_name(language)),
        "name": isolate(bill.holding.person.name),
        "bill": isolate(pick(words_of(bill.period), language)),
        "contract": isolate_ltr(print_contract_number(bill.contract.number)),
        "amount": _amount(max(bill.total, 0), bill, language),
        "day": isolate(long_date(bill.due_on, language, agency.country, agency.digits)),
        "link": isolate_ltr(_link(bill)),
    }


def _amount(minor: int, bill: Bill, language: str) -> str:
    agency = current_agency()
    return isolate(amount(minor, bill.currency, language, agency.country, agency.digits))


def _with(text: str, more: str, between: str) -> str:
    return f"{text}{between}{more}" if more else text


def _link(bill: Bill) -> str:
    """As people read an address; the code is the same in small letters and in capitals."""
    head, code = bill_address(bill, current_agency()).rsplit("/", 1)
    return f"{head.lower()}/{code}"


def _paper(bill: Bill) -> Attached:
    agency = current_agency()
    sheet = bill_sheet(bill, agency)
    return Attached(sheet.name, "application/pdf", printed(sheet, agency))


_RENDERED = {
    DEBIT_BACK: render_returned,
    INSTALMENT_BACK: render_instalment,
    PAYMENT_BACK: render_payment,
    COPY: render_copy,
}


def _render(message: Message) -> Rendered:
    return _RENDERED.get(message.template, render_ready)(message)


register_template_source(BILL, _render)
