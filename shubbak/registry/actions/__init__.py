"""Every write of the registry."""

from shubbak.registry.actions.annul import annotate, annul
from shubbak.registry.actions.arrive import open_sealed, register_letter
from shubbak.registry.actions.circulate import accept, dispatch, give_back, instruct, pass_on
from shubbak.registry.actions.days import close_day, close_forgotten_days, sign_day
from shubbak.registry.actions.enter import Numbered, enter
from shubbak.registry.actions.erase import erase_words
from shubbak.registry.actions.lost import NumbersLost, write_down_lost
from shubbak.registry.actions.registers import declare_nature, declare_register

__all__ = [
    "Numbered",
    "NumbersLost",
    "accept",
    "annotate",
    "annul",
    "close_day",
    "close_forgotten_days",
    "declare_nature",
    "declare_register",
    "dispatch",
    "enter",
    "erase_words",
    "give_back",
    "instruct",
    "open_sealed",
    "pass_on",
    "register_letter",
    "sign_day",
    "write_down_lost",
]
