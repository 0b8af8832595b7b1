"""Depositing under a mandate, and putting a file under one."""

from datetime import datetime
from uuid import uuid4

from shubbak.accounts.actions.mandate_lines import check_desk, holder_of, is_holder, locked, note
from shubbak.accounts.models import Account, Mandate, MandateDraft, MandateFile
from shubbak.accounts.queries.mandates import holds
from shubbak.accounts.rules import MandateRefused, covers
from shubbak.cases.actions import deposit_draft, save_draft
from shubbak.cases.models import Case, Draft
from shubbak.cases.queries import case_visible
from shubbak.cases.rules import PersonFacts
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor
from shubbak.people.models import Person, Staff
from shubbak.people.queries import actor_of as staff_actor


@action
def choose_mandate(*, draft: Draft, mandate: Mandate | None, account: Account | None, at: datetime) -> Draft:
    """Write a deposit for whom this account acts; None takes it back.

    :raises MandateRefused: ``over`` when the account may not deposit so.
    """
    MandateDraft.objects.filter(draft=draft).delete()
    if mandate is None:
        return save_draft(draft=draft, at=at, for_oneself=True)
    _check(mandate, account, draft.service_version.service, at)
    MandateDraft.objects.create(draft=draft, mandate=mandate)
    return save_draft(draft=draft, at=at, on_behalf_of=facts_of(mandate.principal))


def facts_of(person: Person) -> PersonFacts:
    """As the desk has checked them."""
    fields = PersonFacts.__dataclass_fields__
    return PersonFacts(**{name: getattr(person, name) for name in fields})


def _check(mandate: Mandate, account: Account | None, service: str, at: datetime) -> None:
    allowed = mandate.right != Mandate.Right.SEE and covers(mandate.services, service)
    if account is None or not is_holder(account, mandate) or not allowed or not holds(mandate, at):
        raise MandateRefused("over")


@action
def deposit_under(*, draft: Draft, account: Account | None, actor: Actor, at: datetime) -> Case:
    """Deposit a draft; one that was written under a mandate, only as long as the mandate is in force.

    The row of the mandate stays locked until the commit: whoever ends it meanwhile waits, and finds the file.

    :raises MandateRefused: ``over``; nothing is registered then, and the draft is kept.
    :raises DepositInvalid, SubmissionConflict: as `deposit_draft`.
    """
    written = MandateDraft.objects.filter(draft=draft).first()
    if written is None or draft.case_id is not None:
        return deposit_draft(draft=draft, actor=actor, at=at)
    mandate = locked(written.mandate)
    _check(mandate, account, draft.service_version.service, at)
    case_id = uuid4()
    row = MandateFile.objects.create(case_id=case_id, mandate=mandate, added_at=at)
    case = deposit_draft(draft=draft, actor=holder_of(mandate), at=at, case_id=case_id)
    if case.pk != case_id:
        row.delete()
        return case
    note("used", mandate, holder_of(mandate), at, case=str(case.pk))
    return case


@action
def put_under(*, mandate: Mandate, number: str, staff: Staff, at: datetime) -> Case:
    """At the desk, of a file of the principal that was there before: its holder sees it from then on.

    :raises MandateRefused: ``not_yours``, ``no_file``, ``under_one``, ``settled``.
    """
    check_desk(staff, at)
    fresh = locked(mandate)
    if fresh.ended_at is not None:
        raise MandateRefused("settled")
    found = Case.objects.filter(number=number.strip(), erased_at=None).values_list("pk", flat=True).first()
    case = case_visible(staff, found, at) if found else None
    if case is None:
        raise MandateRefused("no_file")
    _, is_new = MandateFile.objects.get_or_create(case=case, defaults={"mandate": fresh, "added_at": at})
    if not is_new:
        raise MandateRefused("under_one")
    note("file_put", fresh, staff_actor(staff), at, case=str(case.pk))
    return case
