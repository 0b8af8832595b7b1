"""A proposed correction of a bill as the desk shows it: what it changes, in amounts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from shubbak.cases.models import Case
from shubbak.desk.cashier.shown import Row, money
from shubbak.desk.shown.language import tongue
from shubbak.foundation.text import isolate_ltr
from shubbak.people.models import Staff
from shubbak.utility.bills.models import Bill, Correction
from shubbak.utility.bills.righting import left_behind
from shubbak.utility.bills.rules import Kind
from shubbak.utility.metering.wording import index_words, quantity_words
from shubbak.utility.subscriptions.rules import print_contract_number
from shubbak.utility.tariffs.shelf import shelf


@dataclass(frozen=True)
class CorrectionLine:
    """One in a list: `change` says what is asked now, and what would be."""

    pk: UUID
    number: str
    contract: str
    name: str
    reason: str
    change: str
    difference: str


def correction_line(found: Correction) -> CorrectionLine:
    before, after = money(_asked(found.bill), found.bill.currency), money(found.total, found.bill.currency)
    return CorrectionLine(
        pk=found.pk,
        number=found.bill.number,
        contract=print_contract_number(found.bill.contract.number),
        name=found.bill.holding.person.name,
        reason=found.reason,
        change=gettext("%(before)s becomes %(after)s") % {"before": before, "after": after},
        difference=_more_or_less(found),
    )


def correction_rows(found: Correction) -> Sequence[Row]:
    """What somebody reads before they decide."""
    bill = found.bill
    told = {"name": _named(found.asked_by), "day": tongue().day(found.asked_at)}
    return [
        Row(gettext("Contract"), bill.holding.person.name, print_contract_number(bill.contract.number)),
        Row(gettext("Bill"), bill.period, bill.number),
        Row(gettext("What is wrong, and why"), found.reason),
        Row(gettext("Proposed by"), gettext("%(name)s, %(day)s") % told),
        *_file(found),
        *_changes(found),
        Row(gettext("Asked now"), money(_asked(bill), bill.currency)),
        Row(gettext("Asked afterwards"), money(found.total, bill.currency)),
        Row(pgettext("correction", "Difference"), _more_or_less(found)),
        *(_wrong_too(later) for later in _later(found)),
    ]


def decided_words(found: Correction) -> str:
    """What is said once it is decided; with the bills after it that begin at an index that is no more."""
    words = gettext("Your decision is noted.")
    wrong = [isolate_ltr(later.number) for later in _later(found)] if found.is_granted else []
    if not wrong:
        return words
    too = gettext("Made after it and beginning at the old index: %(bills)s. Correct that too.")
    return f"{words} {too % {'bills': ', '.join(wrong)}}"


def _later(found: Correction) -> Sequence[Bill]:
    return list(left_behind(found.bill, found.facts.get("readings", []))) if found.replaces else []


def _wrong_too(later: Bill) -> Row:
    told = {"period": isolate_ltr(later.period)}
    words = gettext("Bill of %(period)s: it begins at the old index") % told
    page = reverse("desk_contract", args=[later.contract.number])
    return Row(gettext("Correct this one too"), words, later.number, page)


def _file(found: Correction) -> Sequence[Row]:
    case = Case.objects.filter(pk=found.file).first() if found.file else None
    return [Row(pgettext("correction", "File"), case.number)] if case else []


def _changes(found: Correction) -> Iterator[Row]:
    """Indexes, quantity and tariffs, where they are others."""
    bill = found.bill
    if not found.replaces:
        yield Row(gettext("In its place"), gettext("Nothing: it is cancelled"))
        return
    known = {told["meter"]: told["to"] for told in bill.facts.get("readings") or []}
    for told in found.facts["readings"]:
        before = known.get(told["meter"], told["to"])
        if before != told["to"]:
            yield _from_to(gettext("Last index"), _index(before), _index(told["to"]), told["meter"])
    if found.quantity != bill.quantity:
        yield _from_to(gettext("Quantity"), *_quantities(bill, found.quantity))
    before, after = _tariffs(bill.lines), _tariffs(found.lines)
    if before != after:
        yield _from_to(gettext("Tariff"), before, after)


def _from_to(label: str, before: str, after: str, number: str = "") -> Row:
    words = gettext("%(before)s becomes %(after)s") % {"before": before, "after": after}
    return Row(label, words, number)


def _asked(bill: Bill) -> int:
    """What the bill asks; nothing, once it is cancelled."""
    return 0 if bill.corrections.filter(kind=Kind.CANCELLING).exists() else bill.total


def _more_or_less(found: Correction) -> str:
    difference, currency = found.total - _asked(found.bill), found.bill.currency
    told = {"amount": money(abs(difference), currency)}
    if difference > 0:
        return gettext("%(amount)s more") % told
    return gettext("%(amount)s less") % told if difference else pgettext("difference", "none")


def _index(index: int) -> str:
    return index_words(index, _manner())


def _quantities(bill: Bill, after: int) -> tuple[str, str]:
    codes = [line["tariff"] for line in bill.lines if line["tariff"] in shelf()]
    unit = shelf()[codes[0]].data["unit"] if codes else ""
    return quantity_words(bill.quantity, unit, _manner()), quantity_words(after, unit, _manner())


def _tariffs(lines: Iterable[Mapping[str, Any]]) -> str:
    codes = dict.fromkeys(line["tariff"] for line in lines if line["tariff"] in shelf())
    return " + ".join(tongue().pick(shelf()[code].label) for code in codes)


def _manner() -> tuple[str, str, str]:
    return tongue().language, tongue().country, tongue().digits


def _named(key: str) -> str:
    staff = Staff.objects.filter(pk=key).first() if key.isdecimal() else None
    return tongue().name(staff) or key
