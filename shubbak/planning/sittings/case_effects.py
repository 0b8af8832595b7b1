"""What packs may ask of a committee and have it do."""

from shubbak.cases.extension import (
    Occasion,
    register_effect,
    register_eraser,
    register_guard,
    register_refusals,
    register_viewers,
)
from shubbak.catalogue.spec import Effect
from shubbak.planning.sittings.actions.erasing import erase
from shubbak.planning.sittings.actions.rounds import begin_round, leave
from shubbak.planning.sittings.queries import (
    consulted_on,
    files_of_member,
    last_item,
    reservations_of,
    said_on,
)
from shubbak.planning.sittings.rules import binding_granted
from shubbak.planning.sittings.wording import CASE_WORDS

SITTING_SAID, CIRCULATE = "sitting_said", "circulate"


def sitting_said(occasion: Occasion, outcome: str) -> bool:
    """The outcome of the last round, once its sitting is closed."""
    item = last_item(occasion.case)
    return item is not None and item.outcome == outcome


def reservations_lifted(occasion: Occasion, _argument: str) -> bool:
    item = last_item(occasion.case)
    return item is not None and not reservations_of(item).filter(lifting=None).exists()


def not_refused_by_binding(occasion: Occasion, _argument: str) -> bool:
    item = last_item(occasion.case)
    return item is not None and binding_granted(said_on(item), consulted_on(item.round))


def circulate(occasion: Occasion, effect: Effect) -> None:
    """``circulate: large``: the class of the project says which bodies sit.

    :raises Refused: ``sittings:no_bodies``.
    """
    begin_round(case=occasion.case, project_class=effect.argument, actor=occasion.actor, at=occasion.at)


def leave_sittings(occasion: Occasion, _effect: Effect) -> None:
    leave(case=occasion.case, actor=occasion.actor, at=occasion.at)


register_guard(SITTING_SAID, sitting_said, words="the sitting has said so", argument="text", is_standing=True)
register_guard(
    "reservations_lifted", reservations_lifted, words="all reservations are lifted", is_standing=True
)
register_guard(
    "not_refused_by_binding",
    not_refused_by_binding,
    words="each body whose opinion binds agrees",
    is_standing=True,
)
register_effect("circulate", circulate, words="lays the file before the bodies of its class", argument="text")
register_effect("leave_sittings", leave_sittings, words="takes the file off the agenda")
register_refusals(CASE_WORDS)
register_eraser(erase)
register_viewers(files_of_member)
