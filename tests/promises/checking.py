"""The shared checker: what survived, against what the clients hold in their hands."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import psycopg
from psycopg import sql

from tests.promises.clients import Depositor, Log, Receipt
from tests.promises.house import PATIENCE, House

_REGISTERED = """
SELECT entry.submission_id::text, kept.number, receipt.signature IS NOT NULL,
       array_remove(array_agg(document.file_id ORDER BY document.file_id), NULL)
FROM {schema}.registry_entry AS entry
JOIN {schema}.registry_receipt AS receipt ON receipt.entry_id = entry.id
JOIN {schema}.cases_case AS kept ON kept.entry_id = entry.id
LEFT JOIN {schema}.cases_casepaper AS paper ON paper.case_id = kept.id AND paper.of_deposit
LEFT JOIN {schema}.documents_document AS document ON document.id = paper.document_id
WHERE entry.channel = 'api'
GROUP BY entry.id, kept.number, receipt.signature
"""
_UNSIGNED = "SELECT count(*) FROM {schema}.registry_receipt WHERE signature IS NULL"

_CLIENTS, _CONFLICTS = 4, 5


def faults(house: House, log: Log) -> list[str]:
    """Everything that is wrong, in sentences. The house is open, and nobody deposits any more."""
    wait_for_signatures(house, {receipt.planned.agency for receipt in log.receipts})
    return [
        *(f"refused: {refusal}" for refusal in log.refusals),
        *_invariants(house),
        *_registers(house, log.receipts, log.begun),
        *_replays(house, log.receipts),
    ]


def wait_for_signatures(house: House, agencies: set[str]) -> None:
    """The worker signs what a killed signer or web worker left unsigned, within a minute or two."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and any(_unsigned(house, agency) for agency in agencies):
        time.sleep(0.5)


def _invariants(house: House) -> Iterator[str]:
    done = house.run("check-invariants")
    if done.returncode:
        yield f"check-invariants: {done.stderr[-3000:]}"


def _registers(house: House, receipts: Sequence[Receipt], begun: int) -> Iterator[str]:
    """Each receipt is in the register with its number and papers, and nothing else is."""
    total = 0
    for agency in sorted({receipt.planned.agency for receipt in receipts}):
        registered = {row[1]: row for row in _rows(house, agency)}
        shown = [receipt for receipt in receipts if receipt.planned.agency == agency]
        numbers = Counter(receipt.shown["number"] for receipt in shown)
        yield from (f"{agency}: {number} was given {n} times" for number, n in numbers.items() if n > 1)
        for receipt in shown:
            yield from _lost(receipt, registered.get(receipt.shown["number"]))
        total += len(registered)
    if not total == begun == len(receipts):
        yield f"{begun} deposits were begun, {len(receipts)} receipts read, {total} are registered"


def _lost(receipt: Receipt, row: tuple[object, ...] | None) -> Iterator[str]:
    number = receipt.shown["number"]
    if row is None:
        yield f"{receipt.planned.agency}: {number} is lost"
        return
    if not row[2]:
        yield f"{receipt.planned.agency}: {number} has no signature"
    if row[3] != receipt.planned.hashes:
        yield f"{receipt.planned.agency}: {number} has other papers than were sent"


def _replays(house: House, receipts: Sequence[Receipt]) -> Iterator[str]:
    """P6: the same key and body, the same bytes; another body, a refusal."""
    with ThreadPoolExecutor(_CLIENTS) as pool:
        shares = pool.map(
            lambda share: _repeated(house, share), (receipts[n::_CLIENTS] for n in range(_CLIENTS))
        )
        yield from (fault for share in shares for fault in share)


def _repeated(house: House, receipts: Sequence[Receipt]) -> list[str]:
    depositor, found = Depositor(house, Log()), []
    for receipt in receipts:
        again = depositor.post(receipt.planned, receipt.body)
        if again.status_code != 201 or again.content != receipt.answer:
            found.append(f"{receipt.shown['number']}: repeated, it is {again.status_code} {again.text}")
    for receipt in receipts[:_CONFLICTS]:
        refused = depositor.post(receipt.planned, changed(receipt.body))
        if refused.status_code != 422:
            found.append(f"{receipt.shown['number']}: its key takes another body ({refused.status_code})")
    return found


def changed(body: bytes) -> bytes:
    """The same deposit by somebody of another name."""
    given = json.loads(body)
    given["answers"]["name"] = "زينب العلوي"
    return json.dumps(given).encode()


def _rows(house: House, agency: str) -> list[tuple[object, ...]]:
    with house.connect() as connection:
        return connection.execute(sql.SQL(_REGISTERED).format(schema=sql.Identifier(agency))).fetchall()


def _unsigned(house: House, agency: str) -> bool:
    """Whether a receipt still waits; a database that was killed last of all is still coming back."""
    statement = sql.SQL(_UNSIGNED).format(schema=sql.Identifier(agency))
    try:
        with house.connect() as connection:
            (count,) = connection.execute(statement).fetchone() or (0,)
    except psycopg.OperationalError:
        return True
    return bool(count)
