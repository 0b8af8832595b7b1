"""Every write about places, meters and contracts."""

from shubbak.utility.subscriptions.actions.access import (
    invite_to,
    name_tie,
    prove_contract,
    prove_group,
    share_contract,
    tie_contract,
    tie_group,
    untie_contract,
    untie_group,
)
from shubbak.utility.subscriptions.actions.contracts import (
    agree_until,
    change_holder,
    change_terms,
    choose_paper,
    close_contract,
    open_contract,
    remember_reference,
)
from shubbak.utility.subscriptions.actions.groups import end_group, join_group, leave_group, open_group
from shubbak.utility.subscriptions.actions.places import (
    describe_point,
    exchange_meter,
    fit_meter,
    meter_of_store,
    register_meter,
    remove_meter,
)

__all__ = [
    "agree_until",
    "change_holder",
    "change_terms",
    "choose_paper",
    "close_contract",
    "describe_point",
    "end_group",
    "exchange_meter",
    "fit_meter",
    "invite_to",
    "join_group",
    "leave_group",
    "meter_of_store",
    "name_tie",
    "open_contract",
    "open_group",
    "prove_contract",
    "prove_group",
    "register_meter",
    "remember_reference",
    "remove_meter",
    "share_contract",
    "tie_contract",
    "tie_group",
    "untie_contract",
    "untie_group",
]
