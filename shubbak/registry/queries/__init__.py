"""Reads of the registers: their series, their letters, those who write."""

from shubbak.registry.queries.circulation import Whereabouts, handovers_to, where_is
from shubbak.registry.queries.correspondents import correspondents_like, letters_like
from shubbak.registry.queries.letters import (
    Line,
    days_of,
    held_by,
    letter_visible,
    lines_of,
    lines_of_day,
    registers_of_letters,
    unanswered_lines,
)
from shubbak.registry.queries.office import (
    day_count,
    entered_before,
    known_sender,
    natures_offered,
    senders_known,
    years_of,
)
from shubbak.registry.queries.series import SeriesState, last_arrival, series_states

__all__ = [
    "Line",
    "SeriesState",
    "Whereabouts",
    "correspondents_like",
    "day_count",
    "days_of",
    "entered_before",
    "handovers_to",
    "held_by",
    "known_sender",
    "last_arrival",
    "letter_visible",
    "letters_like",
    "lines_of",
    "lines_of_day",
    "natures_offered",
    "registers_of_letters",
    "senders_known",
    "series_states",
    "unanswered_lines",
    "where_is",
    "years_of",
]
