"""Sentences about prepaid meters: why money buys nothing, what is strange, where a sale stands."""

from collections.abc import Iterator

from django.utils.translation import gettext

from shubbak.portal import pages
from shubbak.utility.bills.manner import Manner
from shubbak.utility.bills.written import read_lines
from shubbak.utility.prepaid.vending.models import Sale
from shubbak.utility.prepaid.vending.rules import Offer, Practice, VendingRefused


def refusal_notice(refused: VendingRefused, practice: Practice, manner: Manner) -> pages.Notice:
    """Why this money buys nothing now."""
    if refused.code == "too_little":
        text = gettext("The least that buys something now is %(least)s. How it comes about stands below.")
        said = text % {"least": manner.amount(refused.least)}
        return pages.Notice(gettext("This is too little"), said, "risk", "alert")
    if refused.code == "too_much":
        text = gettext("At most %(most)s in one purchase.") % {"most": manner.amount(practice.most)}
        return pages.Notice(gettext("This is too much"), text, "risk", "alert")
    text = gettext("Call us: something about this meter is not as it must be.")
    return pages.Notice(gettext("No token can be sold for this meter now"), text, "risk", "alert")


def why_strange(offered: Offer, manner: Manner) -> Iterator[str]:
    """A band that the month leaves, fees of months before, and money that is not needed."""
    lines = [written.line for written in read_lines(offered.lines)]
    left = {band.price for line in lines for band in line.bands if band.quantity < 0}
    now = next((line.whole_in for line in lines if line.whole_in and left), None)
    if left and now:
        said = {"bound": f"{manner.quantity(now[0])}\u00a0{manner.unit}"}
        yield (
            gettext(
                "With this purchase your month passes %(bound)s: all of it is reckoned anew in the next band,"
                " and what it cost before is taken off. So the tariff wants it."
            )
            % said
        )
    months = {written.first.replace(day=1) for written in read_lines(offered.lines)}
    if len(months) > 1:
        yield gettext("The fixed fees of months in which nothing was bought are asked with it.")
    if 100 * (offered.money - offered.total) > offered.money:
        rest = manner.amount(offered.money - offered.total)
        yield gettext("%(rest)s of it would buy no whole tenth of a unit: they are not asked.") % {
            "rest": rest
        }


def sale_notice(sale: Sale, manner: Manner) -> pages.Notice | None:
    """What became of a purchase without a token."""
    said = {"amount": manner.amount(sale.payable.amount)}
    if sale.state == Sale.State.FAILED:
        title = gettext("No token could be made")
        text = gettext("What you paid (%(amount)s) is your credit, and is laid on your next purchase.") % said
        return pages.Notice(title, text, "late", "alert")
    if sale.state == Sale.State.WITHDRAWN:
        title = gettext("This purchase was not paid in time, or another took its place")
        text = gettext("Nothing is asked for it. What was paid of it is your credit.")
        return pages.Notice(title, text)
    if sale.state == Sale.State.PAID and sale.tries:
        title = gettext("Your payment has come; the token is still being made")
        text = gettext(
            "The machine that makes tokens has not answered. We ask it again by ourselves, and you lose"
            " nothing: either the token comes, here and by message, or the money becomes your credit within a"
            " day. Do not pay again."
        )
        return pages.Notice(title, text, "risk", "clock")
    return None


def loan_line(amount: str) -> pages.Row:
    return pages.Row(gettext("Lent, to be paid with the next purchase"), amount)


def tag_of(sale: Sale) -> pages.Tag:
    """Where a purchase stands, in a word."""
    if sale.state == Sale.State.VENDED:
        if sale.kind == Sale.Kind.LOAN and sale.paid_at is None:
            return pages.Tag(gettext("Lent"), "clock", "risk")
        return pages.Tag(gettext("Token made"), "check", "done")
    return {
        Sale.State.ASKED: pages.Tag(gettext("To be paid"), "clock"),
        Sale.State.PAID: pages.Tag(gettext("Token being made"), "clock", "risk"),
        Sale.State.FAILED: pages.Tag(gettext("Became credit"), "alert", "late"),
        Sale.State.WITHDRAWN: pages.Tag(gettext("Withdrawn"), "close", "hold"),
    }[Sale.State(sale.state)]
