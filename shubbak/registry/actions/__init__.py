"""Every write of the registry."""

from shubbak.registry.actions.annul import annotate, annul
from shubbak.registry.actions.arrive import open_sealed, register_letter
from shubbak.registry.actions.circulars import CircularFacts, note_reading, send_circular
from shubbak.registry.actions.circulate import accept, dispatch, give_back, instruct, pass_on
from shubbak.registry.actions.days import close_day, close_forgotten_days, sign_day
from shubbak.registry.actions.eliminate import (
    approve_list,
    draw_up_list,
    drop_elimination,
    eliminate_again,
    eliminate_approved,
    eliminate_letter,
)
from shubbak.registry.actions.enter import Numbered, enter
from shubbak.registry.actions.erase import erase_letter, erase_words
from shubbak.registry.actions.exchange import note_parcels, send_parcel, take_parcels
from shubbak.registry.actions.filing import (
    classify,
    declare_class,
    lift_letter_hold,
    place_letter_hold,
)
from shubbak.registry.actions.guests import (
    answer_as_guest,
    confirm_receipt,
    forget_guests_of,
    invite_guest,
    note_opened,
    revoke_guest,
)
from shubbak.registry.actions.lost import NumbersLost, write_down_lost
from shubbak.registry.actions.outage import reserve_numbers, void_sheet, write_sheet
from shubbak.registry.actions.registers import declare_nature, declare_register
from shubbak.registry.actions.remind import remind_units
from shubbak.registry.actions.slips import make_slip

__all__ = [
    "CircularFacts",
    "Numbered",
    "NumbersLost",
    "accept",
    "annotate",
    "annul",
    "answer_as_guest",
    "approve_list",
    "classify",
    "close_day",
    "close_forgotten_days",
    "confirm_receipt",
    "declare_class",
    "declare_nature",
    "declare_register",
    "dispatch",
    "draw_up_list",
    "drop_elimination",
    "eliminate_again",
    "eliminate_approved",
    "eliminate_letter",
    "enter",
    "erase_letter",
    "erase_words",
    "forget_guests_of",
    "give_back",
    "instruct",
    "invite_guest",
    "lift_letter_hold",
    "make_slip",
    "note_opened",
    "note_parcels",
    "note_reading",
    "open_sealed",
    "pass_on",
    "place_letter_hold",
    "register_letter",
    "remind_units",
    "reserve_numbers",
    "revoke_guest",
    "send_circular",
    "send_parcel",
    "sign_day",
    "take_parcels",
    "void_sheet",
    "write_down_lost",
    "write_sheet",
]
