"""The search over letters shows what its asker may open, and nothing else (P12)."""

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import open_unit
from shubbak.people.rules import Grant, Roles
from shubbak.registry.actions import dispatch
from shubbak.registry.models import Letter
from shubbak.registry.permissions import opens_letters
from shubbak.registry.queries import find_letters, held_by, letters_opened_by
from shubbak.registry.rules import Mention, Recipient
from tests.registry.office import arrived, clerk, open_books

UNITS = ("water", "billing")
ASKERS = [
    *(Roles(grants=(Grant(role),)) for role in ("registrar", "director", "general_secretary", "auditor")),
    *(Roles(units=frozenset({unit})) for unit in UNITS),
    *(Roles(units=frozenset({unit}), headed=frozenset({unit})) for unit in UNITS),
    Roles(),
]


@pytest.fixture
def letters(agency, at) -> list[Letter]:
    """An open, a confidential and a sealed one, each kept by the office, sent to a unit or to both."""
    open_books(at)
    for code in UNITS:
        open_unit(code=code, name={"ar": code}, parent=None, actor=SYSTEM, at=at)
    found = []
    for more in ({}, {"book": "confidential"}, {"nature": "tender"}):
        for units in ((), ("water",), UNITS):
            letter = arrived(at, **more).mail
            Letter.objects.filter(pk=letter.pk, secrecy="sealed").update(opened_at=at)
            letter.refresh_from_db()
            sent = [Recipient(code, Mention.ATTRIBUTION, code == "water") for code in units]
            if sent:
                dispatch(letter=letter, recipients=sent, staff=clerk(), at=at)
            found.append(letter)
    return found


@pytest.mark.promise("P12")
@pytest.mark.parametrize("roles", ASKERS)
def test_the_search_finds_exactly_what_may_be_opened(letters, roles):
    may = {one.pk for one in letters if opens_letters(roles, one, one.entry.series.register, held_by(one.pk))}
    assert {letter.pk for letter in letters_opened_by(roles)} == may
    assert {line.entry for line in find_letters("ربط", roles)} == may


def test_a_letter_is_found_by_its_sender_and_by_its_figures(letters, at):
    director = Roles(grants=(Grant("director"),))
    marked = arrived(at, reference="4711/2026", subject="موضوع آخر")
    assert [line.entry for line in find_letters("4711", director)] == [marked.pk]
    assert len(find_letters("العلمي", director)) == len(letters) + 1
    assert find_letters("زرافة", director) == find_letters("", director) == []
