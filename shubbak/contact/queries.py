"""Reads of contacts, and what to ask of whoever asks."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import get_language

from shubbak.agencies.queries import current_agency
from shubbak.cases.extension import correspondents, people_of
from shubbak.cases.models import Case
from shubbak.cases.permissions import works_on
from shubbak.cases.queries import visible_to
from shubbak.contact.models import Contact, IdentityCheck
from shubbak.contact.rules import (
    WINDOW,
    ContactRefused,
    Known,
    Proposal,
    known_of,
    proposal,
    shut_until,
)
from shubbak.foundation.text import long_date
from shubbak.notifications.rules import Reachable
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of, roles_of


def to_ask(case: Case, staff: Staff, channel: str, at: datetime, round_: int | None = None) -> Proposal:
    """What to ask of whoever asks about this file. `round_`, if named, is that of a page seen before.

    :raises ContactRefused: ``not_yours``, ``too_many_checks``, ``too_few_facts``.
    """
    if not works_on(case, roles_of(staff, at), actor_of(staff)):
        raise ContactRefused("not_yours")
    checks = IdentityCheck.objects.filter(case=case)
    failed = checks.filter(passed=False, at__gt=at - WINDOW)
    until = shut_until(list(failed.values_list("at", flat=True)), at)
    if until:
        raise ContactRefused("too_many_checks", until)
    before = checks.count()
    seen = before if round_ is None else min(round_, before)
    return proposal(facts_of(case, channel, at), seen)


def facts_of(case: Case, channel: str, at: datetime) -> tuple[Known, ...]:
    """What the file knows of its person, or of whoever acts for them where the person left nothing."""
    agency, people = current_agency(), people_of(case, at)
    day = case.opened_at.astimezone(ZoneInfo(agency.zone)).date()
    return known_of(
        channel=channel,
        identity=case.applicant.identity_number,
        phone=next((person.phone for person in people if person.phone), ""),
        email=next((person.email for person in people if person.email), ""),
        deposited=long_date(day, get_language() or "ar", agency.country, agency.digits),
    )


def check_in_force(case: Case, staff: Staff, at: datetime) -> IdentityCheck | None:
    """The check by which this agent may answer about this file now; None without one."""
    passed = IdentityCheck.objects.filter(case=case, staff=staff, passed=True, ends_at__gt=at)
    return passed.filter(contact=None).order_by("-at", "-id").first()


def contacts_of(staff: Staff, at: datetime, before: str = "", limit: int = 50) -> tuple[list[Contact], str]:
    """The latest contacts of an agent, and the key of the page after; none of files that left them.

    :raises ValueError: for a key that is none.
    """
    seen = visible_to(staff, at).values("pk")
    wanted = Contact.objects.filter(staff=staff).filter(Q(case=None) | Q(case__in=seen))
    if before:
        wanted = wanted.filter(pk__lt=int(before))
    found = list(wanted.select_related("case", "check_passed").order_by("-pk")[: limit + 1])
    return found[:limit], str(found[limit - 1].pk) if len(found) > limit else ""


def may_be_sent(case: Case, at: datetime) -> bool:
    """Whether there is an address to which a new code can be sent."""
    return bool(correspondents(case, at))


def read_by_mail(case: Case, at: datetime) -> list[Reachable]:
    """Whom the answer to a question about this file can reach by e-mail."""
    return [person for person in correspondents(case, at) if person.email]
