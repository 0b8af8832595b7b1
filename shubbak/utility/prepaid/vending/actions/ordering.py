"""Orders to a meter: clear its tamper mark or its credit, limit its power. Each a token."""

from datetime import datetime
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.utility.prepaid.sts.contents import IN_WATTS, Order
from shubbak.utility.prepaid.sts.times import BaseDate, instant_of, next_tid
from shubbak.utility.prepaid.vending.models import PrepaidMeter, Sale, Token
from shubbak.utility.prepaid.vending.modules import InUse, module_in_use
from shubbak.utility.prepaid.vending.queries import keys_of
from shubbak.utility.prepaid.vending.rules import ModuleAway, VendingRefused

ALL_CREDIT = 0xFFFF
_VALUES = {Order.CLEAR_CREDIT: ALL_CREDIT, Order.CLEAR_TAMPER: 0}


@action
def order_meter(
    *,
    meter: PrepaidMeter,
    order: Order,
    key: UUID,
    reason: str,
    actor: Actor,
    at: datetime,
    watts: int = 0,
    in_use: InUse | None = None,
) -> Token:
    """The token of an order; `key` is the asker's, so a repeat is the same one. `watts`: of a limit.

    The module is asked while the meter is held: an order is rare, and one that nobody was shown does nothing.

    :raises VendingRefused: ``no_module``, ``sale_pending``, ``no_limit``.
    :raises TokenRefused: if the module refuses.
    """
    message_id, used = f"order-{key}", in_use or module_in_use()
    held = PrepaidMeter.objects.select_for_update(no_key=True).get(pk=meter.pk)
    if known := Token.objects.filter(message_id=message_id, meter=held).first():
        return known
    if used is None:
        raise VendingRefused("no_module")
    if order in IN_WATTS and watts <= 0:
        raise VendingRefused("no_limit")
    if held.sales.filter(state=Sale.State.PAID, tid__isnull=False).exists():
        raise VendingRefused("sale_pending")
    return _made(held, order, _VALUES.get(order, watts), message_id, used, reason, actor, at)


def _made(
    held: PrepaidMeter,
    order: Order,
    value: int,
    message_id: str,
    used: InUse,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Token:
    keys = keys_of(held).configuration()
    tid = next_tid(at, BaseDate(keys.base), held.last_tid)
    try:
        result = used.module.issue_mse(
            message_id=message_id, meter=keys, order=order, value=value, at=instant_of(tid, keys.base)
        )
    except ModuleAway as error:
        raise VendingRefused("no_module") from error
    held.last_tid = tid
    held.save(update_fields=["last_tid"])
    facts: dict[str, Fact] = {"order": order.name.lower(), "value": value, "tid": tid, "test": result.test}
    private = {"reason": reason}
    about = f"meter:{held.drn}"
    record(what="vending.ordered", about=about, actor=actor, at=at, facts=facts, private=private)
    made: Token = Token.objects.create(
        meter=held,
        kind=Token.Kind.ORDER,
        digits=result.tokens[0],
        base=int(keys.base),
        tid=tid,
        message_id=message_id,
        is_test=result.test,
        made_at=at,
    )
    return made
