"""Every write of this room, one use case each."""

from shubbak.planning.sittings.actions.agenda import (
    SittingFacts,
    add_files,
    convoke,
    drop_file,
    move_file,
    plan_sitting,
)
from shubbak.planning.sittings.actions.bodies import (
    BodyFacts,
    SeatFacts,
    describe_body,
    end_seat,
    open_seat,
    retire_body,
    set_practice,
)
from shubbak.planning.sittings.actions.calling import note_member_came
from shubbak.planning.sittings.actions.closing import cancel_sitting, close_sitting
from shubbak.planning.sittings.actions.opining import (
    declare_conflict,
    give_opinion,
    hear_designer,
    lift_reservation,
    withdraw_designer,
)

__all__ = [
    "BodyFacts",
    "SeatFacts",
    "SittingFacts",
    "add_files",
    "cancel_sitting",
    "close_sitting",
    "convoke",
    "declare_conflict",
    "describe_body",
    "drop_file",
    "end_seat",
    "give_opinion",
    "hear_designer",
    "lift_reservation",
    "move_file",
    "note_member_came",
    "open_seat",
    "plan_sitting",
    "retire_body",
    "set_practice",
    "withdraw_designer",
]
