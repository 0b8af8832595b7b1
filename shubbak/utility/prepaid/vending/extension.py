"""What others bring: a certified module, and what becomes of a counted meter's last index."""

from collections.abc import Callable
from datetime import date, datetime

from shubbak.journal.rules import Actor
from shubbak.utility.prepaid.sts.module import VendingModule
from shubbak.utility.subscriptions.models import Contract, Fitting

ModuleOf = Callable[[str], VendingModule | None]
Closing = Callable[[Contract, Fitting, date, Actor, datetime], None]
_modules: list[ModuleOf] = []
_closings: list[Closing] = []


def register_module(module_of: ModuleOf) -> None:
    """`module_of(code of the body)` gives the certified module that serves it, or None.

    It raises `rules.ModuleAway` where it did not answer; `TokenRefused` is its last word.
    """
    if module_of not in _modules:
        _modules.append(module_of)


def certified_module(code: str) -> VendingModule | None:
    return next((module for module_of in _modules if (module := module_of(code))), None)


def register_closing(closing: Closing) -> None:
    """Hear that a contract is paid for before from a day on: `fitting` is that of the old meter, with what
    it showed at last. In the same transaction.
    """
    if closing not in _closings:
        _closings.append(closing)


def tell_closing(contract: Contract, fitting: Fitting, on: date, actor: Actor, at: datetime) -> None:
    for closing in _closings:
        closing(contract, fitting, on, actor, at)
