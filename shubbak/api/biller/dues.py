"""Who the bank is, and what is owed under a number."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query, Router

from shubbak.agencies.queries import in_its_zone
from shubbak.api.biller.door import heard
from shubbak.api.biller.shapes import DuesShown, ItemOwed, Number, Today
from shubbak.foundation.localized import pick
from shubbak.payments.biller.actions import look_up_dues
from shubbak.payments.biller.queries import Dues, day_at

router = Router(tags=["dues"])


@router.get("/today", response=Today, operation_id="today", summary="Who is heard, and which day it is")
def today(request: HttpRequest) -> Today:
    """Nothing is done: whether keys, clocks and addresses are right."""
    speaker, at = heard(request), timezone.now()
    bank = speaker.bank
    told = in_its_zone(at).isoformat(timespec="seconds")
    return Today(
        bank=bank.code, key=speaker.key.name, time=told, business_day=day_at(bank, at), cut_off=bank.cut_off
    )


@router.get("/dues", response=DuesShown, operation_id="dues", summary="What is owed under a number")
def dues(request: HttpRequest, contract: Query[Number]) -> DuesShown:
    """The oldest first. A number that nobody has is counted: too many of them and none is looked up."""
    bank = heard(request).bank
    return _shown(look_up_dues(bank=bank, number=contract, at=timezone.now()), in_order=bank.oldest_first)


def _shown(found: Dues, *, in_order: bool) -> DuesShown:
    language = get_language() or "ar"
    return DuesShown(
        contract=found.debtor.number,
        what=pick(found.debtor.words, language),
        holder=found.holder,
        currency=found.currency,
        total=found.total,
        in_order=in_order,
        items=[
            ItemOwed(
                reference=item.reference,
                rf=item.rf,
                words=pick(item.words, language),
                due_on=item.due_on,
                billed=item.amount,
                amount=item.left,
                contested=item.held_since is not None,
            )
            for item in found.items
        ],
    )
