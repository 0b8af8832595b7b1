"""Every write of the registry office, for whoever stands above it."""

from shubbak.registry.books.actions.annul import annotate, annul
from shubbak.registry.books.actions.days import close_day, close_forgotten_days, sign_day
from shubbak.registry.books.actions.enter import Numbered, enter
from shubbak.registry.books.actions.lost import NumbersLost, write_down_lost
from shubbak.registry.books.actions.registers import declare_register
from shubbak.registry.circulation.actions.circulars import CircularFacts, note_reading, send_circular
from shubbak.registry.circulation.actions.circulate import (
    accept,
    dispatch,
    give_back,
    instruct,
    pass_on,
    settle,
)
from shubbak.registry.circulation.actions.remind import remind_units
from shubbak.registry.circulation.actions.slips import make_slip
from shubbak.registry.departure.actions.sending import mark_delivered, mark_returned, mark_sent, send_again
from shubbak.registry.departure.actions.signing import sign_draft
from shubbak.registry.departure.actions.visas import ask_visas, give_visa, refuse_draft
from shubbak.registry.departure.actions.writing import (
    address,
    begin_draft,
    change_draft,
    declare_letter_model,
    unaddress,
    withdraw_draft,
)
from shubbak.registry.exchange.actions.guests import (
    answer_as_guest,
    confirm_receipt,
    invite_guest,
    note_opened,
    revoke_guest,
)
from shubbak.registry.exchange.actions.parcels import note_parcels, send_parcel, take_parcels
from shubbak.registry.filing.actions.classify import (
    classify,
    declare_class,
    lift_letter_hold,
    place_letter_hold,
)
from shubbak.registry.filing.actions.eliminate import (
    approve_list,
    draw_up_list,
    drop_elimination,
    eliminate_again,
    eliminate_approved,
    eliminate_letter,
)
from shubbak.registry.filing.actions.erase import erase_letter, erase_words, when_erased
from shubbak.registry.filing.actions.transfer import note_taken_over
from shubbak.registry.letters.actions.arrive import open_sealed, register_letter
from shubbak.registry.letters.actions.link import link_letters
from shubbak.registry.letters.actions.natures import declare_nature
from shubbak.registry.outage.actions import reserve_numbers, void_sheet, write_sheet

__all__ = [
    "CircularFacts",
    "Numbered",
    "NumbersLost",
    "accept",
    "address",
    "annotate",
    "annul",
    "answer_as_guest",
    "approve_list",
    "ask_visas",
    "begin_draft",
    "change_draft",
    "classify",
    "close_day",
    "close_forgotten_days",
    "confirm_receipt",
    "declare_class",
    "declare_letter_model",
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
    "give_back",
    "give_visa",
    "instruct",
    "invite_guest",
    "lift_letter_hold",
    "link_letters",
    "make_slip",
    "mark_delivered",
    "mark_returned",
    "mark_sent",
    "note_opened",
    "note_parcels",
    "note_reading",
    "note_taken_over",
    "open_sealed",
    "pass_on",
    "place_letter_hold",
    "refuse_draft",
    "register_letter",
    "remind_units",
    "reserve_numbers",
    "revoke_guest",
    "send_again",
    "send_circular",
    "send_parcel",
    "settle",
    "sign_day",
    "sign_draft",
    "take_parcels",
    "unaddress",
    "void_sheet",
    "when_erased",
    "withdraw_draft",
    "write_down_lost",
    "write_sheet",
]
