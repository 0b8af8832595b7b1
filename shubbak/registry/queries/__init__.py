"""Reads of the registers: their series, their letters, those who write."""

from shubbak.registry.queries.circulation import Whereabouts, handovers_to, unanswered, where_is
from shubbak.registry.queries.correspondents import correspondents_like, letters_like
from shubbak.registry.queries.letters import (
    Line,
    days_of,
    held_by,
    letter_visible,
    lines_of,
    registers_of_letters,
)
from shubbak.registry.queries.series import SeriesState, last_arrival, series_states

__all__ = [
    "Line",
    "SeriesState",
    "Whereabouts",
    "correspondents_like",
    "days_of",
    "handovers_to",
    "held_by",
    "last_arrival",
    "letter_visible",
    "letters_like",
    "lines_of",
    "registers_of_letters",
    "series_states",
    "unanswered",
    "where_is",
]
