"""Sentences about what is wrong with sittings of the current agency; nothing, if all is well."""

from collections.abc import Iterator

from shubbak.planning.sittings.models import AgendaItem, Opinion
from shubbak.planning.sittings.queries import consulted_on, said_on
from shubbak.planning.sittings.rules import GRANTING, binding_granted
from shubbak.planning.sittings.sealing import facts_of, opinion_digest


def problems() -> Iterator[str]:
    """Each opinion says what it said when it was signed; nothing was granted against a binding body."""
    kept = Opinion.objects.filter(erased_at=None).select_related("item__case")
    for opinion in kept.prefetch_related("reservations"):
        if opinion_digest(opinion, opinion.item.case.number, facts_of(opinion)) != opinion.digest:
            yield f"opinion {opinion.pk} does not say what was signed"
    for item in AgendaItem.objects.filter(outcome__in=GRANTING).select_related("case", "round"):
        if not binding_granted(said_on(item), consulted_on(item.round)):
            yield f"file {item.case.number} was granted against a body whose opinion binds"
