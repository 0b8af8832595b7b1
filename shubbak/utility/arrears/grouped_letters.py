"""One reminder for all contracts of an institution that are in arrears."""

from datetime import date

from django.utils.translation import gettext

from shubbak.agencies.queries import address_of, current_agency
from shubbak.foundation.text import amount, count, isolate, isolate_ltr
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Rendered, Withdrawn
from shubbak.payments.ledger.references import print_rf, rf_of
from shubbak.utility.arrears.actions.telling import TOGETHER
from shubbak.utility.arrears.together import Together, reminded_together
from shubbak.utility.subscriptions.queries import group_of


def render_together(message: Message) -> Rendered:
    """How many contracts, how much in all, and the reference that pays them.

    :raises Withdrawn: if nothing of it is owed any more when it leaves.
    """
    number, _, day = message.about_id.partition("/")
    group = group_of(number)
    told = reminded_together(group, date.fromisoformat(day)) if group else None
    if told is None or not told.owed:
        raise Withdrawn
    subject, text, short = words_of(told, message.language)
    return Rendered(
        subject=subject,
        text=text,
        short=short,
        sender_name=current_agency().localized_name(message.language),
    )


def words_of(told: Together, language: str) -> tuple[str, str, str]:
    """Subject, letter, and the few words for a telephone."""
    agency = current_agency()
    owed = amount(told.owed, agency.currency, language, agency.country, agency.digits)
    said = {
        "agency": isolate(agency.localized_name(language)),
        "name": isolate(told.group.person.name),
        "group": isolate_ltr(told.group.number),
        "contracts": isolate(count(told.contracts, "contract", language, agency.digits)),
        "owed": isolate(owed),
        "rf": isolate_ltr(print_rf(rf_of(told.group.number))),
        "link": isolate_ltr(address_of(agency, "/bills")),
    }
    text = gettext(
        "Dear %(name)s,\n\nBills of group %(group)s are past their day, of %(contracts)s: %(owed)s in all. "
        "If you have paid meanwhile, you need do nothing.\n\nOne transfer with the reference %(rf)s pays "
        "them, the oldest first. You can also pay, ask for instalments or contest a bill here:\n\n"
        "%(link)s\n\nAs long as a bill is contested nobody reminds you of it or cuts you off for it."
    )
    short = gettext(
        "%(agency)s: %(owed)s overdue, group %(group)s, of %(contracts)s. Reference %(rf)s. Pay or contest: "
        "%(link)s"
    )
    return gettext("Reminder: %(owed)s are overdue, group %(group)s") % said, text % said, short % said


register_template_source(TOGETHER, render_together)
