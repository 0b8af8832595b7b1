"""Addresses of the API and of the portal, as clients follow them: references from the root of the host."""

from urllib.parse import quote, urlencode

from shubbak.cases.models import Case
from shubbak.foundation.numbering import parse_number

ROOT = "/api/v1"


def segment_of(number: str) -> str:
    """A printed number as one segment of an address: ``1482/2026`` is ``1482-2026``."""
    n, year = parse_number(number) or (0, None)
    return f"{n}-{year}" if year else str(n)


def case_address(case: Case, *parts: object) -> str:
    return "/".join([f"{ROOT}/cases/{segment_of(case.number)}", *map(str, parts)])


def service_address(code: str) -> str:
    return f"{ROOT}/services/{quote(code)}"


def tracking_page(case: Case) -> str:
    """Where a person types the code and follows the file."""
    return f"/track?{urlencode({'number': case.number})}"
