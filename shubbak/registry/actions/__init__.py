"""Every write of the registry."""

from shubbak.registry.actions.annul import annotate, annul
from shubbak.registry.actions.enter import Numbered, enter
from shubbak.registry.actions.erase import erase_words
from shubbak.registry.actions.registers import declare_register

__all__ = ["Numbered", "annotate", "annul", "declare_register", "enter", "erase_words"]
