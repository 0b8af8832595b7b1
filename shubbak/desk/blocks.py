"""Putting a text of the agency into what is being written, by a button that needs no script."""

from collections.abc import Mapping
from typing import Any

from shubbak.cases.blocks import block_words
from shubbak.catalogue.queries import answer_blocks
from shubbak.desk.forms import ActForm

BUTTON, CHOSEN = "insert", "block"


def with_block(form: ActForm, posted: Mapping[str, Any]) -> dict[str, str]:
    """What was typed, with the chosen text after it, its places filled from the file: to be read, and changed
    where need be.
    """
    typed = {name: str(posted[name]) for name in form.fields if name in posted}
    number, given = str(posted.get(CHOSEN, "")), form.given
    if not number.isdecimal() or form.answers_in not in form.fields:
        return typed
    block = answer_blocks(given.case.service).filter(pk=int(number[:9])).first()
    if block is not None:
        words, before = (
            block_words(block, given.case, given.visit.at),
            typed.get(form.answers_in, "").rstrip(),
        )
        typed[form.answers_in] = f"{before}\n\n{words}" if before else words
    return typed
