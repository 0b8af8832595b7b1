"""Why a bank does not get what it asks, in words; `docs/biller-api.md` lists them."""

from collections.abc import Mapping
from datetime import timedelta
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from ninja import NinjaAPI

from shubbak.agencies.shares import end_of_hour
from shubbak.api.problems import Problem, response_of
from shubbak.payments.biller.messages import MessageRefused
from shubbak.payments.biller.rules import BillerRefused
from shubbak.payments.ledger.buying import BuyingRefused
from shubbak.payments.ledger.rules import LedgerRefused

Refusal = MessageRefused | BillerRefused | LedgerRefused | BuyingRefused
KINDS: Mapping[str, str] = {
    "unsigned": "unauthentic",
    "unknown_key": "unauthentic",
    "forged": "unauthentic",
    "stale": "unauthentic",
    "no_nonce": "unauthentic",
    "replayed": "unauthentic",
    "no_certificate": "unauthentic",
    "too_many": "too-many",
    "shut": "too-many",
    "unknown_contract": "not-found",
    "unknown_payment": "not-found",
    "unknown_meter": "not-found",
    "other_body": "key-reused",
    "not_in_order": "conflict",
    "day_over": "conflict",
    "credit_spent": "conflict",
    "goods_given": "conflict",
    "not_for_sale": "conflict",
    "too_little": "invalid",
    "too_much": "invalid",
    "future": "invalid",
    "other_currency": "invalid",
    "more_than_came": "invalid",
    "nothing": "invalid",
    "no_reference": "key-missing",
    "unreadable": "invalid",
    "too_long": "invalid",
    "sum_differs": "invalid",
    "twice": "invalid",
    "other_day": "invalid",
}
"""The kind of problem by its reason."""


def problem_for(refused: Refusal) -> Problem:
    """The problem that a refusal is; one that nobody foresaw here is a fault, and logged as such.

    :raises KeyError: for a code that is in no list.
    """
    code = refused.code
    kind = KINDS[code]
    headers = {"Retry-After": str(_wait(code))} if kind == "too-many" else {}
    if kind == "unauthentic":
        headers["WWW-Authenticate"] = "Signature"
    return Problem(kind, detail=_words(code), headers=headers, reason=code)


def install_refusals(api: NinjaAPI) -> None:
    for kind in (BillerRefused, LedgerRefused, BuyingRefused):
        api.add_exception_handler(kind, _answer)


def _answer(request: HttpRequest, refused: Any) -> HttpResponse:  # noqa: ARG001  ninja's shape
    return response_of(problem_for(refused))


def _wait(code: str) -> int:
    """Seconds: to the next minute, or to the next hour."""
    at = timezone.now()
    minute = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    until = end_of_hour(at) if code == "shut" else minute
    return max(1, ceil((until - at).total_seconds()))


def _words(code: str) -> str:
    words = {
        "unsigned": gettext("The message bears no signature."),
        "unknown_key": gettext("The key that the message names is not in use."),
        "forged": gettext("The signature does not fit the message, or does not cover what it must."),
        "stale": gettext("The message was signed too long ago, or its clock is ahead."),
        "no_nonce": gettext("The signature needs a nonce of 16 to 64 characters."),
        "replayed": gettext("This message came before. Sign it again with a new nonce."),
        "no_certificate": gettext("The connection does not show the certificate that was agreed on."),
        "too_many": gettext("More requests than were agreed on for a minute."),
        "shut": gettext("Too many numbers were looked up that nobody has. Payments are still taken."),
        "unknown_contract": gettext("Nobody is known under this number, or the items are not theirs."),
        "unknown_payment": gettext("No payment of yours has this reference."),
        "other_body": gettext("This reference is a payment already, with other facts."),
        "not_in_order": gettext("Something older has to be paid first."),
        "day_over": gettext("The business day of this payment is over. Ask the body to give the money back."),
        "credit_spent": gettext("The money was given back to its payer meanwhile. Ask the body."),
        "unknown_meter": gettext("No prepaid meter is known under this number."),
        "goods_given": gettext("The token of this purchase is given: it cannot be taken back."),
        "not_for_sale": gettext("No credit can be sold for this meter now. Ask the body."),
        "too_little": gettext("This buys nothing. Ask for a quote: it says the least amount."),
        "too_much": gettext("This is more than is sold at once. Ask for a quote: it says the most."),
        "future": gettext("The payment is dated ahead of now."),
        "other_currency": gettext("What is owed here is in another currency."),
        "more_than_came": gettext("The items come to more than the amount."),
        "nothing": gettext("An amount is more than nothing."),
        "no_reference": gettext("Send your reference of the payment in the header Idempotency-Key."),
        "unreadable": gettext("The file cannot be read."),
        "too_long": gettext("The file has too many lines."),
        "sum_differs": gettext("The lines do not make the count or the sum that the file tells."),
        "twice": gettext("A reference is in the file twice."),
        "other_day": gettext("The file is of another day."),
    }
    return words[code]
