"""Loads the letters: drawn texts and their index words once, the letters by INSERT … SELECT over them.

The journal stays empty and the receipts bear no real signature; triggers are off while it loads.
"""

import os
import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import psycopg
from django.db.models import Model

from bench.house import AGENCY
from bench.million.loading import insertion
from bench.million.words import FIRST, FREQUENT, LAST, RARE, sentences
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.registry.letters.search import KIND
from shubbak.registry.models import Correspondent, Entry, EntryParty, EntrySubject, Letter, Nature, Receipt
from shubbak.search.arabic import fold, lexemes
from shubbak.search.models import SearchRow

TEXTS = 20_000
YEARS = 4
_DRAWN = "CREATE TEMP TABLE drawn (i int PRIMARY KEY, name text, folded text, subject text, words text[])"
_LAID = """
CREATE TEMP TABLE laid AS
SELECT n, d.i, gen_random_uuid() AS id, y.series, n - (y.rank * %(each)s) AS number,
       %(now)s - (%(count)s - n) * (interval '1 year' * %(years)s / %(count)s) AS at
FROM generate_series(1, %(count)s) AS n
JOIN drawn d ON d.i = (n::bigint * 7919) %% %(texts)s
JOIN (SELECT id AS series, row_number() OVER (ORDER BY year) - 1 AS rank FROM registry_series
      WHERE register_id = %(register)s) AS y ON y.rank = (n - 1) / %(each)s
"""
_OF_LETTER: Mapping[type[Model], Mapping[str, str]] = {
    Entry: {
        "id": "l.id",
        "series_id": "l.series",
        "number": "l.number",
        "register_day": "l.at::date",
        "received_at": "date_trunc('second', l.at)",
        "channel": "'post'",
        "submission_id": "gen_random_uuid()",
        "manifest_sha256": "sha256(l.id::text::bytea)",
        "receipt_id": "substring(sha256(l.id::text::bytea) for 8)",
    },
    EntryParty: {"entry_id": "l.id", "role": "'sender'", "name": "d.name"},
    EntrySubject: {"entry_id": "l.id", "words": "d.subject"},
    Receipt: {"entry_id": "l.id", "signature": "decode(repeat('00', 64), 'hex')", "signed_at": "l.at"},
    Letter: {
        "entry_id": "l.id",
        "nature_id": "(SELECT id FROM registry_nature WHERE code = 'request')",
        "correspondent_id": "(SELECT min(id) FROM registry_correspondent)",
        "reference": "l.n::text",
        "priority": "'normal'",
        "secrecy": "CASE WHEN l.n % 40 = 0 THEN 'confidential' ELSE 'open' END",
        "due_at": "CASE WHEN l.n % 50 = 0 THEN l.at + interval '15 days' END",
        "manifest_nonce": "substring(sha256(l.id::text::bytea) for 16)",
    },
    SearchRow: {
        "kind": f"'{KIND}'",
        "ref": "l.id",
        "at": "l.at",
        "words": "array_to_tsvector(d.words)",
        "names": "d.folded",
        "figures": "l.n::text",
    },
}


def main(words: Sequence[str]) -> None:
    """Fill the incoming register of a bench's agency with so many letters of four years."""
    count, agency = int(words[0]), Agency.objects.get(code=AGENCY)
    look_at(agency)
    Correspondent.objects.create(kind="citizen", name="بنك القياس", key=fold("بنك القياس"))
    assert Nature.objects.filter(code="request").exists()
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as raw:
        raw.execute(f"SET search_path = {agency.schema_name}, public")
        raw.execute("SET session_replication_role = replica")
        _draw(raw)
        _lay(raw, count, datetime.now(UTC))
        for model, given in _OF_LETTER.items():
            raw.execute(insertion(model, given, "laid l JOIN drawn d USING (i)"))
        for model in _OF_LETTER:
            raw.execute(f"VACUUM ANALYZE {model._meta.db_table}")


def _draw(raw: psycopg.Connection) -> None:
    """Texts with their words; one in fifty holds the frequent word, one of them all the rare one."""
    chance = random.Random(4)
    raw.execute(_DRAWN)
    with raw.cursor().copy("COPY drawn FROM STDIN") as copy:
        for i, sentence in enumerate(sentences(TEXTS, seed=4)):
            name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
            extra = f" {FREQUENT}" if i % 50 == 0 else f" {RARE}" if i == 1 else ""
            subject = f"{sentence[:200]}{extra}"
            copy.write_row([i, name, fold(name), subject, sorted({*lexemes(name), *lexemes(subject)})])


def _lay(raw: psycopg.Connection, count: int, now: datetime) -> None:
    """An instant, a number and a text for each letter, as many in each year."""
    [(register,)] = raw.execute("SELECT id FROM registry_register WHERE code = 'incoming'")
    each = -(-count // YEARS)
    raw.execute("DELETE FROM registry_series WHERE register_id = %s", [register])
    for back in range(YEARS):
        raw.execute(
            "INSERT INTO registry_series (register_id, year, last, last_at) VALUES (%s, %s, %s, %s)",
            [register, now.year - back, each, now],
        )
    given = {"each": each, "now": now, "count": count, "years": YEARS, "texts": TEXTS, "register": register}
    raw.execute(_LAID, given)
