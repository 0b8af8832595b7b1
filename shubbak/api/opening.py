"""Opening a case to whoever holds its number and code. Absent and wrong are one answer and one work."""

import math
from datetime import datetime

from django.http import HttpRequest

from shubbak.api.limits import READS, count, network_of
from shubbak.api.problems import Problem
from shubbak.cases.actions import case_by_number_and_code
from shubbak.cases.models import Case
from shubbak.cases.rules import TooManyTries
from shubbak.journal.rules import Actor
from shubbak.people.refusals import refused

CODE_HEADER = "Shubbak-Code"
APPLICANT = Actor("applicant", "api")


def opened_case(request: HttpRequest, number: str, at: datetime) -> Case:
    """The case of an address, opened by the code in its header.

    :raises Problem: ``code-missing``, ``not-found``, or ``too-many`` after five wrong codes in an hour.
    """
    count(request, READS)
    code = request.headers.get(CODE_HEADER, "")
    if not code:
        raise Problem("code-missing", headers={"WWW-Authenticate": CODE_HEADER})
    try:
        case = case_by_number_and_code(number=number, code=code, at=at, origin=network_of(request))
    except TooManyTries as shut:
        wait = max(1, math.ceil((shut.until - at).total_seconds()))
        raise Problem("too-many", headers={"Retry-After": str(wait)}) from shut
    if case is None:
        refused(request, "api", None, at)
        raise Problem("not-found")
    return case
