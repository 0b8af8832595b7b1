"""Opening a case to its applicant: codes that are drawn anew, wrong codes that are counted."""

from datetime import datetime, timedelta

from django.db import connection

from shubbak.cases.actions.advance import load
from shubbak.cases.actions.history import remember
from shubbak.cases.models import AccessLink, AccessTry, Case
from shubbak.cases.permissions import roles_of_actor, works_on
from shubbak.cases.queries.access import blocked_until, opened_by, tried_number
from shubbak.cases.rules import TRY_WINDOW, Refused, TooManyTries, wait_after
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor

_COUNT = """
INSERT INTO cases_accesstry AS known (number_sha256, tries, since) VALUES (%(number)s, 1, %(at)s)
ON CONFLICT (number_sha256) DO UPDATE SET
    tries = CASE WHEN known.since < %(window)s AND coalesce(known.blocked_until, %(at)s) <= %(at)s
            THEN 1 ELSE known.tries + 1 END,
    since = CASE WHEN known.since < %(window)s AND coalesce(known.blocked_until, %(at)s) <= %(at)s
            THEN %(at)s ELSE known.since END
RETURNING tries
"""


@action
def rotate_code(*, case: Case, actor: Actor, at: datetime, reason: str = "") -> Case:
    """Draw a new code; the old one and all links die at once. At the desk after an identity check.

    :raises Refused: ``not_yours``.
    """
    fresh = load(case)
    if actor.kind == "staff" and not works_on(fresh, roles_of_actor(actor, at), actor):
        raise Refused("not_yours")
    fresh.code_generation += 1
    Case.objects.filter(pk=fresh.pk).update(code_generation=fresh.code_generation)
    AccessLink.objects.filter(case=fresh, revoked_at=None).update(revoked_at=at)
    remember(fresh, "code_rotated", actor=actor, at=at, words=reason)
    return fresh


def case_by_number_and_code(*, number: str, code: str, at: datetime, origin: str = "") -> Case | None:
    """The case that number and code open together, both as typed; None if they do not.

    Numbers that do not exist cost the same work and count the same. `origin` (a network prefix) keeps a
    stranger's tries from shutting out the rightful holder.

    :raises TooManyTries: after five wrong codes within an hour, for a growing time.
    """
    tried = tried_number(number, origin)
    until = blocked_until(tried, at)
    if until:
        raise TooManyTries(until)
    found = opened_by(number, code)
    if found is None:
        count_wrong_code(number_sha256=tried, at=at)
    return found


def count_wrong_code(*, number_sha256: bytes, at: datetime, window: timedelta = TRY_WINDOW) -> None:
    """Count a wrong code against the number as it was read, whether or not anything bears it.

    Tries older than `window` count no more.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"number": number_sha256, "at": at, "window": at - window})
        (tries,) = cursor.fetchone()
    wait = wait_after(tries)
    AccessTry.objects.filter(pk=number_sha256).update(blocked_until=at + wait if wait else None)
