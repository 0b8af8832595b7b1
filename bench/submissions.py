"""What the clients hand in: a photograph of 200 KB and the answers of the technical complaint."""

import json
import random
import uuid
from datetime import date, timedelta
from functools import cache
from io import BytesIO

from PIL import Image

from bench.clients import Client

SERVICE, PAPER = "technical-complaint", "photo"
SIDE = 466  # pixels of noise in a square: a JPEG of some 200 KB
_BOUNDARY = "shubbak-bench"


def answers() -> dict[str, object]:
    """The answers of one complaint; water has been out since yesterday."""
    return {
        "problem": "no_water",
        "since": (date.today() - timedelta(days=1)).isoformat(),
        "where": {"choice": "address", "district": "nakhil", "street": "زنقة الورد 12"},
        "name": "أمينة بناني",
        "phone": "0661000041",
        "email": "amina@example.ma",
        "preferred_channel": "email",
    }


def photograph() -> bytes:
    """A JPEG of which no two are alike: a comment of its own stands behind the first marker."""
    plain, comment = _noise(), uuid.uuid4().hex.encode()
    return plain[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + plain[2:]


def form(fields: dict[str, str], file_field: str, file: bytes) -> tuple[bytes, dict[str, str]]:
    """A body of ``multipart/form-data`` (RFC 7578) and its header."""
    parts = [_part(f'name="{name}"', "", value.encode()) for name, value in fields.items()]
    parts.append(_part(f'name="{file_field}"; filename="photo.jpg"', "Content-Type: image/jpeg\r\n", file))
    body = b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}


def through_api(client: Client) -> str:
    """One upload and one deposit; the number that the body answered with."""
    body, headers = form({"service": SERVICE, "document": PAPER}, "file", photograph())
    stored = client.ask("POST", "/api/v1/uploads", body, headers).json()
    given = {
        "service": SERVICE,
        "answers": answers(),
        "papers": [{"document": stored["id"], "requirement": PAPER}],
    }
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    deposited = client.ask("POST", "/api/v1/deposits", json.dumps(given).encode(), headers)
    return str(deposited.json()["number"])


@cache
def _noise() -> bytes:
    pixels = random.Random(20260701).randbytes(SIDE * SIDE * 3)
    file = BytesIO()
    Image.frombytes("RGB", (SIDE, SIDE), pixels).save(file, "JPEG", quality=90)
    return file.getvalue()


def _part(name: str, header: str, value: bytes) -> bytes:
    return (
        f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {name}\r\n{header}\r\n".encode() + value + b"\r\n"
    )
