"""Reminder, notice, cut and reconnection as messages to the holder: what is owed, by when, how to contest."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from shubbak.agencies.queries import address_of, current_agency, in_its_zone
from shubbak.foundation.localized import pick
from shubbak.foundation.text import amount, clock_time, isolate, isolate_ltr, long_date
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Rendered, Withdrawn
from shubbak.utility.arrears.actions.telling import ARREAR
from shubbak.utility.arrears.models import Arrear, Order
from shubbak.utility.arrears.queries import overdue, rules_on, text_on
from shubbak.utility.subscriptions.rules import print_contract_number

Said = dict[str, str]
Words = Callable[[Said], tuple[str, str, str]]


def render_arrear(message: Message) -> Rendered:
    """Subject, letter and the few words for a telephone.

    :raises Withdrawn: if what it warns of was paid or contested before it left.
    """
    known = Arrear.objects.select_related("contract__point", "holding__person")
    arrear = known.filter(pk=UUID(message.about_id)).first()
    words = _WORDS.get(message.template)
    if arrear is None or words is None:
        raise Withdrawn
    said = said_of(arrear, message.language, in_its_zone(message.created_at).date())
    if message.template in ("reminder", "notice") and not said["owed"]:
        raise Withdrawn
    subject, text, short = words(said)
    return Rendered(
        subject=subject,
        text=text,
        short=short,
        sender_name=current_agency().localized_name(message.language),
        must_leave=message.template in ("notice", "cut", "restoring"),
    )


def letter_of(arrear: Arrear, language: str) -> tuple[str, str]:
    """Subject and text of the last warning, for whoever is told on paper."""
    template = "notice" if arrear.noticed_at else "reminder"
    warned = in_its_zone(arrear.noticed_at or arrear.reminded_at).date()
    subject, text, _ = _WORDS[template](said_of(arrear, language, warned))
    return subject, text


def said_of(arrear: Arrear, language: str, on: date) -> Said:
    """What the letters of a day name. `owed` was past its day then; empty where nothing of it is left."""
    agency, today = current_agency(), in_its_zone(arrear.reminded_at).date()
    payer = arrear.holding.payer_id
    owed, _ = overdue([payer], on, is_pursued=True).get(payer, (0, None))
    order = arrear.orders.filter(kind=Order.Kind.RECONNECTION).last()
    by = in_its_zone(order.by) if order and order.by else None
    day = arrear.cut_from or today
    fee, comma = rules_on(day).fee, "،" if language == "ar" else ","

    def money(minor: int) -> str:
        return isolate(amount(minor, agency.currency, language, agency.country, agency.digits))

    def spoken(on: date) -> str:
        return isolate(long_date(on, language, agency.country, agency.digits))

    return {
        "agency": isolate(agency.localized_name(language)),
        "name": isolate(arrear.holding.person.name),
        "contract": isolate_ltr(print_contract_number(arrear.contract.number)),
        "place": isolate(arrear.contract.point.place),
        "owed": money(owed) if owed else "",
        "day": spoken(day),
        "text": isolate(pick(text_on(day, "cut_after_notice"), language)),
        "link": isolate_ltr(address_of(agency, "/bills")),
        "by": f"{spoken(by.date())}{comma} {clock_time(by, language, agency.digits)}" if by else "",
        "fee": money(fee) if fee else "",
    }


def _reminder(said: Said) -> tuple[str, str, str]:
    subject = gettext("Reminder: %(owed)s are overdue, contract %(contract)s") % said
    text = gettext(
        "Dear %(name)s,\n\nBills of contract %(contract)s (%(place)s) are past their day: %(owed)s. If you "
        "have paid meanwhile, you need do nothing.\n\nPay, ask for instalments or contest a bill here:\n\n"
        "%(link)s\n\nAs long as a bill is contested nobody reminds you of it or cuts you off for it."
    )
    short = gettext("%(agency)s: %(owed)s overdue, contract %(contract)s. Pay or contest: %(link)s")
    return subject, text % said, short % said


def _notice(said: Said) -> tuple[str, str, str]:
    subject = gettext("Formal notice: supply may be cut from %(day)s, contract %(contract)s") % said
    text = gettext(
        "Dear %(name)s,\n\nIn spite of our reminder %(owed)s remain unpaid for contract %(contract)s "
        "(%(place)s). If they are not paid, the supply may be cut from %(day)s (%(text)s).\n\nYou can pay, "
        "ask for instalments or contest a bill here:\n\n%(link)s\n\nA bill that is contested, or paid in "
        "instalments, stops the cut. If somebody at this place depends on a medical device, "
        "tell us today."
    )
    short = gettext(
        "%(agency)s: formal notice. %(owed)s unpaid, contract %(contract)s. Supply may be cut from %(day)s. "
        "Pay, ask for instalments or contest: %(link)s"
    )
    return subject, text % said, short % said


def _cut(said: Said) -> tuple[str, str, str]:
    subject = gettext("The supply of contract %(contract)s was cut") % said
    text = gettext(
        "Dear %(name)s,\n\nThe supply of contract %(contract)s (%(place)s) was cut because %(owed)s remained "
        "unpaid. Once they are paid, or instalments agreed, it is restored without your asking.\n\n%(link)s"
    )
    short = gettext("%(agency)s: supply of contract %(contract)s cut, %(owed)s unpaid. %(link)s")
    return subject, _with_fee(text % said, said), short % said


def _restoring(said: Said) -> tuple[str, str, str]:
    subject = gettext("The supply of contract %(contract)s will be restored") % said
    text = gettext(
        "Dear %(name)s,\n\nNothing stands in the way any more: the supply of contract %(contract)s "
        "(%(place)s) will be restored by %(by)s. You need do nothing."
    )
    short = gettext("%(agency)s: supply of contract %(contract)s will be restored by %(by)s.")
    return subject, text % said, short % said


def _reconnected(said: Said) -> tuple[str, str, str]:
    subject = gettext("The supply of contract %(contract)s is restored") % said
    text = gettext(
        "Dear %(name)s,\n\nThe supply of contract %(contract)s (%(place)s) is restored. "
        "If it is not, call us."
    )
    short = gettext("%(agency)s: supply of contract %(contract)s is restored.")
    return subject, text % said, short % said


def _with_fee(text: str, said: Said) -> str:
    return f"{text}\n\n{gettext('Restoring it costs %(fee)s.') % said}" if said["fee"] else text


_WORDS: dict[str, Words] = {
    "reminder": _reminder,
    "notice": _notice,
    "cut": _cut,
    "restoring": _restoring,
    "reconnected": _reconnected,
}

register_template_source(ARREAR, render_arrear)
