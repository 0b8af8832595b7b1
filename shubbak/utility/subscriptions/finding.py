"""A contract's holder owes: found by the number of the contract, or under its old reference."""

from datetime import datetime

from shubbak.agencies.queries import in_its_zone
from shubbak.foundation.localized import Localized
from shubbak.payments.ledger.finding import Debtor, register_finder
from shubbak.utility.subscriptions.queries import contract_of, holding_on
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


def find_holder(text: str, at: datetime) -> Debtor | None:
    """Whoever holds the contract now; after its end, who held it last."""
    contract = contract_of(text)
    held = holding_on(contract, in_its_zone(at).date()) if contract else None
    if contract is None or held is None:
        return None
    words = _WORDS[contract.point.commodity]
    return Debtor(held.payer_id, contract.number, words, held.person.name)


register_finder(find_holder)
