"""The accounts, and the contracts, with which a visitor tries the town."""

from collections.abc import Iterator

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at, look_at_shared
from shubbak.config.demonstration.dwellings import TOWN, contract_of_rank
from shubbak.config.demonstration.institution import group_of_town
from shubbak.config.demonstration.lateness import IN_ARREARS
from shubbak.config.demonstration.subscribers import FIRST
from shubbak.config.demonstration.town import PASSWORD, agencies_of_town
from shubbak.utility.subscriptions.models import Contract, Holding, Meter
from shubbak.utility.subscriptions.rules import FACT_LENGTH, print_contract_number

_SHOWN = 4


def show_accounts() -> None:
    """Print who may sign in to each desk, and which contracts there are; all accounts share one password and
    need no second factor.
    """
    print(f"\nDemonstration accounts (password: {PASSWORD})")
    for description in agencies_of_town():
        for staff in description.staff:
            print(f"  {staff['email']:<32} {staff['name_fr']}, {staff['title']['fr']}")
    print("Contracts to try at /bills, with the last four of their holder's identity card")
    for code in TOWN:
        look_at_shared()
        agency = Agency.objects.filter(code=code).first()
        for line in _contracts(agency) if agency else ():
            print(f"  {line}")


def _contracts(agency: Agency) -> Iterator[str]:
    """The first of the body, and the one that pays nothing."""
    look_at(agency)
    for rank in range(min(FIRST, max(_SHOWN, IN_ARREARS + 1))):
        contract = contract_of_rank(agency.code, rank)
        holding = Holding.objects.filter(contract=contract, ends=None).select_related("person").first()
        if contract and holding:
            number, typed = print_contract_number(contract.number), holding.person.identity_number
            what = _what(contract) + (", in arrears" if rank == IN_ARREARS else "")
            shown = f"{agency.code}: {number}  {typed[-FACT_LENGTH:]}"
            yield f"{shown:<32} {what}"
    if group := group_of_town(agency.code):
        shown = f"{agency.code}: {group.number}  {group.person.identity_number[-FACT_LENGTH:]}"
        yield f"{shown:<32} group of an institution"


def _what(contract: Contract) -> str:
    prepaid = Meter.objects.filter(fittings__point=contract.point_id, kind=Meter.Kind.PREPAID).exists()
    return f"{contract.point.commodity}{', prepaid meter' if prepaid else ''}"
