"""What the ledger of P5 should hold, written down once more in dictionaries, without any of its code."""

from dataclasses import dataclass, field


@dataclass
class Owed:
    payer: str
    amount: int
    paid: int = 0
    cancelled: bool = False

    @property
    def left(self):
        return 0 if self.cancelled else self.amount - self.paid


@dataclass
class Came:
    payer: str
    amount: int
    paid: list = field(default_factory=list)
    over: dict = field(default_factory=dict)
    reversed: bool = False


@dataclass
class Model:
    """Payers owe, pay, pay too much; what is paid too much is credit."""

    credit: dict = field(default_factory=dict)
    owed: dict = field(default_factory=dict)
    came: dict = field(default_factory=dict)
    used: list = field(default_factory=list)
    bank: int = 0

    def dues(self, payer):
        return sum(owed.left for owed in self.owed.values() if owed.payer == payer)

    def post(self, key, payer, amount):
        self.owed[key] = Owed(payer, amount)

    def pay(self, key, payer, wanted, amount):
        came = self.came[key] = Came(payer, amount)
        rest = amount
        for name, part in wanted:
            owed = self.owed[name]
            taken = min(part, owed.left)
            owed.paid += taken
            came.paid.append((name, taken))
            self._over(came, owed.payer, part - taken)
            rest -= part
        self._over(came, payer, rest)
        self.bank += amount

    def _over(self, came, payer, amount):
        came.over[payer] = came.over.get(payer, 0) + amount
        self.credit[payer] += amount

    def use(self, payer, order):
        """Lay the credit on what is owed, in that order."""
        for name in order:
            owed = self.owed[name]
            taken = min(self.credit[payer], owed.left)
            if taken:
                owed.paid += taken
                self.credit[payer] -= taken
                self.used.append([payer, name, taken, True])

    def cancel(self, name):
        owed = self.owed[name]
        self.credit[owed.payer] += owed.paid
        owed.paid, owed.cancelled = 0, True

    def refund(self, payer, amount):
        self.credit[payer] -= amount
        self.bank -= amount

    def can_reverse(self, key):
        """Whether what a payment brought can still be found, in credit or in what credit was used for."""
        lacks = {payer: need - self.credit[payer] for payer, need in self._needs(key).items()}
        alive = {payer: 0 for payer in lacks}
        for payer, name, taken, live in self.used:
            if live and payer in alive and not self.owed[name].cancelled:
                alive[payer] += taken
        return all(lacks[payer] <= alive[payer] for payer in lacks)

    def _needs(self, key):
        came = self.came[key]
        needs = dict(came.over)
        for name, taken in came.paid:
            owed = self.owed[name]
            if owed.cancelled:
                needs[owed.payer] = needs.get(owed.payer, 0) + taken
        return needs

    def reverse(self, key):
        came = self.came[key]
        if came.reversed:
            return
        for payer, need in self._needs(key).items():
            for use in reversed(self.used):
                if (
                    self.credit[payer] < need
                    and use[0] == payer
                    and use[3]
                    and not self.owed[use[1]].cancelled
                ):
                    self.owed[use[1]].paid -= use[2]
                    self.credit[payer] += use[2]
                    use[3] = False
            self.credit[payer] -= need
        for name, taken in came.paid:
            if not self.owed[name].cancelled:
                self.owed[name].paid -= taken
        came.reversed = True
        self.bank -= came.amount
