"""All that the tracking page shows of a case, gathered by one SQL query."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

_BUNDLE = """
SELECT
 (SELECT json_agg(json_build_object('at', at, 'what', what, 'step', step, 'target', target, 'public', public,
    'facts', facts) ORDER BY at, id) FROM cases_caseevent WHERE case_id = %(case)s),
 (SELECT json_agg(json_build_object('code', code, 'length', length, 'extended', extended,
    'started_at', started_at, 'due_at', due_at, 'ended_at', ended_at, 'state', state,
    'holds', (SELECT json_agg(json_build_object('started_at', started_at, 'ended_at', ended_at)
       ORDER BY started_at) FROM cases_clockhold WHERE clock_id = clock.id)) ORDER BY started_at, id)
  FROM cases_caseclock AS clock WHERE case_id = %(case)s),
 (SELECT json_agg(json_build_object('id', id, 'words', words, 'asked_at', asked_at, 'answered_at',
 answered_at, 'items', (SELECT json_agg(json_build_object('id', id, 'requirement', requirement, 'title',
 title,
       'words', words, 'answered_at', answered_at) ORDER BY id)
       FROM cases_observationitem WHERE observation_id = asked.id)) ORDER BY round)
  FROM cases_observation AS asked WHERE case_id = %(case)s),
 (SELECT json_agg(json_build_object('document', document.id, 'title', paper.title, 'name', document.name,
    'direction', paper.direction, 'media_type', file.media_type, 'size', file.size, 'scan',
    document.scan, 'added_at', paper.added_at) ORDER BY paper.added_at, paper.id)
  FROM cases_casepaper AS paper JOIN documents_document AS document ON document.id = paper.document_id
  JOIN documents_storedfile AS file ON file.sha256 = document.file_id
  WHERE paper.case_id = %(case)s AND paper.public),
 (SELECT json_agg(json_build_object('id', letter.id, 'name', name, 'at', at, 'number', outgoing.number,
    'state', state, 'answer', facts ->> 'answer') ORDER BY at, letter.id)
  FROM cases_caseletter AS letter LEFT JOIN cases_letternumber AS outgoing ON outgoing.letter_id = letter.id
  WHERE case_id = %(case)s),
 (SELECT json_agg(json_build_object('direction', direction, 'words', words, 'at', at, 'by_name', by_name)
    ORDER BY at, id) FROM cases_correspondence WHERE case_id = %(case)s AND NOT with_body),
 (SELECT json_agg(json_build_object('result', result, 'reasons', reasons, 'at', at, 'round', round)
    ORDER BY at, id) FROM cases_decision WHERE case_id = %(case)s),
 (SELECT json_agg(json_build_object('words', words, 'said_at', said_at, 'over_at', over_at, 'files',
    (SELECT count(*) + 1 FROM cases_incidentmember WHERE incident_id = incident.id AND left_at IS NULL))
    ORDER BY opened_at) FROM cases_incident AS incident WHERE lead_id = %(case)s OR id IN
    (SELECT incident_id FROM cases_incidentmember WHERE case_id = %(case)s AND left_at IS NULL)),
 (SELECT json_agg(json_build_object('id', id, 'fee', part, 'reference', reference, 'words', words,
    'amount', amount, 'left', amount - paid - waived, 'currency', currency, 'due_on', due_on)
    ORDER BY posted_at, reference) FROM ledger_payable
  WHERE kind = 'case' AND origin = %(case)s AND cancelled_at IS NULL)
"""
_NAMES = (
    "events",
    "clocks",
    "observations",
    "papers",
    "letters",
    "correspondence",
    "decisions",
    "incidents",
    "charges",
)
Row = dict[str, Any]


def bundle_of(case_id: UUID) -> dict[str, list[Row]]:
    """Rows by name, instants read; each list in the order of time."""
    with connection.cursor() as cursor:
        cursor.execute(_BUNDLE, {"case": case_id})
        found = cursor.fetchone()
    return {name: [_read(row) for row in rows or ()] for name, rows in zip(_NAMES, found, strict=True)}


def _read(row: Row) -> Row:
    return {name: _value(name, value) for name, value in row.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, str) and (name == "at" or name.endswith("_at")):
        return datetime.fromisoformat(value)
    if isinstance(value, list):
        return [_read(row) for row in value]
    return value
