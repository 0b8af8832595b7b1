"""What others bring: a certified module."""

from collections.abc import Callable

from shubbak.utility.prepaid.sts.module import VendingModule

ModuleOf = Callable[[str], VendingModule | None]
_modules: list[ModuleOf] = []


def register_module(module_of: ModuleOf) -> None:
    """`module_of(code of the body)` gives the certified module that serves it, or None.

    It raises `rules.ModuleAway` where it did not answer; `TokenRefused` is its last word.
    """
    if module_of not in _modules:
        _modules.append(module_of)


def certified_module(code: str) -> VendingModule | None:
    return next((module for module_of in _modules if (module := module_of(code))), None)
