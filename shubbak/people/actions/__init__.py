"""Every write of the room of people."""

from shubbak.people.actions.accounts import (
    change_password,
    close_account,
    end_sessions,
    enlist_staff,
    note_factors_changed,
    note_sign_in_failed,
    note_signed_in,
    note_signed_out,
    reset_second_factor,
    set_language,
)
from shubbak.people.actions.offices import (
    appoint,
    describe_unit,
    end_appointment,
    grant_role,
    move_unit,
    open_position,
    open_unit,
    withdraw_role,
)
from shubbak.people.actions.persons import (
    Described,
    correct_person,
    enlist_person,
    erase_person,
    reveal_identity,
)
from shubbak.people.actions.presence import end_absence, end_turn, give_turn, note_absence

__all__ = [
    "Described",
    "appoint",
    "change_password",
    "close_account",
    "correct_person",
    "describe_unit",
    "end_absence",
    "end_appointment",
    "end_sessions",
    "end_turn",
    "enlist_person",
    "enlist_staff",
    "erase_person",
    "give_turn",
    "grant_role",
    "move_unit",
    "note_absence",
    "note_factors_changed",
    "note_sign_in_failed",
    "note_signed_in",
    "note_signed_out",
    "open_position",
    "open_unit",
    "reset_second_factor",
    "reveal_identity",
    "set_language",
    "withdraw_role",
]
