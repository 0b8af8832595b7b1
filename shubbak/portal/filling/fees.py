"""What a file costs: how much, until when, and where it is paid."""

from collections.abc import Sequence

from django.utils.translation import gettext

from shubbak.agencies.models import Agency
from shubbak.cases.queries.tracking import Charged, TrackingView
from shubbak.foundation.text import isolate_ltr
from shubbak.portal import pages
from shubbak.portal.filling.bill_state import pay_links
from shubbak.portal.money import Manner


def fees_of(view: TrackingView, agency: Agency) -> pages.Fees | None:
    """The fees of a file, paid ones too; the way to pay only while the file waits for it."""
    if not view.charges:
        return None
    manner, currency = Manner.of(agency), view.charges[0].currency
    left = sum(charge.left for charge in view.charges) if view.waits_for_payment else 0
    return pages.Fees(
        lines=[_line(charge, manner, is_asked=view.waits_for_payment) for charge in view.charges],
        total=manner.amount(left, currency) if left else "",
        pay=_links(view.charges) if left else (),
    )


def _links(charges: Sequence[Charged]) -> Sequence[pages.Link]:
    """To pay all of it, or of instalments what is due next."""
    parts = [charge for charge in charges if charge.is_part and charge.left]
    if not parts:
        return pay_links(charges, gettext("Pay online"))
    first = min(part.due_on for part in parts)
    return pay_links([part for part in parts if part.due_on == first], gettext("Pay the next instalment"))


def _line(charge: Charged, manner: Manner, *, is_asked: bool) -> pages.Fee:
    rows = [pages.Row(gettext("Amount"), manner.amount(charge.amount, charge.currency))]
    if not charge.left:
        rows.append(pages.Row(gettext("State"), gettext("Paid")))
        return pages.Fee(charge.title, rows, is_paid=True)
    if charge.left < charge.amount:
        rows.append(pages.Row(gettext("Left to pay"), manner.amount(charge.left, charge.currency)))
    if is_asked:
        rows.append(pages.Row(gettext("To be paid by"), manner.day(charge.due_on)))
    rows.append(pages.Row(gettext("Number at the cashier"), isolate_ltr(charge.reference)))
    return pages.Fee(charge.title, rows, is_paid=False)
