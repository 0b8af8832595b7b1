"""What a run bills: the accepted readings of its period, since the last bill of each contract.

A bill of an index that was read counts from the last bill of one: estimated bills between them are advances,
taken off line by line, and the whole is reckoned over all of its days, so that no band is jumped.

A bill begins at the index at which that last bill ended, as it says itself: a reading that was put right
since is made good by the next one. Where no bill says it (it is of a former system), the reading of its last
day does; where none does either, somebody looks.

Sewerage by a contract of its own has no meter: each run bills the days since its last bill, to the end of the
period or the day before the issue, at the volume of thirty days that its terms say; without one its tariff
asks what it asks of nothing used, the standing charge.
"""

from datetime import date
from typing import Any

from shubbak.utility.bills.rules import ONE_DAY, RunFacts

ASKED = """
WITH current AS (
  SELECT reading.contract_id AS contract, max(reading.read_on) AS last,
         bool_or(reading.source = 'estimate') AS estimated
  FROM metering_reading AS reading
  WHERE reading.state = 'accepted' AND reading.period = %(period)s
    AND reading.contract_id BETWEEN %(from)s AND %(to)s
  GROUP BY reading.contract_id
  UNION ALL
  SELECT contract.id, %(until)s::date, false FROM subscriptions_contract AS contract
  JOIN subscriptions_servicepoint AS point ON point.id = contract.point_id
  WHERE point.commodity = 'sewerage' AND contract.id BETWEEN %(from)s AND %(to)s
    AND contract.starts <= %(until)s::date AND contract.ends IS NULL
    AND NOT EXISTS (SELECT 1 FROM subscriptions_fitting AS fitting WHERE fitting.point_id = point.id)
    AND NOT EXISTS (SELECT 1 FROM bills_bill AS later WHERE later.contract_id = contract.id
                    AND later.kind <> 'cancelling' AND later.last >= %(until)s::date
                    AND NOT EXISTS (SELECT 1 FROM bills_bill AS undone
                                    WHERE undone.corrects_id = later.id AND undone.kind = 'cancelling'))
), chosen AS (
  SELECT contract.id AS contract, contract.number, contract.point_id AS point, contract.starts, current.last,
         current.estimated, since.last AS billed_until, coalesce(since.last, contract.starts) AS since,
         since.facts
  FROM current JOIN subscriptions_contract AS contract ON contract.id = current.contract
  JOIN subscriptions_servicepoint AS point ON point.id = contract.point_id
  LEFT JOIN LATERAL (
    SELECT bill.last, bill.facts FROM bills_bill AS bill
    WHERE bill.contract_id = contract.id AND bill.last <= current.last AND bill.kind <> 'cancelling'
      AND (current.estimated OR NOT bill.estimated)
      AND NOT EXISTS (SELECT 1 FROM bills_bill AS undone
                      WHERE undone.corrects_id = bill.id AND undone.kind = 'cancelling')
    ORDER BY bill.last DESC LIMIT 1
  ) AS since ON true
  WHERE (%(every)s OR point.sector = ANY(%(sectors)s))
    AND NOT EXISTS (SELECT 1 FROM bills_bill AS before
                    WHERE before.contract_id = contract.id AND before.period = %(period)s
                      AND before.kind IN ('ordinary', 'final'))
), counted AS (
  SELECT chosen.contract,
    sum(meter.multiplier * CASE
      WHEN ends.index >= begins.index THEN ends.index - begins.index
      ELSE 1000 * (10 ^ meter.dials)::bigint - begins.index + ends.index END)::bigint AS quantity,
    bool_and(begins.index IS NOT NULL AND ends.index IS NOT NULL) AS whole,
    jsonb_agg(jsonb_build_object('meter', meter.serial, 'from_on', begins.day, 'from', begins.index,
      'to_on', ends.day, 'to', ends.index, 'quality', ends.quality) ORDER BY fitting.starts) AS readings,
    '{}'::jsonb AS told
  FROM chosen
  JOIN subscriptions_fitting AS fitting ON fitting.point_id = chosen.point AND fitting.starts <= chosen.last
    AND (fitting.ends IS NULL OR fitting.ends > chosen.since)
  JOIN subscriptions_meter AS meter ON meter.id = fitting.meter_id
  LEFT JOIN metering_reading AS before ON before.meter_id = meter.id AND before.read_on = chosen.billed_until
    AND before.state = 'accepted'
  LEFT JOIN metering_reading AS reading ON reading.meter_id = meter.id AND reading.period = %(period)s
    AND reading.state = 'accepted'
  LEFT JOIN LATERAL (SELECT (told ->> 'to')::bigint AS index
    FROM jsonb_array_elements(chosen.facts -> 'readings') AS told
    WHERE told ->> 'meter' = meter.serial LIMIT 1) AS billed ON true
  CROSS JOIN LATERAL (SELECT
    coalesce(chosen.billed_until < fitting.starts, true) AS since_fitted) AS new
  CROSS JOIN LATERAL (SELECT
    CASE WHEN new.since_fitted THEN fitting.index_in ELSE coalesce(billed.index, before.index) END AS index,
    CASE WHEN new.since_fitted THEN fitting.starts ELSE chosen.billed_until END AS day) AS begins
  CROSS JOIN LATERAL (SELECT coalesce(fitting.index_out, reading.index) AS index,
    coalesce(fitting.ends, reading.read_on) AS day,
    CASE WHEN fitting.index_out IS NOT NULL THEN 'removal' ELSE reading.source END AS quality) AS ends
  GROUP BY chosen.contract
  UNION ALL
  SELECT chosen.contract, div(2 * coalesce(sum(terms.volume * (least(terms.ends, chosen.last + 1)
      - greatest(terms.starts, chosen.since + (chosen.billed_until IS NOT NULL)::int))), 0) + 30, 60)::bigint,
    true, '[]'::jsonb, jsonb_build_object('volume',
      coalesce((array_agg(terms.volume ORDER BY terms.starts DESC))[1], 0))
  FROM chosen JOIN subscriptions_servicepoint AS point ON point.id = chosen.point
    AND point.commodity = 'sewerage'
  LEFT JOIN subscriptions_terms AS terms ON terms.contract_id = chosen.contract
    AND terms.starts <= chosen.last
    AND (terms.ends IS NULL OR terms.ends > chosen.since + (chosen.billed_until IS NOT NULL)::int)
  WHERE NOT EXISTS (SELECT 1 FROM subscriptions_fitting AS fitting WHERE fitting.point_id = chosen.point)
  GROUP BY chosen.contract
), advances AS (
  SELECT chosen.contract, sum(bill.vat - bill.total)::bigint AS net, sum(-bill.vat)::bigint AS vat,
    string_agg(jsonb_build_object('tariff', '', 'code', 'advance', 'from', bill.first,
      'days', bill.last - bill.first + 1, 'amount', bill.vat - bill.total, 'vat', -bill.vat, 'vat_rate', 0,
      'bands', jsonb_build_array(), 'whole_in', null, 'bill', bill.number)::text, ','
      ORDER BY bill.last) AS lines
  FROM chosen JOIN bills_bill AS bill ON bill.contract_id = chosen.contract AND bill.estimated
    AND bill.last > chosen.since AND bill.kind <> 'cancelling'
  WHERE NOT chosen.estimated AND NOT EXISTS (SELECT 1 FROM bills_bill AS undone
    WHERE undone.corrects_id = bill.id AND undone.kind = 'cancelling')
  GROUP BY chosen.contract
)
SELECT chosen.contract, holding.id, coalesce(array_to_string(terms.tariffs, ' '), ''),
  CASE WHEN chosen.billed_until IS NULL THEN chosen.starts ELSE chosen.billed_until + 1 END, chosen.last,
  CASE WHEN counted.whole THEN counted.quantity ELSE -1 END, chosen.estimated,
  jsonb_build_object('readings', counted.readings, 'number', chosen.number) || counted.told,
  coalesce(advances.net + advances.vat, 0), coalesce(advances.vat, 0), coalesce(advances.lines, '')
FROM chosen JOIN counted ON counted.contract = chosen.contract
LEFT JOIN advances ON advances.contract = chosen.contract
LEFT JOIN subscriptions_terms AS terms ON terms.contract_id = chosen.contract AND terms.starts <= chosen.last
  AND (terms.ends IS NULL OR terms.ends > chosen.last)
LEFT JOIN subscriptions_holding AS holding ON holding.contract_id = chosen.contract
  AND holding.starts <= chosen.last AND (holding.ends IS NULL OR holding.ends > chosen.last)
"""


def asked_of(facts: RunFacts) -> dict[str, Any]:
    """The values of the query."""
    every, sectors = not facts.sectors, list(facts.sectors)
    return {"period": facts.period, "every": every, "sectors": sectors, "until": _until(facts)}


def _until(facts: RunFacts) -> date:
    """The last day that a run bills where no meter says it: nobody is billed for a day that is to come."""
    year, month = map(int, facts.period.split("-"))
    end = date(year + month // 12, month % 12 + 1, 1) - ONE_DAY
    return min(end, facts.issue_on - ONE_DAY)
