"""Bad packs: the small one with some words in place of others, and the one finding that this brings.

Each is (words of the small pack, words in their place, words of the finding, further changes…).
"""

from tests.catalogue.bad_packs import clocks, form, outcome, shape, workflow
from tests.catalogue.bad_packs.shape import UNREADABLE

__all__ = ["BAD_PACKS", "UNREADABLE"]

BAD_PACKS = workflow.WORKFLOW | clocks.CLOCKS | form.FORM | outcome.OUTCOME | shape.SHAPE
