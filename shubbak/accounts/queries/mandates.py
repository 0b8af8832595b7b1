"""For whom somebody acts, who acts for somebody, and whom the body writes to about a file under a mandate."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case as Choose
from django.db.models import Q, QuerySet, When

from shubbak.accounts.models import Account, Mandate, MandateDraft, MandateFile
from shubbak.accounts.rules import covers
from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case, Draft
from shubbak.foundation.text import sort_key_ar
from shubbak.notifications.rules import Reachable, Recipient

_ACCEPTED = Mandate.State.ACCEPTED
_MAY_DEPOSIT = (Mandate.Right.DEPOSIT, Mandate.Right.OWNER)
_SHOWN = 200


def today_at(at: datetime) -> date:
    """The civil day where the body is."""
    return at.astimezone(ZoneInfo(current_agency().zone)).date()


def in_force(at: datetime) -> QuerySet[Mandate]:
    """Accepted, in its period, not ended; and so is the owner's by whom its holder was invited."""
    day = today_at(at)
    asked_for = Q(invited_by=None) | _holds("invited_by__", day)
    return Mandate.objects.filter(_holds("", day), asked_for).select_related("principal")


def _holds(prefix: str, day: date) -> Q:
    here = {"state": _ACCEPTED, "ended_at": None, "starts__lte": day}
    now = Q(**{f"{prefix}{name}": value for name, value in here.items()})
    return now & (Q(**{f"{prefix}ends": None}) | Q(**{f"{prefix}ends__gte": day}))


def holds(mandate: Mandate, at: datetime) -> bool:
    """Whether it is in force at this instant."""
    return in_force(at).filter(pk=mandate.pk).exists()


def in_force_among(mandates: Iterable[Mandate], at: datetime) -> frozenset[UUID]:
    """Which of them are in force, by one query."""
    ids = [mandate.pk for mandate in mandates]
    return frozenset(in_force(at).filter(pk__in=ids).values_list("pk", flat=True))


def held_by(account: Account) -> QuerySet[Mandate]:
    """Everything that this address holds, was invited to or has asked for, and that nobody has ended."""
    mine = Mandate.objects.filter(kind=account.kind, address=account.address, ended_at=None)
    return mine.select_related("principal", "invited_by")


def given_by(account: Account, at: datetime) -> QuerySet[Mandate]:
    """Mandates in force of others who act for whoever proved this address; the desk has checked both."""
    reached = {"phone": account.address} if account.kind == "sms" else {"email__iexact": account.address}
    theirs = in_force(at).filter(**{f"principal__{name}": value for name, value in reached.items()})
    return theirs.exclude(kind=account.kind, address=account.address)


def members_of(owner: Mandate, at: datetime) -> QuerySet[Mandate]:
    """The other holders for an institution: in force, or invited and not yet settled."""
    waiting = Q(state=Mandate.State.INVITED, ended_at=None)
    alive = Mandate.objects.filter(principal=owner.principal_id).exclude(pk=owner.pk)
    return alive.filter(waiting | Q(pk__in=in_force(at).values("pk"))).order_by("holder_name", "id")


def mandate_for_service(account: Account, service: str, at: datetime) -> list[Mandate]:
    """The mandates under which this account may deposit for a service now."""
    mine = in_force(at).filter(kind=account.kind, address=account.address, right__in=_MAY_DEPOSIT)
    return [mandate for mandate in mine.order_by("asked_at") if covers(mandate.services, service)]


def cases_under_mandates(account: Account, at: datetime) -> QuerySet[Case]:
    """The newest files of those for whom this account acts now."""
    wanted = Q(pk=None)
    for mandate in in_force(at).filter(kind=account.kind, address=account.address):
        wanted |= _files_for(mandate)
    return Case.objects.filter(wanted).order_by("-opened_at")[:_SHOWN]


def _files_for(mandate: Mandate) -> Q:
    theirs = Q(under_mandate__mandate__principal=mandate.principal_id)
    return theirs & Q(service__in=mandate.services) if mandate.services else theirs


def file_under_mandate(account: Account, case_id: UUID, at: datetime) -> Mandate | None:
    """The mandate by which this account sees a file now; the one that allows more, if there are two."""
    mine = in_force(at).filter(kind=account.kind, address=account.address)
    found = [mandate for mandate in mine if Case.objects.filter(_files_for(mandate), pk=case_id).exists()]
    return max(found, key=lambda mandate: mandate.right in _MAY_DEPOSIT, default=None)


def mandate_of_case(case: Case) -> Mandate | None:
    """The mandate under which a file was deposited or put."""
    found = MandateFile.objects.filter(case=case).select_related("mandate__principal").first()
    return found.mandate if found else None


def mandates_for_desk(name: str = "") -> QuerySet[Mandate]:
    """What waits for the desk first, then the others; the latest first.

    :param name: a part of the name of either side.
    """
    first = Choose(When(state=Mandate.State.ASKED, ended_at=None, then=0), default=1)
    found = Mandate.objects.select_related("principal", "paper", "invited_by")
    if name.strip():
        folded = Q(principal__name_folded__contains=sort_key_ar(name)) | Q(
            holder_name__icontains=name.strip()
        )
        found = found.filter(folded)
    return found.order_by(first, "-asked_at", "id")


def written_under(draft: Draft) -> Mandate | None:
    """The mandate under which a deposit is being written."""
    found = MandateDraft.objects.filter(draft=draft).select_related("mandate__principal").first()
    return found.mandate if found else None


def mandate_before(account: Account, mandate_id: UUID, at: datetime) -> Mandate | None:
    """One that this account holds, that was given for it, or of a member of an institution that it owns."""
    owned = in_force(at).filter(kind=account.kind, address=account.address, right=Mandate.Right.OWNER)
    theirs = Mandate.objects.filter(invited_by__in=owned.values("pk"), ended_at=None)
    ways = (held_by(account), given_by(account, at), theirs.select_related("principal"))
    return next((found for way in ways if (found := way.filter(pk=mandate_id).first())), None)


def correspondents_of(case: Case, at: datetime) -> Sequence[Reachable] | None:
    """Whom the body writes to about a file under a mandate: whose matter it is, and the holder as long as the
    mandate is in force. None of a file under none.
    """
    mandate = mandate_of_case(case)
    if mandate is None:
        return None
    return [case.applicant, recipient_of(mandate)] if holds(mandate, at) else [case.applicant]


def recipient_of(mandate: Mandate) -> Recipient:
    """The holder's address, which they have proved."""
    way = {"email": mandate.address} if mandate.kind == "email" else {"phone": mandate.address}
    return Recipient(language=mandate.language, **way)
