"""Whoever owes: found by the number of the contract, or under its old reference; an institution by the number
of its group.
"""

from datetime import datetime

from shubbak.agencies.queries import in_its_zone
from shubbak.foundation.localized import Localized
from shubbak.payments.ledger.finding import Debtor, register_finder
from shubbak.utility.subscriptions.queries import contract_of, group_of, holding_on
from shubbak.utility.subscriptions.rules import Commodity

_WORDS: dict[str, Localized] = {
    Commodity.ELECTRICITY: {
        "ar": "عقد الكهرباء",
        "fr": "Contrat d’électricité",
        "en": "Electricity contract",
    },
    Commodity.WATER: {"ar": "عقد الماء", "fr": "Contrat d’eau", "en": "Water contract"},
    Commodity.SEWERAGE: {
        "ar": "عقد التطهير السائل",
        "fr": "Contrat d’assainissement",
        "en": "Sewerage contract",
    },
}

_GROUP: Localized = {"ar": "فواتير مجمعة", "fr": "Factures groupées", "en": "Grouped bills"}


def find_holder(text: str, at: datetime) -> Debtor | None:
    """Whoever holds the contract now; after its end, who held it last."""
    contract = contract_of(text)
    held = holding_on(contract, in_its_zone(at).date()) if contract else None
    if contract is None or held is None:
        return None
    words = _WORDS[contract.point.commodity]
    return Debtor(held.payer_id, contract.number, words, held.person.name)


def find_group(text: str, _at: datetime) -> Debtor | None:
    """The institution that pays for its contracts, by the number of the group or as banks carry it."""
    group = group_of(text)
    return Debtor(group.payer_id, group.number, _GROUP, group.person.name) if group else None


register_finder(find_holder)
register_finder(find_group)
