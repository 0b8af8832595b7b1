"""A gateway for trying things out: its page is ours, says loudly that no money moves, and none does.

What the page says comes in by the same door as the word of a bank, under the same hash.
"""

from shubbak.payments.online.gateways.rules import Asked, BadMessage, Fate, Fields, Outcome, Page
from shubbak.payments.online.gateways.ver3 import believed, hash_of


class Development:
    name = "development"
    is_final = True

    def __init__(self, address: str, key: str) -> None:
        self._address, self._key = address, key

    def begin(self, asked: Asked) -> Page:
        told = {"oid": asked.oid, "amount": str(asked.amount), "currency": asked.currency, "back": asked.back}
        return Page(self._address, {**told, "hash": hash_of(list(told.items()), self._key)})

    def says(self, begun: Fields, fate: Fate) -> list[tuple[str, str]]:
        """The word of the page about an order that was begun here, as a bank would post it.

        :raises BadMessage: if the order was not.
        """
        told = believed(begun, self._key)
        said = [(name, told[name]) for name in ("oid", "amount", "currency", "back")] + [("said", fate.value)]
        return [*said, ("hash", hash_of(said, self._key))]

    def read_callback(self, posted: Fields) -> Outcome:
        told = believed(posted, self._key)
        try:
            fate, amount = Fate(told["said"]), int(told["amount"])
        except (KeyError, ValueError) as error:
            raise BadMessage("contradicts") from error
        reason = "" if fate is Fate.PAID else "development"
        return Outcome(told["oid"], fate, f"DEV-{told['oid']}", amount, told["currency"], reason)

    def answer(self, fate: Fate | None) -> str:
        return fate.value if fate else "FAILURE"

    def status(self, oid: str) -> Outcome:
        """Whoever closes its page has paid nothing: what it said, it said at once."""
        return Outcome(oid, Fate.REFUSED, reason="not_tried")

    def capture(self, oid: str) -> Outcome:
        return self.status(oid)
