"""Every write about places, meters and contracts."""

from shubbak.utility.subscriptions.actions.access import (
    invite_to,
    name_tie,
    prove_contract,
    share_contract,
    tie_contract,
    untie_contract,
)
from shubbak.utility.subscriptions.actions.contracts import (
    change_holder,
    change_terms,
    choose_paper,
    close_contract,
    group_contracts,
    open_contract,
    remember_reference,
)
from shubbak.utility.subscriptions.actions.places import (
    describe_point,
    exchange_meter,
    fit_meter,
    register_meter,
    remove_meter,
)

__all__ = [
    "change_holder",
    "change_terms",
    "choose_paper",
    "close_contract",
    "describe_point",
    "exchange_meter",
    "fit_meter",
    "group_contracts",
    "invite_to",
    "name_tie",
    "open_contract",
    "prove_contract",
    "register_meter",
    "remember_reference",
    "remove_meter",
    "share_contract",
    "tie_contract",
    "untie_contract",
]
