"""Who comes through: whoever serves people, leads or audits, at a body that bills by meters."""

from uuid import UUID

from django.http import Http404

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import Door, P, View, Visit, hidden
from shubbak.payments.ledger.models import Payable
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.permissions import proposes_corrections
from shubbak.utility.subscriptions.models import Contract, Group, Holding
from shubbak.utility.subscriptions.permissions import changes_supply, reads_contracts, serves_contracts
from shubbak.utility.subscriptions.queries import contracts_visible, groups_visible


def contract_readers(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: _bills() and reads_contracts(visit.roles))


def contract_servers(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: _bills() and serves_contracts(visit.roles))


def supply_changers(view: View[P]) -> Door[P]:
    """Whoever changes the meters of a contract, or what it was agreed on."""
    return hidden(view, lambda visit: _bills() and changes_supply(visit.roles))


def bill_correctors(view: View[P]) -> Door[P]:
    """Whoever may say that a bill is wrong; somebody else decides on it (`desk.billing`)."""
    return hidden(view, lambda visit: _bills() and proposes_corrections(visit.roles))


def _bills() -> bool:
    return bool(current_agency().tariffs)


def the_contract(visit: Visit, number: str) -> Contract:
    """
    :raises Http404: whether it is absent or of a place of other units.
    """
    found = contracts_visible(visit.roles).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def the_group(visit: Visit, number: str) -> Group:
    """
    :raises Http404: whether it is absent or has a contract at a place of other units.
    """
    found = groups_visible(visit.roles).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def the_bill(visit: Visit, number: str, bill_id: UUID) -> Bill:
    """
    :raises Http404: if the contract has no such bill.
    """
    contract = the_contract(visit, number)
    found: Bill | None = (
        Bill.objects.filter(pk=bill_id, contract=contract).select_related("contract__point").first()
    )
    if found is None:
        raise Http404
    return found


def the_payable(visit: Visit, number: str, payable_id: UUID) -> Payable:
    """
    :raises Http404: if nobody who held the contract owes it.
    """
    contract = the_contract(visit, number)
    payers = Holding.objects.filter(contract=contract).values("payer")
    found = Payable.objects.filter(pk=payable_id, payer__in=payers).first()
    if found is None:
        raise Http404
    return found
