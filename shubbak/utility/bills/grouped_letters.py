"""The bills of an institution are ready: one message for all of them, with their paper."""

from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency
from shubbak.documents.paper import render as printed
from shubbak.foundation.tables import FORMATS
from shubbak.foundation.text import amount, count, isolate, isolate_ltr, long_date
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Attached, Rendered, Withdrawn
from shubbak.payments.ledger.references import print_rf
from shubbak.utility.bills.actions.telling import GROUPED
from shubbak.utility.bills.grouped import GroupedBill, grouped_bill
from shubbak.utility.bills.grouped_paper import (
    grouped_address,
    grouped_sheet,
    grouped_table,
)
from shubbak.utility.bills.shown import month_words
from shubbak.utility.subscriptions.queries import group_of


def render_grouped(message: Message) -> Rendered:
    """What is owed in all, by when, and where it is seen.

    :raises Withdrawn: if every bill of it was cancelled before the message left.
    """
    number, _, period = message.about_id.partition("/")
    group = group_of(number)
    told = grouped_bill(group, period) if group else None
    if told is None:
        raise Withdrawn
    said = _said(told, message.language)
    text = gettext(
        "Dear %(name)s,\n\n%(bills)s of group %(group)s for %(month)s are ready: %(amount)s, to be paid by"
        " %(day)s.\n\nOne transfer with the reference %(rf)s pays them all.\n\n%(link)s"
    )
    short = gettext("%(agency)s: %(bills)s of group %(group)s: %(amount)s by %(day)s. %(link)s")
    return Rendered(
        subject=gettext("Your grouped bill is ready: %(amount)s by %(day)s") % said,
        text=text % said,
        short=short % said,
        sender_name=current_agency().localized_name(message.language),
        attached=_papers(told) if message.channel == "email" else [],
    )


def _said(told: GroupedBill, language: str) -> dict[str, str]:
    agency = current_agency()
    head, code = grouped_address(told, agency).rsplit("/", 1)
    owed = amount(told.left, told.currency, language, agency.country, agency.digits)
    return {
        "agency": isolate(agency.localized_name(language)),
        "name": isolate(told.group.person.name),
        "bills": isolate(count(len(told.lines), "bill", language, agency.digits)),
        "group": isolate_ltr(told.group.number),
        "month": isolate(month_words(told.period, language, agency)),
        "amount": isolate(owed),
        "day": isolate(long_date(told.due_on, language, agency.country, agency.digits)),
        "rf": isolate_ltr(print_rf(told.rf)),
        "link": isolate_ltr(f"{head.lower()}/{code}"),
    }


def _papers(told: GroupedBill) -> list[Attached]:
    """The paper, and its rows for the accountants."""
    agency, xlsx = current_agency(), FORMATS["xlsx"]
    sheet = grouped_sheet(told, agency)
    name = f"grouped-{told.group.number}-{told.period}.xlsx"
    return [
        Attached(sheet.name, "application/pdf", printed(sheet, agency)),
        Attached(name, xlsx.media_type, b"".join(xlsx.write(grouped_table(told)))),
    ]


register_template_source(GROUPED, render_grouped)
