"""One cell of the matrix: a route asked with a method by somebody for an object, and undone again."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from django.core.cache import cache
from django.db import transaction

from tests.promises.matrix.cast import Asker
from tests.promises.matrix.objects import Seeded, canary
from tests.promises.matrix.routes import Route

OF_OBJECTS = frozenset(
    {
        "case_id",
        "number",
        "paper_id",
        "document_id",
        "paper",
        "letter_id",
        "draft_id",
        "upload_id",
        "observation",
    }
)
"""Parameters whose value belongs to an object. All others have one value, below."""
CONSTANTS: Mapping[str, object] = {
    "code": "technical-complaint",
    "gateway": "cmi",
    "page": "contact",
    "token": "A" * 22,
    "old": 1,
    "new": 2,
    "text": "A" * 196,
    "pk": 999_999,
    "letter_name": "acknowledgement",
    "block_id": 1,
    "unit_code": "water_network",
    "staff_id": 1,
    "appointment_id": 1,
    "grant_id": 1,
    "service_code": "technical-complaint",
    "screen_code": "hall",
    "proposal_id": 1,
    "absence_id": 1,
    "turn_id": 1,
    "announcement_id": 1,
    "label_id": 1,
    "filter_id": 1,
    "deed": "grant",
    "list_id": 1,
    "form_id": UUID(int=1),
    "mandate_id": UUID(int=1),
    "tie_id": UUID(int=1),
    "entry_id": UUID(int=1),
    "scan_id": 1,
    "link_id": UUID(int=1),
    "run_id": 1,
    "class_code": "1.1",
    "block_of": UUID(int=1),
    "sheet_id": UUID(int=1),
    "register_code": "incoming",
    "closing_id": 1,
    "handover_id": 1,
    "mail_id": UUID(int=1),
    "part_id": UUID(int=1),
    "batch_id": UUID(int=1),
    "page_id": 1,
    "place": 0,
    "addressee_id": 1,
    "hold_id": 1,
    "kind": "acts",
    "uidb64": "MQ",
    "index": 1,
    "contract_number": "00000021",
    "group_number": "G0000013",
    "period": "2026-10",
    "form": "csv",
    "submission_key": UUID(int=1),
    "bill_id": UUID(int=1),
    "correction_id": UUID(int=1),
    "reading_id": UUID(int=1),
    "campaign_id": 1,
    "commodity": "water",
    "payer_id": UUID(int=1),
    "receipt_id": UUID(int=1),
    "shift_id": UUID(int=1),
    "till_id": 1,
    "difference_id": 1,
    "practice_id": 1,
    "collection_id": 1,
    "debit_id": 1,
    "bank_code": "atlas",
    "key_id": 1,
    "change_id": 1,
    "order_id": UUID(int=1),
    "request_id": UUID(int=1),
    "file_id": 1,
    "reference": "T-1",
    "day": "2026-11-17",
    "work_id": 1,
    "step": "cut",
    "arrear_id": UUID(int=1),
    "payable_id": UUID(int=1),
    "sale_id": UUID(int=1),
    "drn": "37000000044",
    "sitting_id": UUID(int=1),
    "item_id": UUID(int=1),
    "reservation_id": 1,
    "body_code": "agency",
    "seat_id": 1,
    "way": "up",
}
NAMES = {
    "desk_step": ("take", "resume", "refer"),
    "desk_act": ("note", "write", "paper", "send", "tell", "answer-opinion", "labels", "correct"),
    "desk_keep": ("note", "write"),
    "own_step": ("take", "complain_silence"),
}
"""Steps of a pack and acts of the desk: the values of `name`."""
WORDS = "كلمات"
FORM = {"reason": WORDS, "words": WORDS, "answer": WORDS, "face": "3", "q": "CANARY", "search": "CANARY"}
BODIES: Mapping[str, Mapping[str, Any]] = {
    "answer": {"items": [], "words": WORDS},
    "deposits": {"service": "technical-complaint", "answers": {}},
    "file": {"day": "2026-11-17", "count": 0, "total": 0, "payments": []},
    "messages": {"words": WORDS},
    "payments": {"contract": "00000021", "amount": 100, "currency": "MAD", "channel": "app"},
    "papers": {"requirement": "photo"},
    "purchases": {"meter": "37000000044", "amount": 100, "currency": "MAD", "channel": "app"},
    "ratings": {"face": 3},
    "reopening": {"reason": WORDS},
    "reversal": {"reason": WORDS},
    "silence": {},
    "withdrawal": {},
}
"""Bodies of the API by the last word of the address; what only reads has none."""
READ_ONLY = frozenset(
    {
        "openapi.json",
        "services",
        "<code>",
        "<slug:code>",
        "<date:day>",
        "<day>",
        "<number>",
        "<reference>",
        "dues",
        "quote",
        "today",
        "receipt",
        "receipt.pdf",
        "<uuidstr:letter_id>.pdf",
        "observations",
    }
)
QUERY = {"q": "CANARY", "words": "CANARY", "search": "CANARY", "to": "", "number": "1/2026"}
QUERIES: Mapping[str, Mapping[str, str]] = {
    "desk_export": {"words": "CANARY", "format": "csv", "personal": "on", "reason": WORDS},
    "desk_archive": {"reason": WORDS},
    "audit_journal": {"starts": "2020-01-01", "ends": "2030-01-01"},
    "audit_samples": {
        "of": "cases",
        "size": "9",
        "seed": "1",
        "starts": "2020-01-01",
        "ends": "2030-01-01",
        "format": "csv",
    },
}
"""What is asked of addresses that tell more when they are asked for it."""
_PASSING = frozenset({"Expires", "Date", "Content-Length", "Last-Modified"})
"""Headers that tell the second, or the length of an address."""
_LONG_ENOUGH = 6
_VOLATILE = re.compile(r'nonce[-=]["\']?[\w+/=-]+|csrfmiddlewaretoken" value="[^"]*"|[?&]next=[^"&]*')


@dataclass(frozen=True)
class Answer:
    """What came back: `told` is everything a reader could see of it."""

    status: int
    told: str

    def canaries(self, labels: tuple[str, ...]) -> set[str]:
        return {label for label in labels if canary(label).lower() in self.told.lower()}


def undeclared(route: Route) -> list[str]:
    """What the matrix does not know how to ask of a route: then it does not cover it."""
    unknown = [name for name in route.parameters if name not in OF_OBJECTS | CONSTANTS.keys() | {"name"}]
    if "name" in route.parameters and route.name not in NAMES:
        unknown.append("name")
    last = route.template.rpartition("/")[2]
    known = last in BODIES or last in READ_ONLY or last.endswith(":paper>") or last in ("", "x", "uploads")
    if route.door == "api" and not known:
        unknown.append(f"body of {last}")
    return [f"{route.template}: {name}" for name in unknown]


def is_of_object(route: Route) -> bool:
    return bool(OF_OBJECTS.intersection(route.parameters))


def values_of(route: Route, wanted: Seeded, own: Seeded | None = None) -> Iterator[dict[str, object]]:
    """The parameters for an object; with `own`, its parts asked for under a file that is the asker's."""
    for name in NAMES.get(route.name, ("",)):
        values = {**CONSTANTS, **wanted.values, "name": name}
        if route.name == "language":
            values["code"] = "ar"
        if own is not None:
            values |= {key: own.values[key] for key in ("case_id", "number") if key in own.values}
        yield values


