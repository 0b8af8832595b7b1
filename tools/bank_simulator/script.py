"""What a bank has to have seen before it takes the first dirham: step after step, each with its verdict.

What is paid on bills here is taken back in the end: the dues of the contract are as they were before.
"""

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tools.bank_simulator.speaking import Answer, Secret, Speaker

PART = 100
"""Minor units that most steps pay."""
AT_ONCE = 8
LATE = timedelta(minutes=6)


class Failed(Exception):
    """A step did not go as the documentation says; the words say what was seen."""


@dataclass
class Run:
    """One certification. `past`: the reference of a payment of an earlier business day, if there is one;
    `meter`: one for trials that takes tokens.
    """

    speaker: Speaker
    contract: str
    past: str = ""
    meter: str = ""
    paid: list[str] = field(default_factory=list)
    name: str = field(default_factory=lambda: f"CERT-{secrets.token_hex(5)}")
    day: str = ""
    rank: int = 0

    def reference(self) -> str:
        self.rank += 1
        return f"{self.name}-{self.rank}"

    def dues(self) -> dict[str, Any]:
        return seen(self.speaker.ask("GET", f"/dues?contract={self.contract}"), 200)

    def body(self, amount: int = PART, *items: tuple[str, int]) -> dict[str, Any]:
        told: dict[str, Any] = {
            "contract": self.contract,
            "amount": amount,
            "currency": self.dues()["currency"],
            "channel": "app",
            "paid_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        lines = [{"reference": reference, "amount": part} for reference, part in items]
        return told | ({"items": lines} if lines else {})

    def pay(self, body: dict[str, Any], reference: str = "") -> Answer:
        reference = reference or self.reference()
        answer = self.speaker.ask("POST", "/payments", body, reference)
        if answer.status == 201 and reference not in self.paid:
            self.paid.append(reference)
        return answer


Step = Callable[[Run], str]


def seen(answer: Answer, status: int, reason: str = "") -> dict[str, Any]:
    """The answer that was expected, signed where a message was believed."""
    if answer.status != status or (reason and answer.reason != reason):
        raise Failed(f"{answer.status} {answer.reason} {answer.content[:200]!r}, not {status} {reason}")
    if status != 401 and not answer.is_signed:
        raise Failed("the answer is not signed by the body")
    return answer.told


def must(holds: object, words: str) -> None:
    if not holds:
        raise Failed(words)


def today(run: Run) -> str:
    """Keys, clocks and addresses are right"""
    told = seen(run.speaker.ask("GET", "/today"), 200)
    run.day = told["business_day"]
    apart = abs(datetime.now(UTC) - datetime.fromisoformat(told["time"]))
    must(apart < timedelta(minutes=2), f"the clocks are {apart} apart")
    return f"{told['bank']} is heard; payments count for {run.day}"


def look_up(run: Run) -> str:
    """Dues of a contract, the oldest first, under a masked name; a number that nobody has is not found"""
    told = run.dues()
    must(len(told["items"]) > 0, "this contract owes nothing: choose one that does")
    days = [item["due_on"] for item in told["items"]]
    must(days == sorted(days), "the oldest is not first")
    must(told["total"] == sum(item["amount"] for item in told["items"]), "the items do not make the total")
    seen(run.speaker.ask("GET", "/dues?contract=NONE-0"), 404, "unknown_contract")
    return f"{len(days)} open, {told['total']} {told['currency']}, {told['holder']}"


def pay_once(run: Run) -> str:
    """A payment is taken; repeated it is the same answer, byte for byte; with another body it is refused"""
    before, reference, body = run.dues()["total"], run.reference(), run.body()
    first = run.pay(body, reference)
    must(seen(first, 201)["paid"] == PART, "it was not paid on what is owed")
    must(run.pay(body, reference).content == first.content, "the repetition is another answer")
    seen(run.pay(body | {"amount": PART + 1}, reference), 422, "other_body")
    must(run.dues()["total"] == before - PART, "the dues did not fall by the payment, once")
    return f"{reference}, status {status_of(run, reference)}"


def status_of(run: Run, reference: str) -> str:
    return str(seen(run.speaker.ask("GET", f"/payments/{reference}"), 200)["state"])


def pay_at_once(run: Run) -> str:
    """The same payment over several lines at the same moment is one payment"""
    before, reference, body = run.dues()["total"], run.reference(), run.body()
    with ThreadPoolExecutor(AT_ONCE) as lines:
        answers = list(lines.map(lambda _: run.pay(body, reference), range(AT_ONCE)))
    for answer in answers:
        seen(answer, 201)
    must(len({answer.content for answer in answers}) == 1, "the answers differ")
    must(run.dues()["total"] == before - PART, "it was paid more than once")
    return f"{AT_ONCE} at once"


def pay_what_is_paid(run: Run) -> str:
    """A bill that is paid already is no refusal: the money is kept as credit, and the answer says so"""
    item = run.dues()["items"][0]
    body = run.body(item["amount"], (item["reference"], item["amount"]))
    must(seen(run.pay(body), 201)["credit"] == 0, "an open bill became credit")
    again = seen(run.pay(body), 201)
    must((again["paid"], again["credit"]) == (0, item["amount"]), "the second payment is not credit")
    return f"{item['reference']}, {again['credit']} as credit"


def buy_credit(run: Run) -> str:
    """A meter is charged: quote, payment, token; repeated or asked again it is the same, and stays given"""
    if not run.meter:
        return "not tried: name a prepaid meter of a laboratory with --meter"
    least = seen(run.speaker.ask("GET", f"/quote?meter={run.meter}"), 200)["least"]
    quoted = seen(run.speaker.ask("GET", f"/quote?meter={run.meter}&amount={least}"), 200)
    must(quoted["quantity"] > 0, "the least amount buys nothing")
    reference, body = run.reference(), purchase_of(run, quoted)
    first = run.speaker.ask("POST", "/purchases", body, reference)
    told = seen(first, 201)
    must(told["state"] == "given" and told["tokens"], f"no token: {told['state']}")
    must(told["quantity"] == quoted["quantity"], "it is not what was quoted")
    again = run.speaker.ask("POST", "/purchases", body, reference)
    kept = run.speaker.ask("GET", f"/purchases/{reference}")
    must(again.content == first.content == kept.content, "the token is another one")
    seen(run.speaker.ask("POST", "/purchases", body | {"amount": least + 1}, reference), 422, "other_body")
    seen(run.speaker.ask("POST", f"/payments/{reference}/reversal", {}), 409, "goods_given")
    return f"{quoted['quantity']} thousandths of {quoted['unit']} for {quoted['amount']}"


def purchase_of(run: Run, quoted: dict[str, Any]) -> dict[str, Any]:
    return {
        "meter": run.meter,
        "amount": quoted["amount"],
        "currency": quoted["currency"],
        "channel": "app",
        "paid_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def ask_after_nothing(run: Run) -> str:
    """A payment that never came is not found: it may be told again"""
    seen(run.speaker.ask("GET", f"/payments/{run.name}-none"), 404, "unknown_payment")
    return "not found"


def be_disbelieved(run: Run) -> str:
    """What is unsigned, forged, altered, stale, repeated or under an unknown key is not believed"""
    sign, send = run.speaker.sign, run.speaker.send
    told = sign("GET", "/today")
    bare = {name: value for name, value in told.headers.items() if not name.startswith("signature")}
    body = run.body()
    posted = sign("POST", "/payments", body, run.reference())
    stranger = Speaker(run.speaker.address, "nobody", Secret(b"?"), run.speaker.transport)
    forger = Speaker(run.speaker.address, run.speaker.key, Secret(b"?"), run.speaker.transport)
    late = int((datetime.now(UTC) - LATE).timestamp())
    for request, reason in (
        (type(told)("GET", told.target, b"", bare), "unsigned"),
        (forger.sign("GET", "/today"), "forged"),
        (type(told)("GET", told.target + "?x=1", b"", told.headers), "forged"),
        (type(told)("POST", posted.target, posted.body + b" ", posted.headers), "forged"),
        (stranger.sign("GET", "/today"), "unknown_key"),
        (sign("GET", "/today", created=late), "stale"),
        (sign("GET", "/today", nonce="short"), "no_nonce"),
    ):
        seen(send(request), 401, reason)
    seen(send(told), 200)
    seen(send(told), 401, "replayed")
    return "eight ways"


def reconcile(run: Run) -> str:
    """The file of the day: the same as ours matches; what differs is told, each in its list"""
    lines = list(lines_of(run))
    told = seen(run.speaker.ask("POST", f"/days/{run.day}/file", file_of(run.day, lines)), 200)
    must(told["matched"] == len(lines), f"{told['matched']} of {len(lines)} lines match")
    mine = [line for line in lines if line["reference"] in run.paid]
    planted = [line for line in lines if line is not mine[0]]
    changed = [planted_in(line, mine) for line in planted]
    changed.append(mine[0] | {"reference": f"{run.name}-stray"})
    told = seen(run.speaker.ask("POST", f"/days/{run.day}/file", file_of(run.day, changed)), 200)
    found = {kind: [each["reference"] for each in told[kind]] for kind in _KINDS}
    wanted = ([f"{run.name}-stray"], [mine[0]["reference"]], [mine[1]["reference"]], [mine[2]["reference"]])
    must(found == dict(zip(_KINDS, wanted, strict=True)), f"the lists are {found}")
    table = "\n".join([_HEAD, *map(row_of, lines), f"TOTAL;{sum_of(lines)};{len(lines)};"]) + "\n"
    answer = run.speaker.ask("POST", f"/days/{run.day}/file", table.encode(), kind="text/csv")
    must(seen(answer, 200)["matched"] == len(lines), "the table does not match")
    return f"{len(lines)} lines"


_KINDS = ("only_theirs", "only_ours", "amount_differs", "state_differs")
_HEAD = "reference;amount;currency;state"


def planted_in(line: dict[str, Any], mine: list[dict[str, Any]]) -> dict[str, Any]:
    if line is mine[1]:
        return line | {"amount": line["amount"] + 1}
    return line | {"state": "reversed"} if line is mine[2] else line


def lines_of(run: Run) -> Iterator[dict[str, Any]]:
    """Every payment of the day, as the body has it: this bank may have paid more than this script did."""
    page, pages = 1, 1
    while page <= pages:
        told = seen(run.speaker.ask("GET", f"/days/{run.day}?page={page}"), 200)
        yield from told["payments"]
        page, pages = page + 1, told["pages"]


def file_of(day: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {"day": day, "count": len(lines), "total": sum_of(lines), "payments": lines}


def sum_of(lines: list[dict[str, Any]]) -> int:
    return sum(int(line["amount"]) for line in lines)


def row_of(line: dict[str, Any]) -> str:
    return ";".join(str(line[name]) for name in _HEAD.split(";"))


def take_back(run: Run) -> str:
    """A payment is taken back on its day, twice to the same end; what it paid is owed again"""
    for reference in reversed(run.paid):
        for _ in range(2):
            answer = run.speaker.ask("POST", f"/payments/{reference}/reversal", {"reason": "certification"})
            must(seen(answer, 200)["state"] == "reversed", "it is not reversed")
    must(status_of(run, run.paid[0]) == "reversed", "its status does not say so")
    path = f"/payments/{run.name}-none/reversal"
    seen(run.speaker.ask("POST", path, {}), 404, "unknown_payment")
    return f"{len(run.paid)} payments"


def be_too_late(run: Run) -> str:
    """After its business day a payment is taken back by people alone"""
    if not run.past:
        return "not tried: name a payment of an earlier day with --past"
    path = f"/payments/{run.past}/reversal"
    seen(run.speaker.ask("POST", path, {}), 409, "day_over")
    return run.past


STEPS: tuple[Step, ...] = (
    today,
    look_up,
    pay_once,
    pay_at_once,
    pay_what_is_paid,
    buy_credit,
    ask_after_nothing,
    be_disbelieved,
    reconcile,
    be_too_late,
    take_back,
)


def certify(run: Run) -> Iterator[tuple[str, str, bool]]:
    """Each step with its words, what was seen, and whether it holds. What was paid is taken back at last."""
    before = 0
    for step in STEPS:
        words = str(step.__doc__)
        try:
            if step is look_up:
                before = run.dues()["total"]
            yield words, step(run), True
        except (Failed, OSError, KeyError, IndexError) as failed:
            yield words, f"{type(failed).__name__}: {failed}", False
            if step is today:
                return
    after = run.dues()["total"]
    yield "The dues are as they were before", f"{after}", after == before
