"""What the body sets: its lines with their texts, and whom it protects."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.foundation.localized import Localized
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.arrears.actions.easing import reconsider
from shubbak.utility.arrears.countries import usual_in
from shubbak.utility.arrears.models import Practice, Protection
from shubbak.utility.arrears.rules import ArrearsRefused, rules_of
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import holding_on


@action
def set_practice(
    *,
    starts: date,
    settings: dict[str, Any],
    texts: Mapping[str, Localized],
    actor: Actor,
    at: datetime,
) -> Practice:
    """Set lines from a day on, each with the text that it rests on; what is not named stays usual.

    :raises ArrearsRefused: ``no_such_line``, ``line_out_of_range``.
    """
    rules_of(settings, usual_in(current_agency().country))
    if set(texts) - set(settings):
        raise ArrearsRefused("no_such_line")
    told = {"settings": settings, "texts": {line: dict(text) for line, text in texts.items()}}
    practice, _ = Practice.objects.update_or_create(starts=starts, defaults=told)
    facts = {"starts": starts.isoformat(), "lines": " ".join(sorted(settings))}
    record(what="arrears.practice", about="arrears", actor=actor, at=at, facts=facts)
    return practice


@action
def protect_contract(*, contract: Contract, kind: str, reason: str, staff: Staff, at: datetime) -> Protection:
    """Nobody cuts this contract from today on; an order to cut it is withdrawn, a cut undone.

    :raises ArrearsRefused: ``reason``, ``protected_before``.
    """
    if not reason.strip():
        raise ArrearsRefused("reason")
    today = in_its_zone(at).date()
    try:
        with transaction.atomic():
            made = Protection.objects.create(
                contract=contract,
                kind=Protection.Kind(kind),
                reason=reason.strip(),
                starts=today,
                by=staff,
            )
    except IntegrityError as error:
        raise ArrearsRefused("protected_before") from error
    actor, about = actor_of(staff), f"contract:{contract.number}"
    private = {"reason": made.reason}
    record(what="arrears.protected", about=about, actor=actor, at=at, facts={"kind": kind}, private=private)
    holding = holding_on(contract, today)
    if holding:
        reconsider(payer=holding.payer_id, actor=actor, at=at)
    return made


@action
def unprotect_contract(*, contract: Contract, staff: Staff, at: datetime) -> None:
    """The protection ends today.

    :raises ArrearsRefused: ``not_protected``.
    """
    held = contract.protections.select_for_update().filter(ends=None).first()
    if held is None:
        raise ArrearsRefused("not_protected")
    held.ends = in_its_zone(at).date()
    held.save(update_fields=["ends"])
    about = f"contract:{contract.number}"
    record(what="arrears.unprotected", about=about, actor=actor_of(staff), at=at)
