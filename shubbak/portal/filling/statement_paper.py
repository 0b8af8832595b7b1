"""A statement of account as a paper, in both languages."""

from datetime import date, datetime

from django.utils import translation

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.documents.sheets import Fact, MovedLine, OwedLine, Pair, StatementSheet
from shubbak.foundation.localized import pick
from shubbak.foundation.text import figures, short_date
from shubbak.payments.ledger.queries import Movement, statement_of
from shubbak.portal.filling.contract import reference_of, what_moved
from shubbak.utility.bills.manner import Manner
from shubbak.utility.subscriptions.models import Holding
from shubbak.utility.subscriptions.rules import print_contract_number

_LANGUAGES = ("ar", "fr")


def statement_sheet(holding: Holding, first: date, last: date, at: datetime) -> StatementSheet:
    """What `documents.paper.render` prints. A balance below nothing is the person's credit."""
    agency, contract = current_agency(), holding.contract
    told = statement_of(holding.payer_id, first, last)
    days = [_day(day, agency) for day in (first, last)]
    return StatementSheet(
        made_at=at,
        unit=Pair(""),
        place=Pair(*(pick(agency.address, each) for each in _LANGUAGES)),
        title=Pair("كشف الحساب", "Relevé de compte"),
        number=print_contract_number(contract.number),
        number_label=Pair("العقدة", "Contrat"),
        facts=(
            Fact(Pair("الزبون", "Client"), Pair(f"{holding.person.name}، {contract.point.place}")),
            Fact(Pair("الفترة", "Période"), Pair(f"من {days[0].ar} إلى {days[1].ar}")),
        ),
        opening=_owed("قبل", "avant le", days[0], told.opening, agency),
        lines=tuple(_line(movement, agency) for movement in told.movements),
        closing=_owed("بعد", "après le", days[1], told.closing, agency),
    )


def _line(movement: Movement, agency: Agency) -> MovedLine:
    return MovedLine(
        day=_day(movement.transfer.day, agency),
        words=Pair(*(_in(each, movement, agency) for each in _LANGUAGES)),
        reference=reference_of(movement.transfer),
        asked=_figures(movement.amount, agency) if movement.amount > 0 else "",
        paid=_figures(-movement.amount, agency) if movement.amount < 0 else "",
        balance=_figures(movement.balance, agency),
    )


def _in(language: str, movement: Movement, agency: Agency) -> str:
    with translation.override(language):
        return what_moved(movement.transfer, Manner.of(agency, agency.currency, "m3"))


def _owed(arabic: str, french: str, day: Pair, minor: int, agency: Agency) -> OwedLine:
    label = Pair(f"الرصيد {arabic} {day.ar}", f"Solde {french} {day.fr}")
    return OwedLine(label, f"{_figures(minor, agency)} {agency.currency}")


def _day(day: date, agency: Agency) -> Pair:
    return Pair(*(short_date(day, each, agency.country, agency.digits) for each in _LANGUAGES))


def _figures(minor: int, agency: Agency) -> str:
    return figures(minor, agency.currency, "fr", agency.country)
