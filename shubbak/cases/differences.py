"""A file about a difference between a bank and the books, where the body has a service for it."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext, override

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions.deposit import deposit
from shubbak.catalogue.queries import UnknownService, current_service
from shubbak.foundation.localized import pick
from shubbak.foundation.text import amount, long_date
from shubbak.journal.rules import Actor
from shubbak.payments.ledger.referring import Differing, NumberOf

SERVICE = "payment-difference"


def open_about(differing: Differing, actor: Actor, at: datetime) -> NumberOf | None:
    """Opens one file for a difference, however often it is asked; None without such a service."""
    try:
        version = current_service(SERVICE)
    except UnknownService:
        return None
    agency = current_agency()
    language = str(agency.languages[0])
    with override(language):
        answers = _answers(differing, language)
    case = deposit(
        service_version=version,
        answers=answers,
        channel="counter",
        language=language,
        submission_id=uuid5(NAMESPACE_URL, f"{agency.code}/{differing.key}"),
        actor=actor,
        at=at,
    )
    return lambda: case.number


def _answers(differing: Differing, language: str) -> dict[str, str]:
    agency = current_agency()
    theirs, ours = (
        amount(minor, differing.currency, language, agency.country, agency.digits)
        for minor in (differing.theirs, differing.ours)
    )
    told = {"theirs": theirs, "ours": ours, "account": differing.account}
    words = gettext("Account %(account)s. The bank says %(theirs)s, we hold %(ours)s.")
    if differing.day is not None:
        day = long_date(differing.day, language, agency.country, agency.digits)
        told |= {"bank": pick(differing.bank or {}, language), "day": day}
        words = gettext("File of %(bank)s, %(day)s. It says %(theirs)s, we hold %(ours)s.")
    text = f"\n{differing.text}" if differing.text else ""
    return {"about": f"{differing.about} – {theirs}"[:120], "words": f"{words % told}{text}"[:2000]}
