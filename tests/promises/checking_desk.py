"""What the registers hold of letters, against what their clerks have in their hands."""

from base64 import b32encode
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256

from psycopg import sql
from psycopg.rows import dict_row

from shubbak.foundation.numbering import print_number
from shubbak.journal.signer_store import PUBLIC_FILE
from tests.promises.checking import wait_for_signatures
from tests.promises.clerks import OFFICES, Clerk, Desk, Entered
from tests.promises.house import House
from tools import verify

Row = Mapping[str, object]
_LETTERS = """
SELECT entry.submission_id::text AS submission, entry.id::text AS id, entry.number, series.year,
       register.pattern, subject.words AS subject, receipt.payload || receipt.signature AS receipt,
       (SELECT array_agg(name) FROM registry_entryparty WHERE entry_id = entry.id) AS senders,
       (SELECT array_agg(document.file_id) FROM registry_letterpaper AS paper
        JOIN documents_document AS document ON document.id = paper.document_id
        WHERE paper.letter_id = entry.id AND paper.role = 'scan') AS scans
FROM registry_letter AS letter
JOIN registry_entry AS entry ON entry.id = letter.entry_id
JOIN registry_series AS series ON series.id = entry.series_id
JOIN registry_register AS register ON register.id = series.register_id
JOIN registry_receipt AS receipt ON receipt.entry_id = entry.id
JOIN registry_entrysubject AS subject ON subject.entry_id = entry.id
"""
_LEAVES = "SELECT about, count(*) FROM journal_leaf WHERE what = 'registry.entered' GROUP BY about"
_REPEATED = 20
"""Letters of each office that are typed in once more; the keys of as many are reckoned by the auditor."""


def faults_at_desk(house: House, desk: Desk) -> list[str]:
    """Everything that is wrong, in sentences. The house is open, and nobody enters letters any more."""
    wait_for_signatures(house, set(OFFICES))
    return [
        *(f"refused: {refusal}" for refusal in desk.refusals),
        *(fault for agency in OFFICES for fault in _of_office(house, desk, agency)),
        *_nothing_else(house, desk),
    ]


def _of_office(house: House, desk: Desk, agency: str) -> Iterator[str]:
    held = [letter for letter in desk.letters if letter.brought.agency == agency]
    entered, leaves = {str(row["submission"]): row for row in _letters(house, agency)}, _leaves(house, agency)
    for number, times in Counter(letter.number for letter in held).items():
        if times > 1:
            yield f"{agency}: {number} was given {times} times"
    for letter in held:
        row = entered.get(letter.submission)
        wrong = ["is lost"] if row is None else _differences(house, letter, row)
        yield from (f"{agency}: {letter.number} {what}" for what in wrong)
        if leaves.get(letter.number) != 1:
            yield f"{agency}: {letter.number} is {leaves.get(letter.number, 0)} leaves of the journal"
    shown = [entered[letter.submission] for letter in held[:_REPEATED] if letter.submission in entered]
    yield from _receipts(house, agency, shown)
    yield from _repeated(house, held[:_REPEATED], agency)


def _differences(house: House, letter: Entered, row: Row) -> Iterator[str]:
    """Between what the clerk typed and read, and what the register holds."""
    if letter.number != print_number(str(row["pattern"]), int(str(row["number"])), int(str(row["year"]))):
        yield f"is number {row['number']} in the register"
    if str(row["id"]) not in letter.page:
        yield f"was shown on {letter.page}, and is {row['id']}"
    if (row["senders"], row["subject"]) != ([letter.brought.sender], letter.brought.subject):
        yield f"is from {row['senders']} about {row['subject']}"
    name = sha256(letter.brought.scan).hexdigest()
    kept = house.home.path / "files" / letter.brought.agency / name[:2] / name[2:4] / name
    if row["scans"] != [name] or not kept.exists() or kept.read_bytes() != letter.brought.scan:
        yield f"has the scans {row['scans']}"


def _receipts(house: House, agency: str, rows: list[Row]) -> Iterator[str]:
    """By the program of the auditor, which shares no line with ours; and whether the black box has them."""
    keys = verify.read_keys((house.home.path / PUBLIC_FILE).read_text())
    kept = (house.home.path / "blackbox" / f"{agency}.log").read_text()
    for row in rows:
        text = _text(row["receipt"] or b"")
        stated = verify.verify_receipt(text, keys) if text else {}
        if (stated.get("number"), stated.get("year")) != (row["number"], row["year"]) or text not in kept:
            yield f"the receipt of {row['id']} states {stated}"


def _text(receipt: object) -> str:
    return b32encode(bytes(receipt)).decode().rstrip("=")  # type: ignore[call-overload]


def _repeated(house: House, letters: list[Entered], agency: str) -> Iterator[str]:
    """The same form, sent once more, leads to the same number."""
    clerk = Clerk(house, Desk(), agency)
    clerk.form()
    for letter in letters:
        to = clerk.send(letter.brought, letter.submission).headers.get("Location")
        if to != letter.page:
            yield f"{agency}: {letter.number}, repeated, leads to {to}"


def _nothing_else(house: House, desk: Desk) -> Iterator[str]:
    total = sum(len(_letters(house, agency)) for agency in OFFICES)
    if not total == desk.begun == len(desk.letters):
        yield f"{desk.begun} letters were begun, {len(desk.letters)} numbers read, {total} are entered"


def _letters(house: House, agency: str) -> list[Row]:
    with house.connect() as connection:
        connection.execute(_in(agency))
        return list(connection.cursor(row_factory=dict_row).execute(_LETTERS).fetchall())


def _leaves(house: House, agency: str) -> dict[object, object]:
    with house.connect() as connection:
        connection.execute(_in(agency))
        return dict(connection.execute(_LEAVES).fetchall())  # type: ignore[arg-type]


def _in(agency: str) -> sql.Composed:
    return sql.SQL("SET search_path TO {}").format(sql.Identifier(agency))
