"""Fills a body with contracts that were read and billed for a month, and read again for the next."""

import psycopg

from bench.house import AGENCY

PERIOD = "2026-10"
SECTORS = 200
_LOAD = """
SET session_replication_role = replica;
INSERT INTO people_person (id, kind, name, name_folded, identity_kind, identity_number, phone, email, address,
  language, preferred_channel, enlisted_at)
SELECT n, 'natural', 'مشترك ' || n, 'مشترك', '', '', '', '', '', 'ar', '', '2024-01-01'
FROM generate_series(1000001, 1001000) AS n;
INSERT INTO ledger_payer (id, currency, opened_at)
SELECT md5('payer' || n)::uuid, 'MAD', '2024-01-01' FROM generate_series(1, {count}) AS n;
INSERT INTO ledger_account (kind, code, payer_id, currency, balance)
SELECT kind, kind || ':' || md5('payer' || n)::uuid, md5('payer' || n)::uuid, 'MAD', 0
FROM generate_series(1, {count}) AS n, unnest(ARRAY['dues', 'credit', 'guarantee']) AS kind
ORDER BY n, kind;
INSERT INTO subscriptions_servicepoint (id, code, commodity, place, sector, region)
SELECT n, 'P' || n, CASE n % 2 WHEN 0 THEN 'electricity' ELSE 'water' END, 'زنقة ' || n,
  'T' || lpad((n % {sectors})::text, 3, '0'), '' FROM generate_series(1, {count}) AS n;
INSERT INTO subscriptions_meter (id, serial, commodity, kind, dials, multiplier)
SELECT n, 'M' || n, CASE n % 2 WHEN 0 THEN 'electricity' ELSE 'water' END, 'postpaid', 6, 1
FROM generate_series(1, {count}) AS n;
INSERT INTO subscriptions_fitting (point_id, meter_id, starts, index_in)
SELECT n, n, '2024-11-01', 0 FROM generate_series(1, {count}) AS n;
INSERT INTO subscriptions_contract (id, number, point_id, starts, paperless)
SELECT n, lpad(n::text, 7, '0') || 'X', n, '2024-11-01', false FROM generate_series(1, {count}) AS n;
INSERT INTO subscriptions_holding (contract_id, person_id, payer_id, starts)
SELECT n, 1000001 + n % 1000, md5('payer' || n)::uuid, '2024-11-01' FROM generate_series(1, {count}) AS n;
INSERT INTO subscriptions_terms (contract_id, tariffs, power_va, starts)
SELECT n, CASE n % 2 WHEN 0 THEN ARRAY['ma-electricity-household']
  ELSE ARRAY['ma-water-household', 'ma-sewerage-household'] END, 6600, '2024-11-01'
FROM generate_series(1, {count}) AS n;
INSERT INTO metering_reading (id, contract_id, meter_id, period, read_on, index, source, state, findings,
  way, reader, taken_at, reason)
SELECT gen_random_uuid(), n, n, '2026-09', '2026-09-30', 1000000 + n % 977 * 1000, 'field', 'accepted', '[]',
  '', '', '2026-09-30', '' FROM generate_series(1, {count}) AS n;
INSERT INTO metering_reading (id, contract_id, meter_id, period, read_on, index, source, state, findings,
  way, reader, taken_at, reason)
SELECT gen_random_uuid(), n, n, '{period}', '2026-10-31', 1000000 + n % 977 * 1000
    + CASE n % 2 WHEN 0 THEN 40000 + n * 37 % 520000 ELSE n * 37 % 40000 END,
  'field', 'accepted', '[]', '', '', '2026-10-31', '' FROM generate_series(1, {count}) AS n;
INSERT INTO bills_bill (id, number, kind, period, contract_id, holding_id, first, last, issued_on, due_on,
  issued_at, currency, quantity, estimated, total, vat, lines, facts, digest)
SELECT gen_random_uuid(), '2025-' || lpad(holding.contract_id::text, 7, '0'), 'ordinary', '2026-09',
  holding.contract_id, holding.id, '2026-09-01', '2026-09-30', '2026-10-03', '2026-10-23', '2026-10-03',
  'MAD', 20000, false, 20000, 2000, '[]', '{{}}', sha256('') FROM subscriptions_holding AS holding;
INSERT INTO people_staff (id, email, name, name_fr, language, password, is_active, is_demo, session_epoch)
SELECT 1000000 + n, 'bills' || n || '@bench.test', 'Bills', '', 'ar', '', true, false, 0
FROM generate_series(1, 2) AS n;
SET session_replication_role = origin;
"""


def load(address: str, count: int) -> None:
    """Fill the body of a bench; `address` is the superuser's. Rows are written past triggers and keys."""
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute(f"SET search_path = {AGENCY}, public")
        raw.execute(_LOAD.format(count=count, sectors=SECTORS, period=PERIOD))
        raw.execute("VACUUM ANALYZE")
        raw.execute("CHECKPOINT")
