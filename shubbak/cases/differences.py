"""A file about a difference between a bank and the books, where the body has a service for it."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext, override

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions.deposit import deposit
from shubbak.catalogue.queries import UnknownService, current_service
from shubbak.foundation.text import amount
from shubbak.journal.rules import Actor
from shubbak.payments.reconciling.extension import NumberOf
from shubbak.payments.reconciling.models import Difference

SERVICE = "payment-difference"


def open_about(difference: Difference, actor: Actor, at: datetime) -> NumberOf | None:
    """Opens one file for a difference, however often it is asked; None without such a service."""
    try:
        version = current_service(SERVICE)
    except UnknownService:
        return None
    agency = current_agency()
    language = str(agency.languages[0])
    with override(language):
        answers = _answers(difference, language)
    key = uuid5(NAMESPACE_URL, f"{agency.code}/difference/{difference.pk}")
    case = deposit(
        service_version=version,
        answers=answers,
        channel="counter",
        language=language,
        submission_id=key,
        actor=actor,
        at=at,
    )
    return lambda: case.number


def _answers(difference: Difference, language: str) -> dict[str, str]:
    agency, line = current_agency(), difference.line
    theirs, ours = (
        amount(minor, difference.currency, language, agency.country, agency.digits)
        for minor in (difference.theirs, difference.ours)
    )
    told = {"account": difference.statement.account.iban, "theirs": theirs, "ours": ours}
    words = gettext("Account %(account)s. The bank says %(theirs)s, we hold %(ours)s.") % told
    text = f"\n{line.text}" if line and line.text else ""
    return {"about": f"{difference.statement.name} – {theirs}"[:120], "words": f"{words}{text}"[:2000]}