def ask(route: Route, method: str, asker: Asker, values: Mapping[str, object]) -> Answer:
    """Ask, and undo whatever it did."""
    cache.clear()
    with transaction.atomic():
        response = asker.client.generic(method, route.path(values), **sent(route, method, asker, values))
        content = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    shown = sorted((name, value) for name, value in response.headers.items() if name not in _PASSING)
    headers = "\n".join(f"{name}: {value}" for name, value in shown)
    told = f"{headers}\n\n{opened(content)}"
    return Answer(response.status_code, _VOLATILE.sub("", without_ids(route, values, told)))


def opened(content: bytes) -> str:
    """A body as its reader has it: an archive unpacked."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with ZipFile(BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def without_ids(route: Route, values: Mapping[str, object], told: str) -> str:
    """What was told, without what the asker put into the address."""
    told = told.replace(route.path(values), "PATH")
    for value in sorted((str(values[name]) for name in route.parameters), key=len, reverse=True):
        told = told.replace(value, "ID") if len(value) >= _LONG_ENOUGH else told
    return told


def sent(route: Route, method: str, asker: Asker, values: Mapping[str, object]) -> dict[str, Any]:
    """Query, body and headers of a request."""
    if method in ("GET", "HEAD"):
        return {"headers": dict(asker.headers), "query_params": QUERIES.get(route.name, QUERY)}
    if route.door != "api":
        body = "&".join(f"{name}={value}" for name, value in FORM.items())
        return {"data": body, "content_type": "application/x-www-form-urlencoded"}
    given = dict(BODIES.get(route.template.rpartition("/")[2], {}))
    if "requirement" in given:
        given["document"] = str(values["document_id"])
    headers = {**asker.headers, "Idempotency-Key": "matrix"}
    return {"data": json.dumps(given), "content_type": "application/json", "headers": headers}
