"""Contracts: opened, changed, closed. Whoever holds one owes in a ledger account of their own."""

from datetime import date, datetime

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest

from shubbak.agencies.queries import current_agency
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions import open_payer
from shubbak.people.models import Person
from shubbak.utility.subscriptions.models import (
    Alias,
    Contract,
    Holding,
    ServicePoint,
    Terms,
    Tie,
)
from shubbak.utility.subscriptions.queries import folded_reference
from shubbak.utility.subscriptions.rules import Asked, SubscriptionRefused, contract_number

_NEXT = "SELECT nextval(pg_get_serial_sequence('subscriptions_contract', 'id'))"


@action
def open_contract(
    *, point: ServicePoint, person: Person, asked: Asked, on: date, actor: Actor, at: datetime
) -> Contract:
    """Begin to deliver: a contract with its number, holder, terms and account in the ledger.

    :raises SubscriptionRefused: ``place_has_contract``.
    """
    if point.contracts.filter(ends=None).exists() or point.contracts.on(on).exists():
        raise SubscriptionRefused("place_has_contract")
    serial = _next_serial()
    contract = Contract.objects.create(id=serial, number=contract_number(serial), point=point, starts=on)
    _hold(contract, person, on, actor, at)
    _agree(contract, asked, on)
    record(
        what="subscriptions.opened",
        about=_about(contract),
        actor=actor,
        at=at,
        facts={"point": point.code, "on": on.isoformat()},
    )
    return contract


@action
def change_holder(*, contract: Contract, person: Person, on: date, actor: Actor, at: datetime) -> Holding:
    """Somebody else holds the contract from a day on; the dues of the last holder stay theirs.

    Whoever kept the contract in their account keeps it no more: they proved to be, or to be shared it by,
    the last holder.

    :raises SubscriptionRefused: ``contract_closed``, ``before_it_began``.
    """
    held = _running(contract).holdings.select_for_update().get(ends=None)
    if on <= held.starts:
        raise SubscriptionRefused("before_it_began")
    held.ends = on
    held.save(update_fields=["ends"])
    Tie.objects.filter(contract=contract, until=None).update(until=at)
    _leave_group(contract, on)
    record(
        what="subscriptions.holder_changed",
        about=_about(contract),
        actor=actor,
        at=at,
        facts={"on": on.isoformat()},
    )
    return _hold(contract, person, on, actor, at)


@action
def change_terms(*, contract: Contract, asked: Asked, on: date, actor: Actor, at: datetime) -> Terms:
    """Other tariffs, another power or another calibre from a day on.

    :raises SubscriptionRefused: ``contract_closed``, ``before_it_began``.
    """
    held = _running(contract).terms.select_for_update().get(ends=None)
    if on <= held.starts:
        raise SubscriptionRefused("before_it_began")
    held.ends = on
    held.save(update_fields=["ends"])
    facts: dict[str, Fact] = {
        "tariffs": " ".join(asked.tariffs),
        "power_va": asked.power_va or 0,
        "calibre_mm": asked.calibre_mm or 0,
        "volume": asked.volume or 0,
    }
    record(
        what="subscriptions.terms_changed",
        about=_about(contract),
        actor=actor,
        at=at,
        facts={"on": on.isoformat(), **facts},
    )
    return _agree(contract, asked, on)


@action
def agree_until(*, contract: Contract, last: date, actor: Actor, at: datetime) -> Contract:
    """The contract is for a time: until this last day, or until a later one than was agreed on.

    :raises SubscriptionRefused: ``contract_closed``, ``before_it_began``, ``not_longer``.
    """
    running = _running(contract)
    if last < running.starts:
        raise SubscriptionRefused("before_it_began")
    if running.agreed_until and last <= running.agreed_until:
        raise SubscriptionRefused("not_longer")
    running.agreed_until = last
    running.save(update_fields=["agreed_until"])
    told: dict[str, Fact] = {"on": last.isoformat()}
    record(what="subscriptions.agreed_until", about=_about(running), actor=actor, at=at, facts=told)
    return running


@action
def close_contract(*, contract: Contract, on: date, actor: Actor, at: datetime) -> Contract:
    """End a contract; `on` is the first day without it. Its holder still sees bills and dues.

    :raises SubscriptionRefused: ``contract_closed``, ``before_it_began``.
    """
    running = _running(contract)
    if on < running.starts:
        raise SubscriptionRefused("before_it_began")
    for history in (running.holdings, running.terms):
        if history.filter(ends=None, starts__gt=on).exists():
            raise SubscriptionRefused("before_it_began")
        history.filter(ends=None).update(ends=on)
    _leave_group(running, on)
    running.ends = on
    running.save(update_fields=["ends"])
    record(
        what="subscriptions.closed", about=_about(running), actor=actor, at=at, facts={"on": on.isoformat()}
    )
    return running


@action
def remember_reference(*, contract: Contract, body: str, reference: str, actor: Actor, at: datetime) -> Alias:
    """Keep the number under which another body, taken over by this one, knew the contract.

    :raises SubscriptionRefused: ``reference_taken``, ``no_reference`` for signs without letter and figure.
    """
    folded = folded_reference(reference)
    if not folded:
        raise SubscriptionRefused("no_reference")
    known = Alias.objects.filter(body=body, folded=folded).first()
    if known and known.contract_id != contract.pk:
        raise SubscriptionRefused("reference_taken")
    if known:
        return known
    record(what="subscriptions.reference", about=_about(contract), actor=actor, at=at, facts={"body": body})
    return Alias.objects.create(contract=contract, body=body, reference=reference, folded=folded)


@action
def choose_paper(*, contract: Contract, paperless: bool, actor: Actor, at: datetime) -> None:
    """Bills on paper, or on the screen alone."""
    Contract.objects.filter(pk=contract.pk).update(paperless=paperless)
    record(
        what="subscriptions.paper", about=_about(contract), actor=actor, at=at, facts={"paperless": paperless}
    )


def _next_serial() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT)
        return int(cursor.fetchone()[0])


def _leave_group(contract: Contract, on: date) -> None:
    """Its institution has it no more; it still pays what it owes of it, with its last bill."""
    contract.memberships.filter(ends=None).update(ends=Greatest(F("starts"), on))


def _running(contract: Contract) -> Contract:
    found: Contract = Contract.objects.select_for_update().get(pk=contract.pk)
    if found.ends is not None:
        raise SubscriptionRefused("contract_closed")
    return found


def _hold(contract: Contract, person: Person, on: date, actor: Actor, at: datetime) -> Holding:
    payer = open_payer(currency=current_agency().currency, actor=actor, at=at)
    return Holding.objects.create(contract=contract, person=person, payer=payer, starts=on)


def _agree(contract: Contract, asked: Asked, on: date) -> Terms:
    return Terms.objects.create(
        contract=contract,
        tariffs=list(asked.tariffs),
        power_va=asked.power_va,
        calibre_mm=asked.calibre_mm,
        volume=asked.volume,
        starts=on,
    )


def _about(contract: Contract) -> str:
    return f"contract:{contract.number}"
